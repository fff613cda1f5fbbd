#include "inmail/render/rules.hpp"

#include <algorithm>

#include "commands/command_table.hpp"
#include "options.hpp"
#include "session.hpp"

namespace inmail::cli {
namespace {

/// Lines longer than this are hard to read, however wide the terminal is.
constexpr std::size_t widest_page = 100;

class Rules : public Command {
  public:
    void declare(Options& options) override { options.words(words_); }

    ExitCode run(Session& session) override {
        // No instant is shown, so the ledger's zone is not needed.
        const render::Display display = session.display_in(io::Zone());
        const render::PageView view{std::min(display.terminal_width.value_or(widest_page), widest_page), display.color};
        std::string citation;
        for (const auto& word : words_) citation += (citation.empty() ? "" : " ") + word;
        const std::string text = citation.empty() ? render::rules_contents(view) : render::rules_text(citation, view);
        session.print_report(render::Format::table, [&text](auto& out) {
            out << text;
            return std::vector<std::string>();
        });
        return ExitCode::done;
    }

  private:
    std::vector<std::string> words_;
};

}  // namespace

CommandEntry rules_command() {
    return {
        "rules",
        "",
        CommandGroup::ledger,
        "[SECTION]",
        "Print the credit rules that messages cite",
        "inmail rules\n"
        "inmail rules 4\n"
        "inmail rules section 4, expiry\n"
        "inmail rules refresh",
        "Prints a section of the credit rules that every figure follows, with its sources. Name it by its number, by a word of\n"
        "a title in it, or as a message cites it (RULES section 4, expiry). Without SECTION, lists the sections.",
        make_command<Rules>};
}

}  // namespace inmail::cli
