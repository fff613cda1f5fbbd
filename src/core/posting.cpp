#include "inmail/core/posting.hpp"

#include <array>

namespace inmail {
namespace {

/// The figures of Totals, of two types. Sums and differences treat all of them alike.
constexpr std::array credit_figures{&Totals::allotted,  &Totals::purchased, &Totals::refunded,
                                    &Totals::adjusted,  &Totals::consumed,  &Totals::expired,
                                    &Totals::forfeited, &Totals::zeroed,    &Totals::unfunded};
constexpr std::array counts{&Totals::repeat, &Totals::unmatched,  &Totals::over_limit, &Totals::outside, &Totals::lapsed,
                            &Totals::sends,  &Totals::free_sends, &Totals::replies,    &Totals::bounces};

}  // namespace

std::string_view to_string(LotSource source) {
    constexpr std::array<std::string_view, 4> names{"monthly", "refund", "adjustment", "purchase"};
    return names.at(static_cast<std::size_t>(source));
}

namespace {

struct KindFacts {
    std::string_view name;
    std::string_view section;
    bool anomaly{false};
};

/// In the order of Posting::Kind.
constexpr std::array<KindFacts, static_cast<std::size_t>(Posting::Kind::reassigned) + 1> kind_facts{{
    {"granted", "RULES section 4, refresh"},
    {"withheld", "RULES section 4, refresh (stop)"},
    {"trimmed", "RULES section 4, refresh (trim)"},
    {"expired", "RULES section 4, expiry"},
    {"zeroed", "RULES section 4, switch and cancel"},
    {"purchased", "RULES section 4, purchase"},
    {"refunded", "RULES section 4, reply and bounce"},
    {"adjusted_up", "RULES section 4, adjust"},
    {"adjusted_down", "RULES section 4, adjust"},
    {"consumed", "RULES section 4, draw order"},
    {"sent", "RULES section 4, send"},
    {"sent_free", "RULES section 4, send"},
    {"lapsed", "RULES section 4, window"},
    {"replied", "RULES section 4, reply"},
    {"bounced", "RULES section 4, bounce"},
    {"unfunded", "RULES section 4, send and adjust", true},
    {"repeat", "RULES section 4, send", true},
    {"unmatched", "RULES section 4, reply", true},
    {"over_limit", "RULES section 5, limit", true},
    {"outside", "RULES section 7", true},
    {"not_purchasable", "RULES section 4, purchase", true},
    {"stint_started", "RULES section 4, subscribe and switch"},
    {"refreshed", "RULES section 4, refresh"},
    {"joined", "RULES section 5"},
    {"left", "RULES section 5"},
    {"dropped", "RULES section 4, switch and cancel"},
    {"observed", "RULES section 4, observe"},
    {"closed", "RULES section 4, rollover"},
    {"cancelled", "RULES section 4, cancel"},
    {"reassigned", "RULES section 4, reassign"},
}};

const KindFacts& facts_of(Posting::Kind kind) { return kind_facts.at(static_cast<std::size_t>(kind)); }

}  // namespace

PostingKinds kinds_wanted_by(const Observer* observer) {
    PostingKinds wanted;
    if (observer == nullptr) return wanted;
    for (std::size_t i = 0; i < kind_facts.size(); ++i) {
        const auto kind = static_cast<Posting::Kind>(i);
        if (observer->wants(kind)) wanted.add(kind);
    }
    return wanted;
}

bool is_anomaly(Posting::Kind kind) { return facts_of(kind).anomaly; }
bool is_loss(Posting::Kind kind) {
    using Kind = Posting::Kind;
    return kind == Kind::expired || kind == Kind::withheld || kind == Kind::trimmed || kind == Kind::zeroed;
}
std::string_view to_string(Posting::Kind kind) { return facts_of(kind).name; }
std::string_view section_of(Posting::Kind kind) { return facts_of(kind).section; }

void Totals::add(Posting::Kind kind, Credits amount) {
    using Kind = Posting::Kind;
    switch (kind) {
        case Kind::granted:
            allotted += amount;
            break;
        case Kind::withheld:
            allotted += amount;
            forfeited += amount;
            break;
        case Kind::trimmed:
            forfeited += amount;
            break;
        case Kind::expired:
            expired += amount;
            break;
        case Kind::zeroed:
            zeroed += amount;
            break;
        case Kind::purchased:
            purchased += amount;
            break;
        case Kind::refunded:
            refunded += amount;
            break;
        case Kind::adjusted_up:
            adjusted += amount;
            break;
        case Kind::adjusted_down:
            adjusted -= amount;
            break;
        case Kind::consumed:
            consumed += amount;
            break;
        case Kind::unfunded:
            unfunded += amount;
            break;
        case Kind::sent:
            ++sends;
            break;
        case Kind::sent_free:
            ++free_sends;
            break;
        case Kind::lapsed:
            ++lapsed;
            break;
        case Kind::replied:
            ++replies;
            break;
        case Kind::bounced:
            ++bounces;
            break;
        case Kind::repeat:
            ++repeat;
            break;
        case Kind::unmatched:
            ++unmatched;
            break;
        case Kind::over_limit:
            ++over_limit;
            break;
        case Kind::outside:
            ++outside;
            break;
        case Kind::not_purchasable:
        case Kind::stint_started:
        case Kind::refreshed:
        case Kind::joined:
        case Kind::left:
        case Kind::dropped:
        case Kind::observed:
        case Kind::closed:
        case Kind::cancelled:
        case Kind::reassigned:
            break;
    }
}

bool Totals::all_zero() const {
    for (const auto figure : credit_figures) {
        if (this->*figure != no_credits) return false;
    }
    for (const auto count : counts) {
        if (this->*count != 0) return false;
    }
    return true;
}

Totals operator-(const Totals& a, const Totals& b) {
    Totals d;
    for (const auto figure : credit_figures) d.*figure = a.*figure - b.*figure;
    for (const auto count : counts) d.*count = a.*count - b.*count;
    return d;
}

Totals& Totals::operator+=(const Totals& b) {
    for (const auto figure : credit_figures) this->*figure += b.*figure;
    for (const auto count : counts) this->*count += b.*count;
    return *this;
}

}  // namespace inmail
