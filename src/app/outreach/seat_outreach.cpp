#include "outreach/seat_outreach.hpp"

#include <algorithm>
#include <optional>
#include <set>

namespace inmail::app {
namespace {

/// Whether an answer says no more than whether the two are connected now.
bool is_about_connecting(std::optional<Channel> channel, std::optional<Outcome> outcome) {
    return channel && asks_to_connect(*channel) && (outcome == Outcome::accepted || outcome == Outcome::declined);
}

void add_answer(SeatOutreach& outreach, Instant at, std::optional<Channel> channel, std::optional<Outcome> outcome) {
    if (!is_about_connecting(channel, outcome))
        outreach.events.push_back({OutreachEvent::Kind::answered, at});
    else if (outcome == Outcome::accepted)
        outreach.events.push_back({OutreachEvent::Kind::accepted, at});
}

/// Whoever has answered a colleague has answered.
void share_answers(std::map<SeatId, SeatOutreach>& by_seat, const std::function<std::string(SeatId)>& team_of) {
    std::map<std::string, std::set<Instant>> answers;
    for (const auto& [seat, outreach] : by_seat) {
        for (const auto& event : outreach.events) {
            if (event.kind == OutreachEvent::Kind::answered) answers[team_of(seat)].insert(event.at);
        }
    }
    if (answers.empty()) return;
    for (auto& [seat, outreach] : by_seat) {
        for (const Instant at : answers[team_of(seat)]) outreach.events.push_back({OutreachEvent::Kind::answered, at});
    }
}

}  // namespace

std::map<SeatId, SeatOutreach> outreach_by_seat(const Conversation& conversation,
                                                const std::function<std::string(SeatId)>& team_of) {
    std::map<SeatId, SeatOutreach> by_seat;
    for (const auto& message : conversation.messages) {
        SeatOutreach& outreach = by_seat[message.seat];
        outreach.events.push_back({OutreachEvent::Kind::sent, message.sent_at, message.channel, message.campaign, message.event});
        outreach.prospect = message.prospect;
        if (message.answered_at) add_answer(outreach, *message.answered_at, message.channel, message.outcome);
    }
    for (const auto& answer : conversation.loose_answers)
        add_answer(by_seat[answer.seat], answer.at, answer.channel, answer.outcome);
    share_answers(by_seat, team_of);
    for (auto& [seat, outreach] : by_seat) {
        std::stable_sort(outreach.events.begin(), outreach.events.end(),
                         [](const auto& a, const auto& b) { return a.at < b.at; });
    }
    return by_seat;
}

}  // namespace inmail::app
