#include "inmail/chain/event_record.hpp"

#include <tuple>

namespace inmail {

bool same_but_for_notes(const EventRecord& a, const EventRecord& b) {
    const auto content = [](const EventRecord& r) {
        return std::tie(r.at, r.kind, r.seat, r.pool, r.team, r.name, r.plan, r.rulebook, r.prospect, r.channel, r.outcome,
                        r.thread, r.campaign, r.amount, r.ref, r.to, r.billed);
    };
    return content(a) == content(b) && a.price == b.price && a.figures == b.figures;
}

bool same_content(const EventRecord& a, const EventRecord& b) {
    // A derived key was made of the content.
    if (a.key_is_derived || b.key_is_derived) return true;
    return same_but_for_notes(a, b) && a.note == b.note;
}

namespace {

/// `known` with the prospect of `as`, if its own is erased.
EventRecord with_prospect_of(const RecordedEvent& known, const EventRecord& as) {
    auto record = static_cast<const EventRecord&>(known);
    if (known.prospect_erased) record.prospect = as.prospect;
    return record;
}

}  // namespace

bool same_content(const EventRecord& a, const RecordedEvent& known) { return same_content(a, with_prospect_of(known, a)); }
bool same_but_for_notes(const EventRecord& a, const RecordedEvent& known) {
    return same_but_for_notes(a, with_prospect_of(known, a));
}

}  // namespace inmail
