#include "inmail/chain/event_record.hpp"

#include <tuple>

#include "inmail/chain/prospect_key.hpp"

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

/// Whether the given prospect is the known one, in the spelling of either edition.
bool same_prospect(const EventRecord& given, const RecordedEvent& known) {
    if (known.prospect_erased || given.prospect == known.prospect || given.first_spelling == known.prospect) return true;
    return !known.prospect.empty() && !given.prospect.empty() && key_today(known.prospect) == key_today(given.prospect);
}

/// Whether the instant lies on the date that begins at `midnight`. An event of today that is recorded east of UTC before
/// `midnight` has the instant of its recording.
bool is_on_date(Instant t, Instant midnight) {
    constexpr Duration farthest_east{std::int64_t{14} * 60 * 60 * 1000};
    return t >= midnight - farthest_east && t <= end_of(day_of(midnight));
}

/// `known` as it was given this time: under another spelling of the prospect, or with a bare date.
EventRecord as_given(const RecordedEvent& known, const EventRecord& given) {
    auto record = static_cast<const EventRecord&>(known);
    if (same_prospect(given, known)) record.prospect = given.prospect;
    if (given.bare_date && is_on_date(known.at, *given.bare_date)) record.at = given.at;
    return record;
}

}  // namespace

bool same_content(const EventRecord& a, const RecordedEvent& known) { return same_content(a, as_given(known, a)); }
bool same_but_for_notes(const EventRecord& a, const RecordedEvent& known) { return same_but_for_notes(a, as_given(known, a)); }

ValueFlaw key_taken_by(const RecordedEvent& known, const EventRecord& given) {
    ValueFlaw flaw{FlawKind::key_taken, given.key};
    if (known.shown_in_part()) return flaw;
    const EventRecord before = as_given(known, given);
    const auto compare = [&flaw](const char* column, const std::string& was, const std::string& is) {
        if (was != is) flaw.choices.insert(flaw.choices.end(), {column, was, is});
    };
    const auto compare_choice = [&compare](const char* column, const auto& was, const auto& is) {
        const auto text = [](const auto& choice) { return choice ? std::string(to_string(*choice)) : std::string(); };
        compare(column, text(was), text(is));
    };
    const auto amount_of = [](const EventRecord& r) { return r.amount ? std::to_string(r.amount->value) : std::string(); };
    const auto price_of = [](const EventRecord& r) {
        return r.price ? to_decimal(*r.price) + " " + r.price->currency : std::string();
    };
    compare("at", to_rfc3339(before.at), to_rfc3339(given.at));
    compare("event", std::string(to_string(before.kind)), std::string(to_string(given.kind)));
    compare("seat", before.seat, given.seat);
    compare("pool", before.pool, given.pool);
    compare("team", before.team, given.team);
    compare("name", before.name, given.name);
    compare("plan", before.plan, given.plan);
    compare("rulebook", before.rulebook, given.rulebook);
    compare("prospect", before.prospect, given.prospect);
    compare_choice("channel", before.channel, given.channel);
    compare_choice("outcome", before.outcome, given.outcome);
    compare("thread", before.thread, given.thread);
    compare("campaign", before.campaign, given.campaign);
    compare("amount", amount_of(before), amount_of(given));
    compare("price", price_of(before), price_of(given));
    compare("ref", before.ref, given.ref);
    compare("to", before.to, given.to);
    compare_choice("billed", before.billed, given.billed);
    compare_choice("figures", before.figures, given.figures);
    compare("note", before.note, given.note);
    return flaw;
}

}  // namespace inmail
