#include "outreach/contacts.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "outreach/seat_outreach.hpp"

namespace inmail::app {
namespace {

/// LinkedIn Help: a request to connect expires after six months.
constexpr Duration request_lives = days(180);

/// Whether the seat can write over the message's channel again: by what the person's profile says, or by what the two are to each
/// other.
bool is_free_for(const SentMessage& message) {
    switch (message.channel) {
        case Channel::open_profile:
        case Channel::open_to_work:
        case Channel::applicant:
            return true;
        case Channel::first_degree:
        case Channel::group:
        case Channel::coworker:
            return message.sender == message.seat;
        default:
            return false;
    }
}

/// Answers come by time, so the latest one counts.
void add(Contact& contact, const Answer& answer) {
    const bool declines = answer.outcome == Outcome::declined;
    if (answer.is_about_connecting()) {
        // Once accepted, the two are connected (RULES section 4, reply): what is declined later is another request.
        if (answer.is_inherited || (declines && contact.connected)) return;
        (declines ? contact.request_declined : contact.connected) = answer.at;
        (declines ? contact.connected : contact.request_declined).reset();
        return;
    }
    // A machine's answer withdraws no person's.
    if (answer.outcome == Outcome::auto_reply && contact.declined) return;
    (declines ? contact.declined : contact.answered) = answer.at;
    (declines ? contact.answered : contact.declined).reset();
    const bool is_elsewhere = answer.channel && is_outside_linkedin(*answer.channel);
    contact.answered_by = is_elsewhere ? answer.channel : std::nullopt;
}

/// An answer ends the waiting for those to all messages before it.
void add(Contact& contact, const SentMessage& message, const ContactSources& sources) {
    contact.prospect = message.prospect;
    if (is_free_for(message)) {
        contact.free_by = message.channel;
        contact.free_at = message.sent_at;
    }
    if (!message.is_open()) return;
    const Instant sent = message.sent_at;
    if (message.channel == Channel::inmail) {
        contact.inmail_unanswered = sent;
        if (const auto until = sources.pending_until(message.event)) {
            contact.inmail_pending = sent;
            contact.refundable_until = until;
            return;
        }
    }
    if (sent <= contact.answered.value_or(first_instant) || sent <= contact.declined.value_or(first_instant)) return;
    const bool may_be_accepted = sent + request_lives >= sources.as_of && sent > contact.connected.value_or(first_instant);
    if (message.is_request() && may_be_accepted)
        contact.request_open = sent;
    else if (!message.is_request() || !contact.connected)
        contact.message_open = sent;
}

/// Without what another handle began: a sequence is its sender's. An answer ends all of them.
std::vector<OutreachEvent> own_events(std::vector<OutreachEvent> events) {
    const auto is_others = [](const OutreachEvent& event) {
        return event.is_inherited && event.kind != OutreachEvent::Kind::answered;
    };
    events.erase(std::remove_if(events.begin(), events.end(), is_others), events.end());
    return events;
}

/// A connection has accepted a request, though no event says so.
void add_connection(const Prospect& person, const std::string& spelling, std::vector<OutreachEvent>& events,
                    const ContactSources& sources) {
    const auto is_accepted = [](const auto& event) { return event.kind == OutreachEvent::Kind::accepted; };
    if (std::any_of(events.begin(), events.end(), is_accepted)) return;
    Prospect known = person;
    known.is_address = person.is_address || spelling.find(' ') == std::string::npos;
    const auto connected = sources.connection(known);
    if (!connected) return;
    const Instant first = events.front().at;
    const Instant on = connected->on ? std::max(first, start_of(*connected->on)) : first;
    if (on > sources.as_of) return;
    const auto later = std::find_if(events.begin(), events.end(), [on](const auto& event) { return event.at > on; });
    events.insert(later, {OutreachEvent::Kind::accepted, on});
}

}  // namespace

std::vector<Contact> contacts_with(const Prospect& person, const Conversation& conversation, const ContactSources& sources) {
    std::map<SeatId, Contact> by_seat;
    for (const Answer& answer : conversation.answers()) add(by_seat[answer.seat], answer);
    for (const SentMessage& message : conversation.messages) add(by_seat[message.seat], message, sources);
    for (auto& [seat, outreach] : outreach_by_seat(conversation, sources.team_of)) {
        if (outreach.prospect.empty()) continue;
        auto events = own_events(outreach.events);
        if (events.empty()) continue;
        if (seat == sources.connections_of && sources.connection) add_connection(person, outreach.prospect, events, sources);
        const bool has_sequences = static_cast<bool>(sources.sequences.sequence_of);
        by_seat[seat].in_sequence = has_sequences && is_in_sequence(events, sources.sequences, sources.as_of);
        by_seat[seat].events = std::move(events);
    }
    std::vector<Contact> contacts;
    for (auto& [seat, contact] : by_seat) {
        const auto place = sources.place_of(seat);
        if (!place) continue;
        contact.seat = *place;
        contacts.push_back(std::move(contact));
    }
    return contacts;
}

}  // namespace inmail::app
