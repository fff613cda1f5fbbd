#include "inmail/app/names.hpp"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <set>
#include <vector>

#include "inmail/app/faults.hpp"
#include "inmail/store/rulebooks.hpp"
#include "inmail/store/store.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/suggestion.hpp"
#include "key_family.hpp"

namespace inmail::app {
namespace {

InvalidRequest unknown(fault::UnknownName::Kind kind, const std::string& name, const std::vector<std::string>& known) {
    return InvalidRequest(fault::UnknownName{kind, name, nearest(name, known)});
}

}  // namespace

AccountName name_account(FoldSource& store, AccountId id) {
    return {id.kind, id.is_pool() ? store.name_of(id.pool()) : store.name_of(id.seat())};
}

SeatId require_seat(FoldSource& store, const std::string& handle) {
    if (const auto found = store.find_seat(handle)) return *found;
    auto seat = nearest(handle, store.subscribed(AccountId::Kind::seat));
    if (seat) throw InvalidRequest(fault::UnknownName{fault::UnknownName::Kind::seat, handle, std::move(seat)});
    auto pool = nearest(handle, store.subscribed(AccountId::Kind::pool));
    const bool is_pool = pool.has_value();
    throw InvalidRequest(fault::UnknownName{fault::UnknownName::Kind::seat, handle, std::move(pool), is_pool});
}

PoolId require_pool(FoldSource& store, const std::string& name) {
    if (const auto found = store.find_pool(name)) return *found;
    throw unknown(fault::UnknownName::Kind::pool, name, store.subscribed(AccountId::Kind::pool));
}

AccountId require_account(FoldSource& store, const std::string& name) {
    if (const auto seat = store.find_seat(name)) return AccountId::of(*seat);
    if (const auto pool = store.find_pool(name)) return AccountId::of(*pool);
    auto near = nearest(name, store.subscribed(AccountId::Kind::seat));
    const auto near_pool = near ? std::nullopt : nearest(name, store.subscribed(AccountId::Kind::pool));
    if (near_pool) near = AccountName{AccountId::Kind::pool, *near_pool}.typed();
    throw InvalidRequest(fault::UnknownName{fault::UnknownName::Kind::seat, name, std::move(near)});
}

RulebookId require_rulebook(FoldSource& store, const std::string& name) {
    if (const auto found = store.find_rulebook(name)) return *found;
    std::vector<std::string> known;
    for (const auto& listing : listings_of(store.terms(std::nullopt))) known.push_back(listing.name);
    throw unknown(fault::UnknownName::Kind::rulebook, name, known);
}

Edition require_edition(FoldSource& store, const std::string& rulebook, std::int64_t number) {
    const RulebookId wanted = rulebook.empty() ? RulebookId{} : require_rulebook(store, rulebook);
    std::set<int> known;
    for (const StoredTerms& terms : store.terms(std::nullopt)) {
        if (terms.ships() && (is_none(wanted) || terms.rulebook == wanted)) known.insert(terms.edition);
    }
    const auto found = std::find_if(known.begin(), known.end(), [number](int edition) { return edition == number; });
    if (found == known.end()) throw InvalidRequest(fault::UnknownEdition{rulebook, number, {known.begin(), known.end()}});
    return {wanted, *found};
}

ProspectId require_prospect(FoldSource& store, const std::string& key) {
    if (const auto found = store.find_prospect(key)) return *found;
    // Suggests no similar name, so that no person is erased by a guess.
    throw InvalidRequest(fault::UnknownProspect{key});
}

namespace {

constexpr std::size_t shortest_beginning = 4;
/// Letters and digits in a row that only a program gives, as in 01J8ZC... or row:0f3a...
constexpr std::size_t shortest_generated = 26;

/// Where a key may be cut at `end` or after, so that the rest does not look like another key: LW-9002 of LW-90020. Only generated
/// ids, which nobody reads, are cut inside.
std::size_t readable_end(const std::string& key, std::size_t end) {
    const auto is_apart = [](char c) {
        constexpr unsigned char ascii_end = 0x80;
        const auto byte = static_cast<unsigned char>(c);
        return byte < ascii_end && std::isalnum(byte) == 0;
    };
    const auto at = key.begin() + static_cast<std::ptrdiff_t>(end);
    const auto stop = std::find_if(at, key.end(), is_apart);
    const auto start = std::find_if(std::make_reverse_iterator(at), key.rend(), is_apart).base();
    return static_cast<std::size_t>(stop - start) >= shortest_generated ? end : static_cast<std::size_t>(stop - key.begin());
}

}  // namespace

EventId require_event(Store& store, const std::string& key) {
    const auto found = find_event(store, key);
    if (!found) throw InvalidRequest(fault::UnknownKey{key, {}});
    return *found;
}

std::optional<EventId> find_event(Store& store, const std::string& key) {
    if (const auto found = event_meant(store, key)) return found->id;
    if (key.size() < shortest_beginning) return std::nullopt;
    constexpr std::size_t most_shown = 5;
    auto keys = store.keys_beginning(key, most_shown);
    const auto is_of_the_first = [&keys](const std::string& other) {
        return first_of_family(other) == first_of_family(keys.front());
    };
    if (keys.empty()) return std::nullopt;
    if (!std::all_of(keys.begin(), keys.end(), is_of_the_first)) throw InvalidRequest(fault::UnknownKey{key, std::move(keys)});
    return event_meant(store, keys.front())->id;
}

std::string short_key(Store& store, const std::string& key) {
    std::size_t too_short = shortest_beginning - 1;
    std::size_t enough = key.size();
    while (too_short + 1 < enough) {
        const std::size_t middle = too_short + (enough - too_short) / 2;
        if (store.keys_beginning(key.substr(0, middle), 2).size() == 1)
            enough = middle;
        else
            too_short = middle;
    }
    return key.substr(0, readable_end(key, enough));
}

}  // namespace inmail::app
