#include "inmail/store/copy.hpp"

#include <fmt/format.h>

#include "commands/command_table.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/store/open.hpp"
#include "inmail/text/terminal.hpp"
#include "options.hpp"
#include "path_expansion.hpp"
#include "record_options.hpp"
#include "session.hpp"

namespace inmail::cli {
namespace {

class Copy : public Command {
  public:
    void declare(Options& options) override { options.words(words_); }

    ExitCode run(Session& session) override {
        require_words(words_, 2, 2, words_.empty() ? "FROM, the ledger to copy," : "TO, the place of the copy,");
        const std::string to = location_argument(words_[1]);
        const auto copied = store::copy(location_argument(words_[0]), to, session.now(), session.on_log_found());
        session.acknowledge_in_words({fmt::format("{}: {} event{}, the same ledger\nHead {}\n", for_terminal(store::shown(to)),
                                                  copied.events, copied.events == 1 ? "" : "s", copied.head),
                                      {"Record in one of them only: what is recorded in the other from now on is not here."}});
        return ExitCode::done;
    }

  private:
    std::vector<std::string> words_;
};

}  // namespace

CommandEntry copy_command() {
    return {"copy",
            "",
            CommandGroup::ledger,
            "FROM TO",
            "Copy a ledger between a file and a server",
            "inmail copy ledger.db postgresql://db.example/inmail\n"
            "inmail copy postgresql://db.example/inmail ledger.db",
            "Copies all of the ledger, as of one moment and even while others use it. The copy has the same events, keys, hashes "
            "and\n"
            "head. A copy in a file is proved, as `verify` does. TO must hold no ledger, or an empty one.",
            make_command<Copy>};
}

}  // namespace inmail::cli
