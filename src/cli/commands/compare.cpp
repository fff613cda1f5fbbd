#include "inmail/app/reports/compare.hpp"

#include <utility>

#include "commands/command_table.hpp"
#include "inmail/app/import/import_table.hpp"
#include "inmail/io/table_reader.hpp"
#include "inmail/render/messages.hpp"
#include "month_options.hpp"
#include "record_options.hpp"
#include "report_options.hpp"
#include "table_rules_options.hpp"

namespace inmail::cli {
namespace {

class Compare : public Command {
  public:
    void declare(Options& options) override {
        rules_.declare(options);
        options.value("--seat", seat_, "SEAT", "The seat of all its rows");
        declare_month(options, "--month", month_, "The period of a report that does not say it");
        options.flag("--skip-invalid", skip_invalid_, "Compare the good rows of a report that has bad ones");
        report_options_.take_words(words_);
        report_options_.declare(options);
    }

    ExitCode run(Session& session) override {
        require_words(words_, 1, 1, "the FILE");
        static_cast<void>(report_options_.format(session));
        app::CompareRequest request;
        app::ImportResult bad;
        read(session, request, bad);
        const std::string name = input_name(words_.front());
        const auto report = app::compare(session.store(), report_options_.query(session), request);
        bad.rejected.insert(bad.rejected.end(), report.rejected.begin(), report.rejected.end());
        render::Rendered complaints{{}, render::complaints(bad, name, session.display())};
        if (!bad.rejected.empty() && !skip_invalid_) {
            complaints.said.emplace_back("Nothing was compared: correct these rows, or compare the others with --skip-invalid.");
            session.print_refusal(complaints);
            return ExitCode::input;
        }
        for (const auto& line : complaints.said) session.say(line);
        static_cast<void>(report_options_.print(session, report));
        return report.found_any() ? ExitCode::findings : ExitCode::done;
    }

  private:
    void read(Session& session, app::CompareRequest& request, app::ImportResult& bad) const {
        InputFile file(words_.front());
        const io::TableRules rules = rules_.read(file, io::TableRules::Kind::totals);
        request.period = period(session, rules);
        if (seat_) request.seat = session.store().name_of(seat_or_person_named(session, *seat_));
        io::TableSink sink;
        sink.row = [&](io::TableRow&& row) {
            if (row.totals) request.totals.push_back(*std::move(row.totals));
        };
        sink.rejected = [&](RejectedRow&& row) { bad.rejected.push_back(std::move(row)); };
        sink.progress = file.on_progress();
        bad.warnings = app::warnings_of(io::read_table(file.stream(), file.name(), rules, io::Zone(), sink));
    }

    [[nodiscard]] std::optional<std::pair<Day, Day>> period(Session& session, const io::TableRules& rules) const {
        const auto says_period = [](const io::RowRule& row) {
            return row.events.empty() || row.events.front().value(io::TableField::from).has_value();
        };
        const bool all_say = std::all_of(rules.rows.begin(), rules.rows.end(), says_period);
        if (all_say && month_)
            throw UsageError("--month is for a report that does not say its period; this one does", "leave it out");
        if (all_say) return std::nullopt;
        if (!month_) throw UsageError("the report does not say its period", "name it: --month 2026-03");
        const Month month = month_of_text(session, *month_, "--month");
        return std::pair{first_day(month), day_of(end_of(month))};
    }

    std::vector<std::string> words_;
    TableRulesOptions rules_;
    std::optional<std::string> seat_;
    std::optional<std::string> month_;
    bool skip_invalid_{false};
    ReportOptions report_options_;
};

}  // namespace

CommandEntry compare_command() {
    return {
        "compare",
        "",
        CommandGroup::reading,
        "FILE | -",
        "LinkedIn's count of InMails beside the ledger's",
        "inmail compare usage.csv\n"
        "inmail compare usage.csv --map seats=seats.csv\n"
        "inmail compare counts.csv --rules ours.toml --month 2026-03",
        "Reads a usage report, such as Recruiter's, by rules of the kind `totals` (docs/import-rules.md). For each seat and\n"
        "period it sets LinkedIn's count of InMails beside the paid and free ones that the ledger has, and LinkedIn's answers\n"
        "beside the ledger's replies. Where the ledger has fewer, it says what would explain it; exit 6. If nothing is missing:\n"
        "exit 0. Nothing is recorded.",
        make_command<Compare>};
}

}  // namespace inmail::cli
