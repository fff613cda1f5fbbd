#include <fmt/format.h>

#include "inmail/render/messages.hpp"
#include "inmail/text/terminal.hpp"
#include "words.hpp"

namespace inmail::render {

std::string not_written_back(const std::string& why) {
    return fmt::format(
        "warning: what was recorded is safe in the ledger's log, but not yet in its file: {}.\n"
        "         Until a later command has written it there, copy the ledger with `inmail backup` only.",
        for_terminal(why));
}

std::string log_set_aside(const std::string& was, const std::string& is) {
    return fmt::format(
        "warning: {} belonged to another file than this ledger, and was not read. It is kept as {}.\n"
        "         That happens if a copy is put over a ledger. Records of the other one may be in it.",
        for_terminal(was), for_terminal(is));
}

std::string words_of(const app::FollowedHandover& handover, const Display& display) {
    return fmt::format("{} went to {} on {}", for_terminal(handover.from), for_terminal(handover.to),
                       moment_words(handover.at, display));
}

}  // namespace inmail::render
