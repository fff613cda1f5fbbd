#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "inmail/core/credits.hpp"
#include "inmail/core/event.hpp"
#include "inmail/core/ids.hpp"
#include "inmail/core/money.hpp"
#include "inmail/core/time.hpp"

namespace inmail {

/// An event by names: what a person types, a CSV row holds, the ledger stores and hashes. Empty text means "not given".
struct EventRecord {
    Instant at;
    EventKind kind{EventKind::subscribe};
    std::string seat;
    std::string pool;
    std::string team;
    std::string name;
    std::string plan;
    std::string rulebook;
    std::string prospect;  ///< a normalised prospect key (prospect.hpp)
    std::optional<Channel> channel;
    std::optional<Outcome> outcome;
    std::string thread;
    std::string campaign;
    std::optional<Credits> amount;
    std::optional<Money> price;  ///< of one credit
    std::string note;
    std::string key;
    std::string ref;  ///< the key that a void names
    std::optional<CloseFigures> figures;

    /// A key that was derived from the row's identity and not given: a note then is no part of what must agree.
    bool key_is_derived{false};
    std::int64_t line{0};  ///< of the source file, from 1 on; 0: no file
};

/// An event as the ledger holds it.
struct RecordedEvent : EventRecord {
    EventId id;
    Instant recorded_at;
    std::string recorded_by;
    std::string batch;
    std::array<std::uint8_t, 32> hash{};
    bool voided{false};
    bool prospect_erased{false};  ///< its prospect was forgotten: `prospect` is a word that only stands for the erased name
};

/// Bounds on text, in bytes of UTF-8.
constexpr std::size_t max_handle_bytes = 64;
constexpr std::size_t max_name_bytes = 200;
constexpr std::size_t max_prospect_bytes = 500;
constexpr std::size_t max_key_bytes = 200;
constexpr std::size_t max_note_bytes = 2000;

/// What is wrong with a record, and in which CSV column.
struct Flaw {
    std::string column;
    std::string reason;
};

/// Checks one record by itself: what its kind needs and forbids, ranges, lengths, encoding (RULES sections 3 to 5).
/// Names that the ledger does not know, and rules, are not its business. Empty: sound.
[[nodiscard]] std::vector<Flaw> flaws_of(const EventRecord& record);

/// Clears what the record's kind has no use for and that cannot change its meaning (a team on a send), and says
/// which columns that were. What would change its meaning (an amount on a send) is left to `flaws_of`.
std::vector<std::string> drop_unused(EventRecord& record);

/// Whether two records under one key tell the same event.
[[nodiscard]] bool same_content(const EventRecord& a, const EventRecord& b);
/// Whether they tell it alike in all but notes. Of a derived key that is more: not every field is part of one.
[[nodiscard]] bool same_but_for_notes(const EventRecord& a, const EventRecord& b);
/// The same of one that is recorded: whom an erased name meant nobody can tell any more.
[[nodiscard]] bool same_content(const EventRecord& a, const RecordedEvent& known);
[[nodiscard]] bool same_but_for_notes(const EventRecord& a, const RecordedEvent& known);

}  // namespace inmail
