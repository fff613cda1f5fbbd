#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "inmail/chain/event_record.hpp"
#include "inmail/core/posting.hpp"
#include "inmail/store/reader.hpp"

namespace inmail::app {

/// Finds balances that a person made the ledger agree with, and what messages recorded later change before them. Such a balance
/// counts every message before it already, recorded or not.
///
/// A balance is known where `observe --adjust` or `--holds` recorded it: an adjust, with an observe, or a seat's joining, of the
/// same batch, account and instant; or an observe that `subscribe` or `import roster` recorded. Notes do not matter.
class KnownBalances {
  public:
    enum class Change : std::uint8_t { recorded, taken_back };
    /// What is about to happen to the events that `on` calls changed.
    explicit KnownBalances(Change change = Change::recorded) : change_(change) {}

    void on(const Posting& posting, bool is_changed);

    /// What keeps one known balance as it was.
    struct Correction {
        EventRecord adjust;  ///< at the balance's instant, without a key
        AccountId account;
    };
    /// The latest known balance of a stint governs: where an observe after it shows that the ledger lacks a message, nothing is
    /// corrected for that message. Asks the ledger nothing unless an observe or adjust follows a changed message. `replaces`: the
    /// changed messages stand for others, so that only an observe shows what they change.
    [[nodiscard]] std::vector<Correction> corrections(Reader& ledger, bool replaces) const;

  private:
    enum class What : std::uint8_t { message, adjust, observe, join, stint };
    struct Entry {
        What what{What::message};
        AccountId account;
        Instant at;
        EventId cause;
        bool is_changed{false};
        Credits change;      ///< of available, by a changed message or an adjust
        Credits difference;  ///< of an observe: what LinkedIn showed less what the ledger holds
    };
    class StintReader;

    Change change_;
    std::vector<Entry> entries_;  ///< those of one account in the fold's order
};

}  // namespace inmail::app
