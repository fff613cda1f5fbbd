#include <fmt/format.h>

#include "inmail/render/messages.hpp"
#include "inmail/text/shell_words.hpp"
#include "inmail/text/terminal.hpp"

namespace inmail::render {
namespace {

/// The path in a form that is not mistaken for an option.
std::string path_word(const std::string& path) { return shell_word(path.front() == '-' ? "./" + path : path); }

}  // namespace

std::string words_of(const AccessRisk& risk) {
    if (risk.kind == AccessRisk::Kind::symbolic_link) {
        return fmt::format(
            "warning: {} is a symbolic link, and anyone who can change it can put another ledger in place of this one. "
            "`--ledger {}` names the ledger itself.",
            for_terminal(risk.paths.front()), for_terminal(path_word(risk.target)));
    }
    if (risk.kind == AccessRisk::Kind::hard_link) {
        return fmt::format(
            "warning: {} has another name (a hard link): what a program records through that, this command may not see.",
            for_terminal(risk.paths.front()));
    }
    if (risk.kind == AccessRisk::Kind::mounted_alone) {
        return fmt::format(
            "warning: {} is mounted as a single file: what a program records through its other path, this command may not see. "
            "Mount its directory instead.",
            for_terminal(risk.paths.front()));
    }
    std::string files;
    for (const auto& path : risk.paths) files += " " + path_word(path);
    return fmt::format("warning: users other than its owner can write to the ledger. `chmod go-w{}` stops that.",
                       for_terminal(files));
}

}  // namespace inmail::render
