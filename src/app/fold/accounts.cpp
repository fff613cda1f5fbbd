#include "inmail/app/fold/accounts.hpp"

#include <fmt/format.h>

#include "inmail/core/errors.hpp"
#include "inmail/text/suggestion.hpp"
#include "inmail/text/terminal.hpp"

namespace inmail::app {
namespace {

InputError unknown(const char* what, const std::string& name, const std::vector<std::string>& known, const char* next_step) {
    return InputError(fmt::format("unknown {} '{}'{}", what, for_terminal(name), did_you_mean(name, known)), next_step);
}

}  // namespace

AccountName name_account(Store& store, AccountId id) {
    return {id.kind, id.is_pool() ? store.name_of(id.pool()) : store.name_of(id.seat())};
}

SeatId require_seat(Store& store, const std::string& handle) {
    if (const auto found = store.find_seat(handle)) return *found;
    throw unknown("seat", handle, store.seats(), "`inmail balance` lists the seats; `inmail subscribe` adds one");
}

PoolId require_pool(Store& store, const std::string& name) {
    if (const auto found = store.find_pool(name)) return *found;
    throw unknown("pool", name, store.pools(), "`inmail subscribe --pool NAME --plan PLAN` opens a pool");
}

RulebookId require_rulebook(Store& store, const std::string& name) {
    if (const auto found = store.find_rulebook(name)) return *found;
    std::vector<std::string> known;
    for (const auto& listing : store.rulebook_listings(std::nullopt)) known.push_back(listing.name);
    throw unknown("rulebook", name, known, "`inmail plans` lists the rulebooks");
}

ProspectId require_prospect(Store& store, const std::string& key) {
    if (const auto found = store.find_prospect(key)) return *found;
    // Nearest names are not offered: nobody is to be erased by a guess.
    throw InputError(fmt::format("nobody of the name '{}' stands in this ledger", for_terminal(key)),
                     "`inmail history ACCOUNT` shows the names as they stand");
}

EventId require_event(Store& store, const std::string& key) {
    if (const auto found = store.event_with(key)) return *found;
    throw InputError(fmt::format("no event has the key '{}'", for_terminal(key)), "`inmail history ACCOUNT` shows the keys");
}

}  // namespace inmail::app
