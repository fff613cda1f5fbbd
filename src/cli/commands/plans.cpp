#include "inmail/app/reports/plans.hpp"

#include <tuple>

#include "commands/command_table.hpp"
#include "format_option.hpp"
#include "inmail/app/report_query.hpp"
#include "names.hpp"
#include "time_options.hpp"

namespace inmail::cli {
namespace {

class Plans : public Command {
  public:
    void declare(Options& options) override {
        declare_when(options, "--as-of", as_of_, "Who was on what then (default now); of a date, at its end");
        declare_when(options, "--known-at", known_at_, "As if only what was recorded by then existed");
        options.value("--rulebook", rulebook_, "R",
                      "What if: as this rulebook has it, or an earlier edition (linkedin@1, @1 of all)");
        format_.declare(options);
    }

    ExitCode run(Session& session) override {
        app::ReportQuery query{as_of(session, as_of_), known_at(session, known_at_), {}};
        if (rulebook_) std::tie(query.rulebook, query.edition) = rulebook_named(session, *rulebook_);
        const auto report = app::plans(session.store(), query);
        session.print(render::render(report, format_.format(session), session.display()));
        return ExitCode::done;
    }

  private:
    std::optional<std::string> as_of_;
    std::optional<std::string> known_at_;
    std::optional<std::string> rulebook_;
    FormatOption format_;
};

}  // namespace

CommandEntry plans_command() {
    return {
        "plans",
        "",
        CommandGroup::ledger,
        "",
        "Who is on which plan, and what each rulebook says",
        "inmail plans\n"
        "inmail plans --as-of 2026-03-31 --known-at 2026-04-02\n"
        "inmail plans --format json > rulebooks.json",
        "First who is on what: each account with a plan, since when, under which rulebook, and the row of terms in force for "
        "it,\n"
        "with its source and where the other rulebooks differ. Then every row of every rulebook, whenever it takes effect.\n"
        "The CSV has both in one table, rows of terms alone without an account. The JSON is the rulebooks alone, in the shape\n"
        "that `inmail plans import` takes; --rulebook @1 gives the rows that the first edition of the shipped ones had.",
        make_command<Plans>};
}

}  // namespace inmail::cli
