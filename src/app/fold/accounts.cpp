
#include "inmail/app/fold/accounts.hpp"

#include <fmt/format.h>

#include "inmail/chain/prospect_key.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/suggestion.hpp"
#include "inmail/text/terminal.hpp"

namespace inmail::app {
namespace {

constexpr std::string_view pool_prefix = "pool:";

InputError unknown(const char* what, const std::string& name, const std::vector<std::string>& known, const char* next_step) {
    return InputError(fmt::format("unknown {} '{}'{}", what, for_terminal(name), did_you_mean(name, known)), next_step);
}

}  // namespace

SeatId require_seat(FoldSource& store, const std::string& handle) {
    if (const auto found = store.find_seat(handle)) return *found;
    throw unknown("seat", handle, store.subscribed(AccountId::Kind::seat),
                  "`inmail balance` lists the seats; `inmail subscribe` adds one");
}

PoolId require_pool(FoldSource& store, const std::string& name) {
    if (const auto found = store.find_pool(name)) return *found;
    throw unknown("pool", name, store.subscribed(AccountId::Kind::pool),
                  "`inmail subscribe --pool NAME --plan PLAN` opens a pool");
}

AccountId find_account(FoldSource& store, const std::string& typed) {
    const bool is_pool = begins_with(typed, pool_prefix);
    const auto name = parse_handle(is_pool ? typed.substr(pool_prefix.size()) : typed);
    if (!name)
        throw InputError(fmt::format("'{}' is no account: {}", for_terminal(typed), name.reason()),
                         "name a seat (ana) or a pool (pool:acme)");
    if (is_pool) return AccountId::of(require_pool(store, *name));
    return AccountId::of(require_seat(store, *name));
}

AccountName name_account(FoldSource& store, AccountId id) {
    return {id.kind, id.is_pool() ? store.name_of(id.pool()) : store.name_of(id.seat())};
}

}  // namespace inmail::app
