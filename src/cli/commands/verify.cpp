#include "inmail/app/reports/verify.hpp"

#include <fmt/format.h>

#include "commands/command_table.hpp"
#include "format_option.hpp"
#include "inmail/text/terminal.hpp"
#include "inmail/text/unicode.hpp"

namespace inmail::cli {
namespace {

class Verify : public Command {
  public:
    void declare(Options& options) override {
        options.value("--head", head_, "HASH", "A head noted down earlier: also find events that were cut off since");
        format_.declare(options);
    }

    ExitCode run(Session& session) override {
        session.take_as_it_is();
        const auto report = app::verify(session.store(), session.now(), known_head());
        session.print(render::render(report, format_.format(session), session.display()));
        return report.problems.empty() ? ExitCode::done : ExitCode::damaged;
    }

  private:
    [[nodiscard]] std::string known_head() const {
        constexpr std::size_t digits = 64;
        if (!head_) return {};
        std::string head = to_lower_latin1(*head_);
        if (head.size() == digits && head.find_first_not_of("0123456789abcdef") == std::string::npos) return head;
        throw InputError(fmt::format("cannot read --head '{}': a head is {} hex digits", for_terminal(*head_), digits),
                         "`inmail audit` and `inmail verify` print the ledger's head");
    }

    std::optional<std::string> head_;
    FormatOption format_;
};

}  // namespace

CommandEntry verify_command() {
    return {
        "verify",
        "",
        CommandGroup::ledger,
        "",
        "Prove that the ledger is whole",
        "inmail verify\n"
        "inmail verify --head 3f0c...",
        "Checks the file's pages and indexes, its migrations, every event's hash, the heads that its backups know, that every\n"
        "account conserves its credits, and that stored checkpoints follow from the events. It also lists closed months whose\n"
        "figures have drifted since, which are not problems. Exit 5 if something is wrong.\n"
        "\n"
        "Events cut off at the end leave no other trace than the head: note down the head that `audit` prints, and --head\n"
        "checks that it is still there.\n"
        "\n"
        "On a server it checks the hashes and the head likewise, and for pages and indexes the server's tables, functions,\n"
        "triggers, row policies and rights against those that the program makes. A rep sees too little to verify.",
        make_command<Verify>};
}

}  // namespace inmail::cli
