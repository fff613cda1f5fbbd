#include "commands/rules_files.hpp"

#include <fmt/format.h>

#include "inmail/io/zone.hpp"
#include "inmail/text/terminal.hpp"
#include "options.hpp"
#include "session.hpp"
#include "shipped_rules.hpp"

namespace inmail::cli {

void RulesFiles::declare(Options& options) { options.words(words_); }

ExitCode RulesFiles::run(Session& session) {
    if (words_.empty()) {
        render::Rendered told = render::draw(list(), render::Format::table, session.display_in(io::Zone()));
        told.said.push_back(fmt::format("`inmail {} show NAME` prints one to copy. {} describes the format.", command_, page_));
        session.print(told);
        return ExitCode::done;
    }
    if (words_.size() != 2) throw misunderstood();
    if (words_[0] == "show")
        session.print({shipped_text(kind_, words_[1]), {}});
    else if (words_[0] == "check")
        session.print({fmt::format("{}: sound; {}\n", for_terminal(words_[1]), for_terminal(check(words_[1]))), {}});
    else
        throw misunderstood();
    return ExitCode::done;
}

UsageError RulesFiles::misunderstood() const {
    return UsageError(fmt::format("{} does not take '{}'", command_, for_terminal(fmt::format("{}", fmt::join(words_, " ")))),
                      fmt::format("`inmail {0} show NAME` prints {1}; `inmail {0} check FILE` checks a file", command_,
                                  kind_ == RulesKind::sequence ? "a sequence that ships" : "rules that ship"));
}

}  // namespace inmail::cli
