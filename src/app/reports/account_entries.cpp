#include "reports/account_entries.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "events_by_id.hpp"
#include "fold/message_events.hpp"
#include "inmail/store/store.hpp"

namespace inmail::app {
namespace {

/// An answer may end earlier messages, and new members may bring an allowance: then the kind is not enough to name the rule.
std::string_view rule_of(const Timeline::Entry& entry, Posting::Kind kind) {
    using Kind = Posting::Kind;
    if (kind == Kind::lapsed && !is_none(entry.cause)) return section_of(Kind::replied);
    const bool is_refresh = kind == Kind::granted || kind == Kind::refreshed;
    const bool of_a_join = is_refresh && std::any_of(entry.postings.begin(), entry.postings.end(),
                                                     [](const auto& line) { return line.refresh && line.refresh->join; });
    return section_of(of_a_join ? Kind::joined : kind);
}

/// What the ledger knows of the entries of one timeline, asked for at once.
class EntryLookup {
  public:
    EntryLookup(Store& store, const std::vector<Timeline::Entry>& timeline, AnsweredMessages messages) {
        std::set<EventId> causes;
        std::set<EventId> answered;
        std::set<SeatId> seats;
        for (const Timeline::Entry& entry : timeline) {
            if (!is_none(entry.cause)) causes.insert(entry.cause);
            if (!is_none(entry.seat)) seats.insert(entry.seat);
            if (messages == AnsweredMessages::left_out) continue;
            for (const Timeline::KeptPosting& line : entry.postings) {
                if (!is_none(line.posting.message.event)) answered.insert(line.posting.message.event);
            }
        }
        find_causes(store, {causes.begin(), causes.end()});
        find_messages(store, {answered.begin(), answered.end()});
        find_names(store, {seats.begin(), seats.end()});
    }

    [[nodiscard]] AccountEntry entry(const Timeline::Entry& from) const {
        AccountEntry entry;
        entry.at = from.at;
        entry.what = from.calendar_name();
        entry.change = from.change();
        entry.available = from.available();
        if (!is_none(from.seat)) entry.seat = names_.at(from.seat);
        if (!is_none(from.cause)) {
            const RecordedEvent& event = causes_.at(from.cause);
            entry.what = to_string(event.kind);
            entry.seat = event.seat;
            entry.event = event;
        }
        for (const Timeline::KeptPosting& line : from.postings) entry.postings.push_back(posting_line(from, line));
        return entry;
    }

  private:
    [[nodiscard]] AccountEntry::PostingLine posting_line(const Timeline::Entry& entry, const Timeline::KeptPosting& from) const {
        AccountEntry::PostingLine line;
        line.kind = from.posting.kind;
        line.rule = rule_of(entry, line.kind);
        line.amount = from.posting.amount;
        line.lot = from.posting.lot;
        line.expires_at_refresh = from.posting.expires_at_refresh;
        line.until = from.posting.until;
        line.held = from.posting.held;
        line.changes_price = from.posting.changes_price;
        line.refresh = from.refresh;
        line.close = from.close;
        line.now = from.now;
        const auto message = messages_.find(from.posting.message.event);
        if (message != messages_.end()) line.message = message->second;
        return line;
    }

    void find_causes(Store& store, const std::vector<EventId>& ids) {
        for (auto& event : events_by_id(store, ids)) {
            const EventId id = event.id;
            causes_.emplace(id, std::move(event));
        }
    }

    void find_messages(Store& store, const std::vector<EventId>& ids) {
        pass_messages(store, ids, [this](const RecordedEvent& event) {
            messages_[event.id] = {event.key, event.prospect, event.at};
        });
    }

    void find_names(Store& store, const std::vector<SeatId>& seats) {
        std::vector<std::uint32_t> ids;
        for (const SeatId seat : seats) ids.push_back(seat.value);
        const auto names = store.names_of(NameKind::seat, ids);
        for (std::size_t i = 0; i < seats.size(); ++i) names_[seats[i]] = names[i];
    }

    std::map<EventId, RecordedEvent> causes_;
    std::map<EventId, AccountEntry::AnsweredMessage> messages_;
    std::map<SeatId, std::string> names_;
};

}  // namespace

std::vector<AccountEntry> account_entries(Store& store, const std::vector<Timeline::Entry>& timeline, AnsweredMessages messages) {
    const EntryLookup lookup(store, timeline, messages);
    std::vector<AccountEntry> entries;
    entries.reserve(timeline.size());
    for (const Timeline::Entry& entry : timeline) entries.push_back(lookup.entry(entry));
    return entries;
}

}  // namespace inmail::app
