#include "report_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "inmail/app/people.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/app/seat_people.hpp"
#include "inmail/chain/prospect_key.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/io/when.hpp"
#include "inmail/render/messages.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/suggestion.hpp"
#include "inmail/text/terminal.hpp"
#include "inmail/text/unicode.hpp"
#include "names.hpp"
#include "output.hpp"
#include "subject.hpp"
#include "time_options.hpp"

namespace inmail::cli {
namespace {

/// Whether the word names an account, or is nearer to a seat's handle than to a person's name.
bool may_be_account(Session& session, const std::string& typed) {
    const std::string word(trim(typed));
    if (word.empty() || begins_with(to_lower_latin1(word), "pool:") || io::is_time_not_name(word)) return true;
    const auto handle = parse_handle(word);
    if (handle && (session.store().find_seat(*handle) || session.store().find_pool(*handle))) return true;
    if (!app::people_fitting(session.store(), typed_person(session, word)).empty()) return false;
    if (!app::seats_of_person(app::seat_people(session.store(), session.now()), word).empty()) return true;
    if (!handle) return false;
    return nearest(word, session.store().subscribed(AccountId::Kind::seat)) || !app::nearest_person(session.store(), word);
}

/// The seats that wrote to the people whom the query names.
std::vector<AccountId> accounts_writing_to(Session& session, const app::ReportQuery& query) {
    const auto rows = app::who_wrote_to(session.store(), query.prospects, query.as_of);
    if (rows.empty()) throw InputError(fmt::format("nobody wrote to '{}' by then", for_terminal(query.prospects.front())), "");
    std::vector<AccountId> accounts;
    for (const auto& row : rows) accounts.push_back(account_named(session, row.seat));
    return accounts;
}

}  // namespace

void ReportOptions::declare(Options& options) {
    declare_as_of(options);
    declare_without_as_of(options);
}

void ReportOptions::declare_without_as_of(Options& options) {
    options.value("--team", team_, "T", "Only seats that are in this team at --as-of; pools have no team");
    declare_common(options);
}

void ReportOptions::declare_of_one(Options& options) {
    declare_as_of(options);
    declare_common(options);
}

void ReportOptions::declare_as_of(Options& options) {
    declare_when(options, "--as-of", as_of_, "The state at that time (default: now); a date means its end");
}

void ReportOptions::declare_common(Options& options) {
    options.words(*words_);
    declare_when(options, "--known-at", known_at_, "Use only what was recorded by then");
    options.value("--rulebook", rulebook_, "R",
                  "What if: replay everything under this rulebook, or an edition of it (linkedin@1)");
    format_.declare(options);
    options.value("-o,--output", output_, "FILE", "Write it to this file, whose ending says the format: " + format_.endings());
    options.flag("--force", replaces_file_, "Replace the file if it exists");
}

void ReportOptions::declare_by_seat(Options& options) { options.flag("--by-seat", by_seat_, "Break each pool down by seat"); }

app::ReportQuery ReportOptions::query(Session& session, std::optional<Instant> end) const {
    app::ReportQuery query = query_as_typed(session);
    follow_handovers(session, query.accounts, end.value_or(query.as_of), query.known_at);
    return query;
}

app::ReportQuery ReportOptions::query_as_typed(Session& session) const {
    app::ReportQuery query;
    query.as_of = as_of(session, as_of_);
    query.known_at = known_at(session, known_at_);
    add_accounts(session, query);
    query.team = team();
    query.by_seat = by_seat_;
    if (rulebook_) std::tie(query.rulebook, query.edition) = rulebook_named(session, *rulebook_);
    return query;
}

void ReportOptions::add_accounts(Session& session, app::ReportQuery& query) const {
    std::vector<std::string> accounts;
    std::vector<std::string> people;
    for (const auto& word : accounts_) (takes_people_ && !may_be_account(session, word) ? people : accounts).push_back(word);
    query.accounts = accounts_named(session, accounts);
    if (!people.empty()) query.prospects = people_named(session, people, *takes_people_);
}

std::string ReportOptions::team() const {
    if (team_ && team_->empty()) throw UsageError("--team names no team", "leave it out to see all of them");
    return team_.value_or("");
}

app::ReportQuery ReportOptions::query_with_trend(Session& session, std::optional<Instant> end) const {
    constexpr int months_drawn = 6;
    app::ReportQuery drawn = query(session, end);
    if (format(session) == render::Format::table && display(session).unicode) drawn.trend_months = months_drawn;
    return drawn;
}

render::Display ReportOptions::display(Session& session) const {
    render::Display display = session.display();
    const auto drawn_as = format(session);
    if (!output_ && drawn_as != render::Format::html && drawn_as != render::Format::ics) return display;
    display.terminal_width.reset();
    display.color = false;
    display.unicode = false;
    return display;
}

void ReportOptions::print(Session& session, const std::string& page) const {
    draw(session, [&page](auto& out) {
        out << page;
        return std::vector<std::string>();
    });
}

void ReportOptions::draw(Session& session, const Session::Draw& draw) const {
    if (!output_) return session.print_report(format(session), draw);
    Output output(output_, replaces_file_, session.ledger_path());
    const auto said = draw(output.stream());
    session.close();
    output.finish();
    for (const auto& line : said) session.say(line);
    if (output.is_file()) session.say("wrote " + for_terminal(*output_));
}

app::ReportQuery ReportOptions::query_of_default(Session& session, std::optional<Instant> end) const {
    app::ReportQuery query = query_as_typed(session);
    if (query.accounts.empty() && !query.prospects.empty()) {
        query.accounts = accounts_writing_to(session, query);
    } else if (query.accounts.empty()) {
        if (const auto seat = default_seat(session)) query.accounts.push_back(AccountId::of(*seat));
    }
    follow_handovers(session, query.accounts, end.value_or(query.as_of), query.known_at);
    return query;
}

app::ReportQuery ReportOptions::query_of_one(Session& session, std::optional<Instant> end) const {
    constexpr const char* how = "name a seat (ana) or a pool (pool:acme)";
    if (accounts_.size() > 1) throw UsageError("this report takes one account", how);
    app::ReportQuery one = query_of_default(session, end);
    if (one.accounts.empty()) throw UsageError("the account is missing", how);
    return one;
}

}  // namespace inmail::cli
