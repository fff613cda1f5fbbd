#include "outreach/outreach_scope.hpp"

#include <set>
#include <string>
#include <utility>
#include <variant>

#include "inmail/app/spellings.hpp"
#include "inmail/chain/prospect_key.hpp"
#include "inmail/store/store.hpp"

namespace inmail::app {
namespace {

/// Whom the event is sent to or came from; none: it is no message and no answer.
ProspectId person_of(const Event& event) {
    if (const auto* send = std::get_if<Event::Send>(&event.payload)) return send->prospect;
    if (const auto* reply = std::get_if<Event::Reply>(&event.payload)) return reply->prospect;
    return {};
}

/// The keys of the people whom the accounts' events name.
std::set<std::string> people_met(Store& store, const ReportQuery& query, const std::vector<AccountId>& accounts,
                                 std::optional<Instant> since) {
    Scope scope;
    scope.accounts = accounts;
    scope.after = since;
    scope.until = query.as_of;
    scope.known_at = query.known_at;
    scope.keys = false;
    std::set<ProspectId> met;
    store.read(scope, [&met](const Event& event) { met.insert(person_of(event)); });
    std::vector<std::uint32_t> ids;
    for (const ProspectId person : met) {
        if (!is_none(person)) ids.push_back(person.value);
    }
    std::set<std::string> keys;
    for (const std::string& name : store.names_of(NameKind::prospect, ids)) keys.insert(key_today(name));
    return keys;
}

template <class Id>
std::set<Id> known(Store& store, const std::set<std::string>& names) {
    std::set<Id> ids;
    for (const std::uint32_t id : store.ids_of(kind_of_name<Id>(), {names.begin(), names.end()})) {
        if (id != 0) ids.insert(Id{id});
    }
    return ids;
}

}  // namespace

OutreachScope outreach_scope(Store& store, const ReportQuery& query, std::vector<AccountId> accounts,
                             const std::vector<Prospect>& listed, std::optional<Instant> since) {
    // Only a fold of everyone knows who is in a team.
    if (!query.team.empty()) accounts.clear();
    std::set<std::string> keys = people_met(store, query, accounts, since);
    for (const Prospect& person : listed) keys.insert(person.key);
    std::set<std::string> spellings = keys;
    for (std::string& spelling : store.spellings_of(std::vector<std::string>(keys.begin(), keys.end())))
        spellings.insert(std::move(spelling));
    const auto people = known<ProspectId>(store, spellings);
    OutreachScope scope{std::move(accounts), {people.begin(), people.end()}};
    if (scope.accounts.empty()) return scope;
    std::set<std::string> handles;
    for (const RecordedEvent& event : store.records_with(scope.people)) handles.insert(event.seat);
    for (const SeatId seat : known<SeatId>(store, handles)) scope.accounts.push_back(AccountId::of(seat));
    return scope;
}

}  // namespace inmail::app
