#include "outreach/seat_outreach.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace inmail::app {
namespace {

OutreachEvent::Kind kind_of(const Answer& answer) {
    if (!answer.is_about_connecting()) return OutreachEvent::Kind::answered;
    return answer.outcome == Outcome::accepted ? OutreachEvent::Kind::accepted : OutreachEvent::Kind::declined;
}

/// Of one instant, which a bare date is, only a connection gets such a message: the acceptance came first.
bool is_after_acceptance(const OutreachEvent& event) {
    return event.kind == OutreachEvent::Kind::sent && event.channel == Channel::first_degree;
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
        outreach.events.push_back({OutreachEvent::Kind::sent, message.sent_at, message.channel, message.campaign, message.event,
                                   message.bounced, message.is_inherited});
        outreach.prospect = message.prospect;
    }
    for (const auto& answer : conversation.answers()) {
        OutreachEvent event{kind_of(answer), answer.at};
        event.is_inherited = answer.is_inherited;
        by_seat[answer.seat].events.push_back(event);
    }
    share_answers(by_seat, team_of);
    for (auto& [seat, outreach] : by_seat) {
        std::stable_sort(outreach.events.begin(), outreach.events.end(), [](const auto& a, const auto& b) {
            return std::pair(a.at, is_after_acceptance(a)) < std::pair(b.at, is_after_acceptance(b));
        });
    }
    return by_seat;
}

}  // namespace inmail::app
