#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "inmail/store/reader.hpp"

namespace inmail::app {

/// A ledger before its last events, for a fold: without them, and with what their voids took back.
class LedgerBefore final : public FoldSource {
  public:
    /// `last`: the last event that counts. `taken_back`: events up to it that later ones took back.
    LedgerBefore(Reader& ledger, EventId last, const std::vector<EventId>& taken_back);

    [[nodiscard]] const LedgerInfo& info() const override { return ledger_.info(); }
    [[nodiscard]] std::vector<std::uint32_t> ids_of(NameKind kind, const std::vector<std::string>& names) override {
        return ledger_.ids_of(kind, names);
    }
    [[nodiscard]] std::vector<std::string> names_of(NameKind kind, const std::vector<std::uint32_t>& ids) override {
        return ledger_.names_of(kind, ids);
    }
    [[nodiscard]] std::vector<std::string> subscribed(AccountId::Kind kind) override { return ledger_.subscribed(kind); }
    [[nodiscard]] std::vector<StoredTerms> terms(std::optional<Instant> known_at) override { return ledger_.terms(known_at); }
    using FoldSource::read;
    /// Every scope contains what was taken back.
    void read(const Scope& scope, std::size_t about, const std::function<void(const std::vector<const Event*>&)>& each) override;
    [[nodiscard]] std::vector<AccountLink> links() override { return ledger_.links(); }
    /// Checkpoints before the first event that differs are the same.
    [[nodiscard]] CheckpointKeeper* checkpoints() override { return ledger_.checkpoints(); }

  private:
    void add(const std::vector<RecordedEvent>& events);

    Reader& ledger_;
    EventId last_;
    std::vector<Event> taken_back_;  ///< in the order of `fold_before`
};

}  // namespace inmail::app
