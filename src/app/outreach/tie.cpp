#include "outreach/tie.hpp"

#include <algorithm>

namespace inmail::app {
namespace {

/// Whether the message is waited for longer than a week.
bool is_bound_by(const Contact& contact, Instant sent, const PlanInput& input) {
    return sent == contact.inmail_pending || (sent == contact.request_open && input.seats[contact.seat].has_plan_left());
}

}  // namespace

Instant a_week_after(Instant sent, const Sequences& sequences) {
    return sequences.start_of_date(sequences.shown_date(sent) + static_cast<int>(wait_for_answer.value / ms_per_day));
}

std::vector<Instant> unanswered_messages(const Contact& contact) {
    std::vector<Instant> all;
    for (const auto& sent : {contact.inmail_pending, contact.request_open, contact.message_open}) {
        if (sent && *sent > contact.answered.value_or(first_instant)) all.push_back(*sent);
    }
    std::sort(all.begin(), all.end());
    return all;
}

std::vector<Instant> awaited_messages(const Contact& contact, const PlanInput& input) {
    std::vector<Instant> all = unanswered_messages(contact);
    const auto is_over = [&](Instant sent) {
        return !is_bound_by(contact, sent, input) && a_week_after(sent, input.sequences) <= input.as_of;
    };
    all.erase(std::remove_if(all.begin(), all.end(), is_over), all.end());
    return all;
}

std::optional<Instant> awaited_until(const Contact& contact, const PlanInput& input) {
    const std::vector<Instant> all = awaited_messages(contact, input);
    const bool is_bound = std::any_of(all.begin(), all.end(), [&](Instant sent) { return is_bound_by(contact, sent, input); });
    return all.empty() || is_bound ? std::nullopt : std::optional(a_week_after(all.back(), input.sequences));
}

Tie tie_of(const Contact& contact, const PlanInput& input) {
    const bool can_go_on = input.seats[contact.seat].has_plan_left();
    if (contact.answered) return Tie::answered;
    if (contact.connected && can_go_on) return Tie::accepted;
    if (!awaited_messages(contact, input).empty()) return Tie::waits;
    return contact.request_declined && can_go_on ? Tie::declined : Tie::none;
}

Instant tied_at(const Contact& contact, Tie tie, const PlanInput& input) {
    switch (tie) {
        case Tie::answered:
            return *contact.answered;
        case Tie::accepted:
            return *contact.connected;
        case Tie::waits:
            return awaited_messages(contact, input).front();
        case Tie::declined:
            return *contact.request_declined;
        case Tie::none:
            break;
    }
    return first_instant;
}

}  // namespace inmail::app
