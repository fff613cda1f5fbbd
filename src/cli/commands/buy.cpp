#include "commands/command_table.hpp"
#include "foresee.hpp"
#include "inmail/chain/event_record.hpp"
#include "record_options.hpp"

namespace inmail::cli {
namespace {

class Buy : public Command {
  public:
    void declare(Options& options) override {
        options.words(words_);
        options.value("--pool", pool_, "P", "Buy for this pool");
        options.value("--price", price_, "PRICE", "The price of one credit, with --currency");
        options.value("--currency", currency_, "CODE", "ISO 4217: USD, EUR, ...");
        record_options_.declare(options);
    }

    ExitCode run(Session& session) override {
        const auto price = price_of(price_, currency_, "--price 10.00 --currency USD");
        foresee_account(session, words_, pool_, {record_options_.key()});
        const Subject subject = subject_of(session, words_, pool_, Rest::amount);
        require_words(subject.rest, 1, 1, "the number of credits");
        EventRecord event = record_options_.event(session, EventKind::purchase, subject);
        event.amount = amount_of(subject.rest.front());
        event.price = price;
        return record_options_.record(session, "buy", {std::move(event)});
    }

  private:
    std::vector<std::string> words_;
    std::optional<std::string> pool_;
    std::optional<std::string> price_;
    std::optional<std::string> currency_;
    RecordOptions record_options_;
};

}  // namespace

CommandEntry buy_command() {
    return {
        "buy",
        "bought",
        CommandGroup::recording,
        "[SEAT] N",
        "Record credits that were bought",
        "inmail buy ana 10 --price 10.00 --currency USD\n"
        "inmail buy --pool acme 100",
        "Records N bought credits. The price is that of one credit. If the plan cannot buy credits, nothing is recorded (exit\n"
        "4) unless --force is given.",
        make_command<Buy>};
}

}  // namespace inmail::cli
