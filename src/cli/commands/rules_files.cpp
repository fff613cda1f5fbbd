#include "commands/rules_files.hpp"

#include <fmt/format.h>

#include "inmail/io/zone.hpp"
#include "inmail/text/terminal.hpp"
#include "options.hpp"
#include "output.hpp"
#include "session.hpp"
#include "shipped_rules.hpp"

namespace inmail::cli {

void RulesFiles::declare(Options& options) {
    options.words(words_);
    options.value("-o,--output", output_, "FILE", "Write the file that is shown or begun here instead of standard output");
    options.flag("--force", force_, "Replace the file if it exists");
}

ExitCode RulesFiles::run(Session& session) {
    const bool writes = words_.size() == 2 && words_[0] != "check";
    if (output_ && !writes) throw UsageError("--output takes a file that is shown or begun: `show NAME`");
    if (words_.empty()) {
        render::Rendered shown = render::draw(list(), render::Format::table, session.display_in(io::Zone()));
        shown.said.push_back(fmt::format("`inmail {} show NAME` prints one to copy. {} describes the format.", command_, page_));
        session.print(shown);
        return ExitCode::done;
    }
    if (words_.size() != 2) throw misunderstood();
    if (words_[0] == "show") {
        write(session, shipped_text(kind_, words_[1]));
    } else if (words_[0] == "check") {
        session.print({fmt::format("{}: sound; {}\n", for_terminal(words_[1]), for_terminal(check(words_[1]))), {}});
    } else if (const auto begun = words_[0] == "new" ? begun_for(words_[1]) : std::nullopt) {
        write(session, *begun);
        session.say(
            "Settle the marked lines, then see what becomes of each row with `inmail import csv FILE --rules THIS --preview`.");
    } else {
        throw misunderstood();
    }
    return ExitCode::done;
}

void RulesFiles::write(Session& session, const std::string& text) const {
    Output output(output_, force_, session.ledger_path());
    output.stream() << text;
    session.close();
    output.finish();
    if (output.is_file()) session.say("wrote " + for_terminal(*output_));
}

UsageError RulesFiles::misunderstood() const {
    const bool is_sequence = kind_ == RulesKind::sequence;
    return UsageError(fmt::format("{} does not take '{}'", command_, for_terminal(fmt::format("{}", fmt::join(words_, " ")))),
                      fmt::format("`inmail {0} show NAME` prints {1} that ship{2}; `inmail {0} check FILE` checks a file",
                                  command_, is_sequence ? "a sequence" : "rules",
                                  is_sequence ? "s" : "; `inmail import rules new FILE` begins rules for a table"));
}

}  // namespace inmail::cli
