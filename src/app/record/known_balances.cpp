#include "record/known_balances.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "batch_commands.hpp"
#include "fold/by_account.hpp"
#include "inmail/store/event_of.hpp"
#include "inmail/text/strings.hpp"

namespace inmail::app {
namespace {

/// Whether an observe in a batch of this command is a balance that the ledger was made to agree with.
bool takes_over_balances(std::string_view command) {
    return command == "subscribe" || begins_with(command, command_import_roster);
}
constexpr const char* note_of_correction = "the balance that was known counts it already";

}  // namespace

void KnownBalances::on(const Posting& p, bool is_changed) {
    using Kind = Posting::Kind;
    follow(entries_, p, [](Entry& entry) -> AccountId& { return entry.account; });
    Entry entry;
    entry.account = p.account;
    entry.at = p.at;
    entry.cause = p.cause;
    entry.is_changed = is_changed;
    switch (p.kind) {
        case Kind::consumed:
        case Kind::refunded:
            if (!is_changed) return;
            // What is taken back changes the balance the other way.
            entry.change = (p.kind == Kind::consumed) == (change_ == Change::recorded) ? -p.amount : p.amount;
            entries_.push_back(entry);
            return;
        case Kind::adjusted_up:
        case Kind::adjusted_down:
            entry.what = What::adjust;
            entry.change = p.kind == Kind::adjusted_up ? p.amount : -p.amount;
            if (is_changed && change_ == Change::taken_back) entry.change = -entry.change;
            break;
        case Kind::observed:
            entry.what = What::observe;
            entry.difference = p.amount - p.held;
            break;
        case Kind::joined:
            entry.what = What::join;
            break;
        case Kind::stint_started:
        case Kind::cancelled:
            entry.what = What::stint;
            break;
        default:
            return;
    }
    entries_.push_back(entry);
}

/// Reads what one account went through.
class KnownBalances::StintReader {
  public:
    StintReader(Reader& ledger, std::vector<Entry> entries, Change change, bool replaces)
        : ledger_(ledger), entries_(std::move(entries)), change_(change), replaces_(replaces) {
        const auto first = std::find_if(entries_.begin(), entries_.end(), [](const Entry& e) { return e.what == What::message; });
        const bool is_followed = std::any_of(first, entries_.end(), [](const Entry& e) { return may_be_known_balance(e); });
        if (!is_followed) return;
        std::vector<EventId> ids;
        for (const Entry& entry : entries_) {
            if (!entry.is_changed && entry.at >= first->at && entry.what != What::stint) ids.push_back(entry.cause);
        }
        for (auto& event : ledger_.find_events(ids)) {
            if (event) known_.emplace(event->id, std::move(*event));
        }
    }

    void read(std::vector<Correction>& into) {
        if (known_.empty()) return;
        for (auto begin = entries_.begin(); begin != entries_.end();) {
            const auto end = std::find_if(begin, entries_.end(), [](const Entry& e) { return e.what == What::stint; });
            read_stint(begin, end, into);
            begin = end == entries_.end() ? end : end + 1;
        }
    }

  private:
    using Place = std::vector<Entry>::const_iterator;

    [[nodiscard]] static bool may_be_known_balance(const Entry& entry) {
        return !entry.is_changed && (entry.what == What::observe || entry.what == What::join);
    }

    void read_stint(Place begin, Place end, std::vector<Correction>& into) {
        std::optional<Credits> missing = missing_at_last_observe(begin, end);
        if (!missing && replaces_) return;
        Credits change;      // by messages before the instant of `latest`
        Credits at_instant;  // by messages of that very instant: they may have been sent after a balance of it
        Instant latest = first_instant;
        for (auto entry = begin; entry != end; ++entry) {
            if (latest < entry->at) change += std::exchange(at_instant, no_credits);
            latest = entry->at;
            if (entry->what == What::message) at_instant += entry->change;
            // Adjustments of an instant come before its balances.
            if (entry->what == What::adjust && entry->is_changed) change += entry->change;
            if (change == no_credits || !is_known_balance(*entry)) continue;
            const Credits wanted = change < no_credits ? std::min(-change, std::max(no_credits, missing.value_or(-change)))
                                                       : std::max(-change, std::min(no_credits, missing.value_or(-change)));
            if (wanted != no_credits) into.push_back(correction(*entry, wanted));
            if (missing) *missing -= wanted;
            change = no_credits;
        }
    }

    /// What the ledger lacks at the latest balance that LinkedIn showed, once all has happened but the corrections.
    [[nodiscard]] std::optional<Credits> missing_at_last_observe(Place begin, Place end) const {
        std::optional<Credits> missing;
        Credits taken_back;  // the fold has it still
        for (auto entry = begin; entry != end; ++entry) {
            if (entry->is_changed && change_ == Change::taken_back) taken_back += entry->change;
            if (entry->what == What::observe && !entry->is_changed) missing = entry->difference - taken_back;
        }
        return missing;
    }

    [[nodiscard]] bool is_known_balance(const Entry& entry) {
        if (!may_be_known_balance(entry)) return false;
        const std::string& batch = known_.at(entry.cause).batch;
        const bool is_adjusted = std::any_of(entries_.begin(), entries_.end(), [&](const Entry& other) {
            return other.what == What::adjust && !other.is_changed && other.at == entry.at &&
                   known_.at(other.cause).batch == batch;
        });
        return is_adjusted || (entry.what == What::observe && takes_over_balances(ledger_.command_of(batch)));
    }

    [[nodiscard]] Correction correction(const Entry& balance, Credits amount) {
        const RecordedEvent& shown = known_.at(balance.cause);
        Correction made;
        made.account = balance.account;
        made.adjust.kind = EventKind::adjust;
        made.adjust.at = balance.at;
        if (balance.account.is_pool())
            made.adjust.pool = ledger_.name_of(balance.account.pool());
        else
            made.adjust.seat = shown.seat;
        made.adjust.amount = amount;
        made.adjust.note = note_of_correction;
        return made;
    }

    Reader& ledger_;
    std::vector<Entry> entries_;
    Change change_;
    bool replaces_;
    std::map<EventId, RecordedEvent> known_;
};

std::vector<KnownBalances::Correction> KnownBalances::corrections(Reader& ledger, bool replaces) const {
    std::map<AccountId, std::vector<Entry>> by_account;
    for (const Entry& entry : entries_) by_account[entry.account].push_back(entry);
    std::vector<Correction> made;
    for (auto& [account, entries] : by_account) StintReader(ledger, std::move(entries), change_, replaces).read(made);
    return made;
}

}  // namespace inmail::app
