#pragma once

#include <algorithm>
#include <map>
#include <set>

#include "inmail/chain/chain.hpp"
#include "inmail/store/event_of.hpp"
#include "support/memory_ledger.hpp"

namespace inmail::test {

/// Everything that the ledger holds. A transaction changes a copy.
struct MemoryLedger::State {
    struct Kept {
        RecordedEvent event;
        std::string command;
        RecordIds ids;
    };
    struct OwnTerms {
        StoredTerms terms;
        std::size_t events_before{0};
    };

    LedgerInfo info{"memory", "linkedin", "UTC", Instant{0}};
    std::vector<Kept> events;  // in the order of recording
    std::map<NameKind, std::vector<std::string>> names;
    std::vector<OwnTerms> terms;
    std::vector<ArchiveOwner> archive_owners;
    std::vector<KnownRun> told_again;
    std::vector<std::pair<std::string, ImportZone>> import_zones;  ///< with the commands
    std::optional<Instant> last_recorded_at;                       // of events and terms
    Digest head{Chain{}.origin(info)};

    /// Ids ascend, and have gaps.
    static std::uint32_t id_at(std::size_t place) { return static_cast<std::uint32_t>(1000 + 37 * place); }
    static EventId event_at(std::size_t place) { return EventId{static_cast<std::int64_t>(5 + 3 * place)}; }

    [[nodiscard]] std::uint32_t find(NameKind kind, const std::string& name) const {
        const auto known = names.find(kind);
        if (known == names.end()) return 0;
        const auto found = std::find(known->second.begin(), known->second.end(), name);
        return found == known->second.end() ? 0 : id_at(static_cast<std::size_t>(found - known->second.begin()));
    }
    std::uint32_t find_or_add(NameKind kind, const std::string& name) {
        if (name.empty()) return 0;
        if (find(kind, name) == 0) names[kind].push_back(name);
        return find(kind, name);
    }
    [[nodiscard]] const Kept* find(const std::string& key) const {
        for (const Kept& kept : events) {
            if (kept.event.key == key) return &kept;
        }
        return nullptr;
    }
    [[nodiscard]] static bool is_known(const RecordedEvent& event, std::optional<Instant> known_at) {
        return !known_at || event.recorded_at <= *known_at;
    }
    /// The void that takes the event back; none: it is in force.
    [[nodiscard]] EventId void_of(const RecordedEvent& event, std::optional<Instant> known_at) const {
        const auto found = std::find_if(events.begin(), events.end(),
                                        [&](const Kept& v) { return v.event.ref == event.key && is_known(v.event, known_at); });
        return found == events.end() ? EventId{} : found->event.id;
    }
    [[nodiscard]] bool is_voided(const RecordedEvent& event, std::optional<Instant> known_at) const {
        return !is_none(void_of(event, known_at));
    }
    [[nodiscard]] RecordedEvent as_read(const RecordedEvent& event, std::optional<Instant> known_at = std::nullopt) const {
        RecordedEvent read = event;
        read.voided_by = void_of(event, known_at);
        return read;
    }
    /// Of a void: what it takes back.
    [[nodiscard]] const Kept& named_by(const Kept& kept) const {
        if (kept.event.kind != EventKind::void_event) return kept;
        const Kept* target = find(kept.event.ref);
        ensure(target != nullptr, "a void names an event");
        return *target;
    }
    /// What the event links its seat to: a pool that it joins, or the handle that it is reassigned to.
    [[nodiscard]] static std::optional<AccountId> linked_by(const Kept& kept) {
        if (is_none(kept.ids.seat)) return std::nullopt;
        if (!is_none(kept.ids.to)) return AccountId::of(kept.ids.to);
        return is_none(kept.ids.pool) ? std::nullopt : std::optional{AccountId::of(kept.ids.pool)};
    }
    [[nodiscard]] std::set<AccountId> linked(const std::vector<AccountId>& accounts) const {
        std::set<AccountId> found(accounts.begin(), accounts.end());
        for (std::size_t before = 0; before != found.size();) {
            before = found.size();
            for (const Kept& kept : events) {
                const auto other = linked_by(kept);
                if (!other) continue;
                const AccountId seat = AccountId::of(kept.ids.seat);
                if (found.count(seat) + found.count(*other) > 0) found.insert({seat, *other});
            }
        }
        return found;
    }
    /// Whether the event is one of the scope's, as far as accounts, `until` and `known_at` say.
    [[nodiscard]] bool holds(const Scope& scope, const std::set<AccountId>& accounts, const Kept& kept) const {
        const RecordIds& ids = named_by(kept).ids;
        const AccountId account = is_none(ids.seat) ? AccountId::of(ids.pool) : AccountId::of(ids.seat);
        return kept.event.at <= scope.until && is_known(kept.event, scope.known_at) &&
               (scope.accounts.empty() || accounts.count(account) != 0);
    }
};

}  // namespace inmail::test
