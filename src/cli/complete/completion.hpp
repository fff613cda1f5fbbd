#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace inmail::cli {

/// The hidden command that completion scripts call: `inmail complete -- WORD...`.
constexpr std::string_view completion_command = "complete";

struct Candidate {
    std::string text;
    std::string description;  ///< empty: none
};

/// What the last word of a command line may become.
struct Completion {
    std::vector<Candidate> candidates;
    bool files{false};  ///< names of files, which the shell knows
};

/// `words`: the command line without the program's name; the last one, perhaps empty, is to be completed. Reads the ledger that
/// the line or the environment names; writes nothing. If something is wrong, completes less.
[[nodiscard]] Completion complete(const std::vector<std::string>& words);

/// Answers a completion script. `arguments`: "--" and the words, or "--bash", the line up to the cursor and $COMP_WORDBREAKS.
/// Prints one candidate per line, with its description after a tab, or only a tab for names of files. Every text is one line that
/// a terminal can show; other names are left out. Never fails and says nothing else.
void print_completions(const std::vector<std::string>& arguments) noexcept;

}  // namespace inmail::cli
