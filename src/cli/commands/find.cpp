#include "inmail/app/reports/find.hpp"

#include <string>

#include "commands/command_table.hpp"
#include "names.hpp"
#include "record_options.hpp"
#include "report_options.hpp"
#include "time_options.hpp"

namespace inmail::cli {
namespace {

class Find : public Command {
  public:
    void declare(Options& options) override {
        options.words(words_);
        declare_when(options, "--as-of", as_of_, "Only what happened by then (default now); of a date, by its end");
        declare_when(options, "--known-at", known_at_, "As if only what was recorded by then existed");
        format_.declare(options);
    }

    ExitCode run(Session& session) override {
        require_words(words_, 1, words_.size(), "the TEXT");
        std::string text;
        for (const auto& word : words_) text += (text.empty() ? "" : " ") + word;
        const app::FindQuery query{typed_person(session, text), as_of(session, as_of_), known_at(session, known_at_)};
        const auto report = app::find_messages(session.store(), query);
        const auto format = format_.format(session);
        session.print_report(format, [&](auto& out) { return render::write(out, report, format, session.display()); });
        return ExitCode::done;
    }

  private:
    std::vector<std::string> words_;
    std::optional<std::string> as_of_;
    std::optional<std::string> known_at_;
    FormatOption format_;
};

}  // namespace

CommandEntry find_text_command() {
    return {
        "find",
        "",
        CommandGroup::reading,
        "TEXT",
        "Sends and answers by person, campaign, note or thread",
        "inmail find jane\n"
        "inmail find spring --format csv",
        "Lists the sends, replies and bounces of all seats whose person, campaign, note or thread fits the text. A person may\n"
        "be typed from memory, as with `inmail reply`. Events taken back are left out.",
        make_command<Find>};
}

}  // namespace inmail::cli
