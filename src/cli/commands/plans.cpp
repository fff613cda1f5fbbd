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
        declare_when(options, "--as-of", as_of_, "The state at that time (default: now); a date means its end");
        declare_when(options, "--known-at", known_at_, "Use only what was recorded by then");
        options.value("--rulebook", rulebook_, "R", "What if: use this rulebook, or an earlier edition (linkedin@1; @1 for all)");
        format_.declare(options);
    }

    ExitCode run(Session& session) override {
        session.need_only_rulebooks();
        app::ReportQuery query{as_of(session, as_of_), known_at(session, known_at_), {}};
        if (rulebook_) std::tie(query.rulebook, query.edition) = rulebook_named(session, *rulebook_);
        const auto report = app::plans(session.store(), query);
        const auto format = format_.format(session);
        session.print_report(format, [&](auto& out) { return render::write(out, report, format, session.display()); });
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
        "List who is on which plan, and what each rulebook says",
        "inmail plans\n"
        "inmail plans --as-of 2026-03-31 --known-at 2026-04-02\n"
        "inmail plans --format json > rulebooks.json",
        "First lists which account is on which plan: since when, under which rulebook, and the terms in force for it, with\n"
        "their source and where other rulebooks differ. Then lists every row of every rulebook, including rows that take effect\n"
        "later. The CSV has both in one table; rows that are only terms have no account. The JSON has only the rulebooks, in\n"
        "the form that `inmail plans import` reads; --rulebook @1 gives the rows of the first edition of the shipped ones.",
        make_command<Plans>};
}

}  // namespace inmail::cli
