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
        options.value("--head", head_, "HASH", "A head noted down once: also catch a tail that was cut off since");
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
        throw InputError(fmt::format("--head '{}' is no head: that is {} hex digits", for_terminal(*head_), digits),
                         "`inmail audit` and `inmail verify` print the ledger's");
    }

    std::optional<std::string> head_;
    FormatOption format_;
};

}  // namespace

CommandEntry verify_command() {
    return {"verify",
            "",
            CommandGroup::ledger,
            "",
            "Prove that the ledger is whole",
            "inmail verify\n"
            "inmail verify --head 3f0c...",
            "Checks the file's pages and indexes, its migrations, every event's hash, the heads that its "
            "backups know,\n"
            "that every account conserves its credits, and that what is kept of earlier folds follows from the events. Closed "
            "months\n"
            "whose figures have drifted since are told, but are no problem. Whoever notes down the head that `audit` prints can\n"
            "have that proved too: events that were cut off at the end leave no other trace. Exit 5 where something is wrong.",
            make_command<Verify>};
}

}  // namespace inmail::cli
