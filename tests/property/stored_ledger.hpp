#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "inmail/store/store.hpp"
#include "property/fold.hpp"
#include "property/reference.hpp"
#include "support/temp_dir.hpp"

namespace reference {

/// A reference ledger recorded in a real store. Its states are what the product reads back from the store and folds.
class StoredLedger : private IdNames {
  public:
    /// A store with the ledger's default rulebook, which must be one that ships, and its terms. No event is recorded yet.
    explicit StoredLedger(const Ledger& ledger);

    /// Appends the events in one transaction at `now`, in the order given. Their own `recorded_at` is ignored.
    void record(const std::vector<Event>& events, Millis now);
    /// Appends the events in one transaction, each at its own `recorded_at`, as an import of a whole ledger does.
    void import_all(const std::vector<Event>& events);
    void record_terms(const std::vector<Terms>& rows, Millis now);
    /// For reports.
    [[nodiscard]] inmail::Store& store() { return *store_; }

    /// What a report as of `as_of` says, as known at `known_at` (none: now). Lists every seat of the ledger, recorded or not.
    [[nodiscard]] State state(Millis as_of, std::optional<Millis> known_at = std::nullopt) const;

  private:
    [[nodiscard]] std::string name_of(inmail::SeatId id) const override { return store_->name_of(id); }
    [[nodiscard]] std::string name_of(inmail::PoolId id) const override { return store_->name_of(id); }
    [[nodiscard]] std::string name_of(inmail::PlanId id) const override { return store_->name_of(id); }
    [[nodiscard]] std::string name_of(inmail::RulebookId id) const override { return store_->name_of(id); }
    [[nodiscard]] std::string name_of(inmail::ProspectId id) const override { return store_->name_of(id); }
    [[nodiscard]] std::string key_of(inmail::EventId id) const override;
    [[nodiscard]] std::vector<inmail::SeatId> seats() const override;

    inmail::test::TempDir directory_{inmail::test::TempDir::Medium::memory};
    std::unique_ptr<inmail::Store> store_;
    std::vector<std::string> handles_;  ///< of all seats that the ledger's events name
};

}  // namespace reference
