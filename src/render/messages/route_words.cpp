#include "messages/route_words.hpp"

#include <fmt/format.h>

namespace inmail::render {

namespace {

std::string reason_words(const app::RouteReport::Row& row, const DateWords& date) {
    using app::RouteReason;
    const std::string since = row.since ? date(*row.since) : "";
    switch (row.reason) {
        case RouteReason::listed_connection:
            return "a connection, by the list";
        case RouteReason::connection_file:
            return "a connection, by Connections.csv";
        case RouteReason::accepted_request:
            return "accepted a request on " + since;
        case RouteReason::open_profile:
            return "has an Open Profile";
        case RouteReason::open_to_work:
            return "is open to work";
        case RouteReason::answered_thread:
            return "answered on " + since;
        case RouteReason::applicant:
            return "has applied";
        case RouteReason::group:
            return "shares a group";
        case RouteReason::coworker:
            return "is a coworker";
        case RouteReason::answered_elsewhere:
            return fmt::format("answered by {} on {}", row.channel == Channel::phone ? "phone" : "e-mail", since);
        case RouteReason::free_before:
            return fmt::format("written to over {} on {}", to_string(*row.channel), since);
        case RouteReason::low_priority:
            return row.channel ? "low priority: an e-mail or a call, no InMail" : "low priority: no InMail";
        case RouteReason::sequence_step:
            return "no answer since " + since;
        case RouteReason::new_person:
            return "new, a note first";
        case RouteReason::known_person:
            return "no answer is waited for, a note next";
        case RouteReason::message_unanswered:
            return fmt::format("no answer since {}, a note next", since);
        case RouteReason::note_unanswered:
            return fmt::format("the request of {} is unanswered", since);
        case RouteReason::note_waits:
            return fmt::format("if the request of {} stays unanswered", since);
        case RouteReason::declined_request:
            return "declined a request on " + since;
        case RouteReason::inmail_first:
            return "an InMail first, by the list";
        case RouteReason::saved_from_loss:
            return "an InMail with a credit that would be lost";
        case RouteReason::message_waits:
            return "waits for an answer since " + since;
        case RouteReason::inmail_pending:
            return fmt::format("the InMail of {} is pending", since);
        case RouteReason::colleague_wrote:
            return fmt::format("waits for an answer to {} since {}", row.colleague, since);
        case RouteReason::colleague_answered:
            return fmt::format("answered {} on {}", row.colleague, since);
        case RouteReason::colleague_accepted:
            return fmt::format("accepted a request of {} on {}", row.colleague, since);
        case RouteReason::colleague_declined:
            return fmt::format("declined a request of {} on {}", row.colleague, since);
        case RouteReason::has_declined:
            return row.colleague.empty() ? "declined on " + since : fmt::format("declined to {} on {}", row.colleague, since);
        case RouteReason::inmail_unanswered:
            return fmt::format("the InMail of {} is unanswered, and LinkedIn takes no second one", since);
        case RouteReason::no_inmails:
            return fmt::format("the plan of {} has no InMails", row.seat);
        case RouteReason::no_credits:
            return "no credit is left for an InMail";
        case RouteReason::past_budget:
            return "the budget is spent";
        case RouteReason::plan_ends:
            return fmt::format("the plan of {} ends on {}", row.seat, since);
        case RouteReason::past_usage_limit:
            return "the usage limit allows no InMail";
        case RouteReason::no_seat:
            return "no seat has a plan";
    }
    return {};
}

std::string other_team_words(const app::RouteReport::Row& row, const std::string& since) {
    using app::RouteReason;
    switch (*row.other_team_reason) {
        case RouteReason::colleague_answered:
            return fmt::format("answered {}, of another team, on {}", row.other_team, since);
        case RouteReason::colleague_accepted:
            return fmt::format("accepted a request of {}, of another team, on {}", row.other_team, since);
        case RouteReason::colleague_declined:
            return fmt::format("declined a request of {}, of another team, on {}", row.other_team, since);
        case RouteReason::colleague_wrote:
            return fmt::format("the request of {}, of another team, is open since {}", row.other_team, since);
        case RouteReason::message_waits:
            return fmt::format("has not answered {}, of another team, since {}", row.other_team, since);
        default:
            return fmt::format("the InMail of {}, of another team, is pending since {}", row.other_team, since);
    }
}

}  // namespace

std::string route_words(const app::RouteReport::Row& row, const DateWords& date) {
    std::string words = reason_words(row, date);
    if (row.colleague_pending_since)
        words += fmt::format("; the InMail of {} is pending since {}", row.colleague_pending, date(*row.colleague_pending_since));
    if (row.other_team_reason) words += "; " + other_team_words(row, date(*row.other_team_since));
    return words;
}

namespace {

std::string merged_words(const app::MergedProspect& merged) {
    std::vector<std::string> lines;
    for (const auto line : merged.lines) lines.push_back(std::to_string(line));
    std::string which;
    if (!merged.differ.empty()) {
        const bool in_priority = merged.differ.back() == "priority";
        const char* wins = !in_priority ? "yes counts" : merged.differ.size() == 1 ? "high counts" : "yes and high count";
        which = fmt::format("; they differ in {}: {}", enumeration(merged.differ), wins);
    }
    if (merged.lines.front() == 0)
        return fmt::format("{} was named {} times: taken as one", merged.prospect, merged.lines.size());
    return fmt::format("{} stands on lines {}: taken as one{}", merged.prospect, enumeration(lines), which);
}

std::string alike_words(const app::AlikeProspect& alike) {
    const std::string where = alike.line == 0 ? "" : fmt::format("line {}: ", alike.line);
    return fmt::format("{}{} may be {}, {}: if so, write {}", where, alike.prospect, alike.known,
                       alike.is_in_ledger ? "whom the ledger knows" : "who is listed, too", alike.known);
}

/// Some of each kind stand for all.
template <class Found, class Words>
void add_first(std::vector<std::string>& notes, const std::vector<Found>& found, const Words& words, std::string_view what) {
    constexpr std::size_t most = 5;
    for (std::size_t i = 0; i < found.size() && i < most; ++i) notes.push_back(words(found[i]));
    if (found.size() > most) notes.push_back(fmt::format("{} more {}: --format json has them all", found.size() - most, what));
}

}  // namespace

void add_people_notes(std::vector<std::string>& notes, const std::vector<app::MergedProspect>& merged,
                      const std::vector<app::AlikeProspect>& alike) {
    add_first(notes, merged, merged_words, "stand on several lines");
    add_first(notes, alike, alike_words, "may be one with others");
}

}  // namespace inmail::render
