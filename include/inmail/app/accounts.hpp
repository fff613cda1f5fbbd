#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "inmail/core/posting.hpp"
#include "inmail/core/reconciler.hpp"
#include "inmail/core/store.hpp"

namespace inmail::app {

/// An account by its name, as reports show it.
struct AccountName {
    AccountId::Kind kind{AccountId::Kind::seat};
    std::string name;

    [[nodiscard]] bool is_pool() const { return kind == AccountId::Kind::pool; }
    /// `ana` or `pool:acme`, as people type it.
    [[nodiscard]] std::string typed() const { return is_pool() ? "pool:" + name : name; }

    friend bool operator==(const AccountName& a, const AccountName& b) { return a.kind == b.kind && a.name == b.name; }
    /// As reports sort: pools first, then by name.
    friend bool operator<(const AccountName& a, const AccountName& b) {
        return std::tie(a.kind, a.name) < std::tie(b.kind, b.name);
    }
};

/// What a reading command asks about.
struct View {
    Instant as_of;
    std::optional<Instant> known_at;    ///< RULES section 2
    std::vector<std::string> accounts;  ///< as typed (`ana`, `pool:acme`); empty: all
    std::string team{};                 ///< only seats that are in this team at as_of; empty: all, and pools too
    std::string rulebook{};             ///< replay all stints under this one instead ("what if"); empty: as recorded
    bool by_seat{false};                ///< break pools down by member seat
    int trend_months{0};                ///< tell each account's balance at the ends of so many last months, too
};

/// An account as typed, resolved. Throws InputError for a name that the ledger does not know, with the nearest.
[[nodiscard]] AccountId find_account(Store& store, const std::string& typed);
[[nodiscard]] AccountName name_account(Store& store, AccountId id);

/// A seat or pool that some subscribe names, or InputError with the nearest name.
[[nodiscard]] SeatId require_seat(Store& store, const std::string& handle);
[[nodiscard]] PoolId require_pool(Store& store, const std::string& name);

class Parts;

/// The fold of a view, and the terms it stands on.
class Books {
  public:
    /// Nothing is read before `fold_to`. The store and the observer must outlive the books. The observer is told all postings
    /// from `postings_from` on; of those before perhaps some, where no earlier fold was kept to begin at.
    Books(Store& store, View view, Observer* observer = nullptr, Instant postings_from = first_instant);
    ~Books();

    /// Applies the view's events in one pass, pausing at each of `stops` (ascending; none lies after the view's as_of) and at
    /// as_of itself: everything up to and including the stop has then happened, and nothing after it. Once only. Throws
    /// InputError where nobody is or was in the team that the view names.
    void fold_to(const std::vector<Instant>& stops, const std::function<void(Instant stop)>& at_stop);
    /// Everything up to as_of, without a pause.
    void fold();
    /// After `fold`: what the calendar alone will do up to `until`, were nothing more recorded.
    void let_time_pass(Instant until) { reconciler_.advance_to(until); }

    [[nodiscard]] const Reconciler& reconciler() const { return reconciler_; }
    [[nodiscard]] const Rulebooks& rulebooks() const { return *rulebooks_; }
    [[nodiscard]] const View& view() const { return view_; }

    /// The accounts of the view that reports list (INTERFACE, balance), sorted as reports sort.
    [[nodiscard]] std::vector<std::pair<AccountName, AccountState>> listed() const;
    /// Whether the view asks about the account: named, or the pool that a named seat is a member of now; and of its team.
    [[nodiscard]] bool asks_about(AccountId id) const;
    /// Whether it asks about what the seat did in the account: a named seat or a seat of its team did, also in a pool.
    [[nodiscard]] bool asks_about(AccountId id, SeatId seat) const;

  private:
    [[nodiscard]] Scope scope_until(Instant until) const;
    [[nodiscard]] std::optional<Footing> footing_until(Instant until) const;
    void begin_at(const Footing& footing);
    /// Folds what happened after here_, pausing at `pauses` (ascending).
    void walk_to(Instant end, const std::vector<Instant>& pauses, const std::function<void(Instant)>& at_pause);
    void apply_batch();
    void require_known_terms() const;
    void keep_footing(Instant at);
    void require_team() const;

    Store& store_;
    View view_;
    std::vector<AccountId> named_;  ///< empty: all
    std::unique_ptr<Rulebooks> rulebooks_;
    RulebookId default_rulebook_;
    std::optional<RulebookId> instead_;
    Observer* observer_;
    Instant postings_from_;
    Reconciler reconciler_;
    FootingPlan plan_;
    std::unique_ptr<Parts> parts_;  ///< none where events are folded in their own order
    std::vector<const Event*> batch_;
    std::vector<std::size_t> part_ends_;
    std::optional<Instant> here_;           ///< how far the fold has come; none: nowhere yet
    bool rests_on_footing_{false};          ///< and not on the events alone
    std::optional<Instant> begun_or_kept_;  ///< the footing that it began at or kept last, if any
    std::int64_t folded_{0};                ///< events since then
};

}  // namespace inmail::app
