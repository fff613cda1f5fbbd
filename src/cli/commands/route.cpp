#include "inmail/app/outreach/route.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <memory>

#include "commands/command_table.hpp"
#include "connections_option.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/chain/prospect_key.hpp"
#include "inmail/render/route_page.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/unicode.hpp"
#include "input_files.hpp"
#include "people.hpp"
#include "prospect_list.hpp"
#include "record_options.hpp"
#include "report_options.hpp"
#include "sequences.hpp"
#include "subject.hpp"
#include "table_rules.hpp"
#include "table_rules_options.hpp"

namespace inmail::cli {
namespace {

class Route : public Command {
  public:
    void declare(Options& options) override {
        options.value("--seat", seat_, "SEAT", "The seat that writes to all of them");
        options.value("--budget", budget_, "N", "Spend at most N credits (default: all that is held)");
        connections_.declare(options);
        rules_.declare(options);
        sequence_.declare(options);
        people_.declare(options);
        report_options_.offer(FormatOption::Offer::page_too);
        report_options_.take_words(words_);
        report_options_.declare(options);
    }

    ExitCode run(Session& session) override {
        if (words_.empty()) throw UsageError("the FILE or PROSPECT is missing", "give a list as CSV, or people");
        const app::ReportQuery query = report_options_.query(session);
        app::RouteRequest request;
        request.writer = connections_.writing_seat(session, seat_, query);
        request.budget = budget();
        request.prospects = prospects(session, request.list);
        request.sequences = sequence_.read(session);
        const auto report = app::route(session.store(), query, std::move(request));
        if (report_options_.format(session) != render::Format::html) return report_options_.print(session, report);
        report_options_.print(session, render::to_html(report, report_options_.display(session)));
        return ExitCode::done;
    }

  private:
    [[nodiscard]] std::optional<Credits> budget() const {
        if (!budget_) return std::nullopt;
        const Credits budget = amount_of(*budget_);
        if (budget < no_credits) throw InputError(fmt::format("--budget {}: a budget cannot be below 0", budget.value));
        return budget;
    }

    static bool is_file(const std::string& word) {
        constexpr std::array<std::string_view, 8> endings{".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods", ".gz", ".zip"};
        const std::string lower = to_lower_latin1(word);
        const auto has = [&](std::string_view ending) { return ends_with(lower, ending); };
        // `@FILE` lists people, one a line.
        if (word.rfind('@', 0) == 0) return false;
        std::error_code ignored;
        return std::any_of(endings.begin(), endings.end(), has) || std::filesystem::is_regular_file(word, ignored);
    }
    /// One word that is a file, or is named like one.
    [[nodiscard]] bool is_list() const {
        if (words_.size() > 1 && std::any_of(words_.begin(), words_.end(), is_file))
            throw UsageError("route takes one list, and nobody beside it", "plan each list by itself, or name people only");
        return is_file(words_.front()) || is_standard_input(words_.front());
    }

    std::vector<Prospect> prospects(Session& session, std::string& list) const {
        if (!is_list()) {
            if (rules_.is_given()) throw UsageError("--rules reads a list, and people are named", "leave it out");
            return typed(session);
        }
        InputFile file(words_.front());
        list = file.name();
        return listed_prospects(session, file, rules_);
    }

    std::vector<Prospect> typed(Session& session) const {
        std::vector<Prospect> prospects;
        for (const auto& text : people_.named_by(session, words_)) {
            EventRecord record;
            set_prospect(session, text, record);
            Prospect prospect;
            prospect.key = key_today(record.prospect);
            prospect.is_address = key_of_address(text).has_value();
            prospects.push_back(std::move(prospect));
        }
        return prospects;
    }

    std::vector<std::string> words_;
    std::optional<std::string> seat_;
    std::optional<std::string> budget_;
    ConnectionsOption connections_;
    TableRulesOptions rules_;
    SequenceOption sequence_;
    People people_;
    ReportOptions report_options_;
};

}  // namespace

CommandEntry route_command() {
    return {
        "route",
        "",
        CommandGroup::reading,
        "FILE | PROSPECT...",
        "The cheapest way to each prospect",
        "inmail route prospects.csv\n"
        "inmail route prospects.csv --output plan.html\n"
        "inmail route prospects.csv --seat ana --connections Connections.csv --budget 20\n"
        "inmail route log.csv --rules ours.toml\n"
        "inmail route https://www.linkedin.com/in/jane-doe, john-roe",
        "Plans who is written to over which channel, from when on, and what it costs. FILE is a CSV whose header names "
        "prospect,\n"
        "and any of name, degree (1, 2, 3), open_profile, open_to_work, applicant, group, coworker, inmail_first (yes, no),\n"
        "priority (high, low) and seat. Who can be reached for free is: a connection, an Open Profile, somebody open to work, "
        "an\n"
        "answered thread. New people get a request to connect with a note, unless the list says inmail_first. Paid InMails go\n"
        "first to people whose note is unanswered for more than seven days. Limits of LinkedIn move what is too much to later\n"
        "days. Any other table is read by rules of the kind `prospects` (docs/import-rules.md). Nobody is written to while a\n"
        "colleague of the team waits for an answer, or once that colleague has one. Who is in a sequence gets its next step, as\n"
        "`inmail next` says; but people of low priority get an InMail, too, as long as credits are left. Nothing is\n"
        "recorded or sent. As a page (html) it has the plan by day and channel, and a checklist.",
        make_command<Route>};
}

}  // namespace inmail::cli
