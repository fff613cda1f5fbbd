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
#include "inmail/core/value_flaw.hpp"

namespace inmail {

/// An event with names instead of ids: as typed, as in a CSV row, as hashed. Empty text means "not given".
struct EventRecord {
    Instant at;
    EventKind kind{EventKind::subscribe};
    std::string seat;
    std::string pool;
    std::string team;
    std::string name;
    std::string plan;
    std::string rulebook;
    std::string prospect;  ///< a normalised prospect key (prospect_key.hpp)
    std::optional<Channel> channel;
    std::optional<Outcome> outcome;
    std::string thread;
    std::string campaign;
    std::optional<Credits> amount;
    std::optional<Money> price;  ///< of one credit; of a subscribe or switch, of one seat for one billing period
    std::string note;
    std::string key;
    std::string ref;  ///< the key that a void names
    std::optional<CloseFigures> figures;
    std::string to;                     ///< the handle that a reassign hands over to
    std::optional<std::int64_t> chars;  ///< the length of a send's text in characters
    std::optional<Billing> billed;      ///< of a subscribe or switch; none: not known

    // How it was given, which is not recorded:
    /// The key was derived from the row, not given. Two rows with that key may then differ in their notes.
    bool key_is_derived{false};
    std::string first_spelling;  ///< `prospect` as the first edition reads it; empty: the same (RULES section 9)
    std::optional<Instant>
        bare_date;         ///< 00:00 UTC of a bare date, wherever `at` stands; none: it came with a time (RULES section 2)
    std::int64_t line{0};  ///< of the source file, from 1 on; 0: no file
};

/// An event as the ledger holds it.
struct RecordedEvent : EventRecord {
    EventId id;
    Instant recorded_at;
    std::string recorded_by;
    std::string batch;
    std::array<std::uint8_t, 32> hash{};
    EventId voided_by;            ///< the event that takes it back; none: it is in force
    bool prospect_erased{false};  ///< `prospect` is a stand-in for an erased name

    [[nodiscard]] bool voided() const { return !is_none(voided_by); }
    /// A server shows a rep the events of others without texts, names and hash.
    [[nodiscard]] bool shown_in_part() const { return hash == decltype(hash){}; }
};

/// Bounds on text, in bytes of UTF-8.
constexpr std::size_t max_handle_bytes = 64;
constexpr std::size_t max_name_bytes = 200;
constexpr std::size_t max_prospect_bytes = 500;
constexpr std::size_t max_key_bytes = 200;
constexpr std::size_t max_note_bytes = 2000;
/// Many times what LinkedIn lets a message have.
constexpr std::int64_t max_chars = 1'000'000;

/// Whether two records of one key are the same event. The length of a text does not count.
[[nodiscard]] bool same_content(const EventRecord& a, const EventRecord& b);
/// Whether they agree in all but their notes. Stricter than `same_content` for a derived key, which leaves out some fields.
[[nodiscard]] bool same_but_for_notes(const EventRecord& a, const EventRecord& b);
/// The same with a recorded event. An erased name agrees with every name.
[[nodiscard]] bool same_content(const EventRecord& a, const RecordedEvent& known);
[[nodiscard]] bool same_but_for_notes(const EventRecord& a, const RecordedEvent& known);
/// Why the record cannot have the known event's key: in what they differ.
[[nodiscard]] ValueFlaw key_taken_by(const RecordedEvent& known, const EventRecord& given);

}  // namespace inmail
