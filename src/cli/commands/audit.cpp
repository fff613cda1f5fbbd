#include "inmail/app/reports/audit.hpp"

#include <algorithm>

#include "commands/command_table.hpp"
#include "inmail/app/forecast/audit_charts.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/io/typed_month.hpp"
#include "inmail/render/audit_page.hpp"
#include "inmail/render/page_facts.hpp"
#include "inmail/store/open.hpp"
#include "inmail/text/unicode.hpp"
#include "month_options.hpp"
#include "report_options.hpp"

namespace inmail::cli {
namespace {

class Audit : public Command {
  public:
    void declare(Options& options) override {
        declare_month(options, "--month", month_, "The month (default: this one, so far), or several: 2026-01..2026-03");
        declare_month(options, "--from", from_, "The first of several months");
        declare_month(options, "--to", to_, "The last of several months (default: this one)");
        report_options_.offer(FormatOption::Offer::page_too);
        report_options_.declare_without_as_of(options);
        report_options_.declare_by_seat(options);
        options.value("--title", title_, "TEXT", "The heading of the page (html), instead of its own");
    }

    ExitCode run(Session& session) override {
        const auto [from, to] = months(session);
        const app::ReportQuery query = report_options_.query_with_trend(session, std::min(session.now(), end_of(to)));
        const render::Format format = report_options_.format(session);
        if (title_) check_title(*title_, format);
        if (format != render::Format::html) return report_options_.print(session, app::audit(session.store(), query, from, to));
        const auto [report, charts] = app::charted_audit(session.store(), query, from, to);
        const render::PageFacts facts{title_.value_or(""), session.settings().find("company").value,
                                      store::status(session.ledger_path()).recorder};
        const auto display = report_options_.display(session);
        report_options_.print(session, render::to_html(report, charts, facts, display));
        return ExitCode::done;
    }

  private:
    static void check_title(const std::string& title, render::Format format) {
        if (format != render::Format::html) throw UsageError("--title is for a page", "add --format html");
        if (title.empty() || has_control(title) || !is_utf8(title))
            throw UsageError("--title is empty, holds a control character, or is not UTF-8", "--title 'Credits in March'");
    }

    [[nodiscard]] std::pair<Month, Month> months(Session& session) const {
        if (month_ && (from_ || to_))
            throw UsageError("--month is one month, --from and --to are several", "use one or the other");
        if (month_) return months_of_text(session, *month_, "--month");
        const Month current = io::current_month(session.now(), session.zone());
        if (!from_ && !to_) return {current, current};
        if (!from_) throw UsageError("--to needs --from", "--from 2026-01 --to 2026-03");
        return {month_of_text(session, *from_, "--from"), to_ ? month_of_text(session, *to_, "--to") : current};
    }

    std::optional<std::string> month_;
    std::optional<std::string> from_;
    std::optional<std::string> to_;
    std::optional<std::string> title_;
    ReportOptions report_options_;
};

}  // namespace

CommandEntry audit_command() {
    return {
        "audit",
        "",
        CommandGroup::reading,
        "[ACCOUNT...]",
        "The month's audit: where every credit went",
        "inmail audit --month 2026-03\n"
        "inmail audit --month 2026-01..2026-03\n"
        "inmail audit --month 2026-03 --output march.html --title 'Credits in March'\n"
        "inmail audit --month 2026-01..2026-03 --output q1.html\n"
        "inmail audit --from 2026-01 --to 2026-03 --output q1.csv",
        "For each account: what it opened with, what came in (allotted, refunded, bought, adjusted), what went out (sent,\n"
        "expired, forfeited, zeroed) and what it closed with, the largest loss first. The same for each team and in total, with\n"
        "what the losses are worth. Then what changed since the month before (or as many months), anomalies, observations\n"
        "that differ, and closed months whose figures have drifted since.\n"
        "\n"
        "The reply rate counts the InMails sent in these months and the answers by their end; it has a 95 % interval if there\n"
        "are few. `per reply` divides the credits that went for these InMails and did not come back by the replies. Months are\n"
        "UTC months, and a seat appears under the team it has at the last instant. --by-seat adds a row for each seat that used\n"
        "a pool: its own sends and answers, which are part of the pool's figures. As a page (html) several months also stand\n"
        "side by side.\n"
        "\n"
        "The page (html) also shows charts, what is at risk next, and what is recommended for the last six whole months, each\n"
        "with its arithmetic. It names `company` of the config file and who made it.\n"
        "\n"
        "The head at the end stands for every event behind the figures: `inmail verify --head` proves later that none was cut\n"
        "off or changed.",
        make_command<Audit>};
}

}  // namespace inmail::cli
