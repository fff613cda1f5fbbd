#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "inmail/core/event.hpp"
#include "session.hpp"

namespace inmail::cli {

/// The seat or pool of a recording command, by normalised names (which may be new to the ledger), and its other words.
struct Subject {
    std::string seat;
    std::string pool;
    std::vector<std::string> rest;
};

/// What may come first if a seat's handle was left out.
enum class Rest { nothing, amount, prospects };

/// Splits the words of `[SEAT] ...`: the first one is the seat if it is the handle of a known one, or the display name of one,
/// else the default seat is meant (INMAIL_SEAT, the config's `seat`, the ledger's only one). `pool` is `--pool`, which stands in
/// for the seat. Throws InputError if no known seat comes out, UsageError if none is named and there is no default.
[[nodiscard]] Subject subject_of(Session& session, const std::vector<std::string>& words, const std::optional<std::string>& pool,
                                 Rest rest);

/// Whether the words begin with a known seat, or a default one stands in.
[[nodiscard]] bool has_seat(Session& session, const std::vector<std::string>& words);

/// The same where the seat may be new (subscribe, switch); its words hold nothing else.
[[nodiscard]] Subject subject_of_plan_change(Session& session, const std::vector<std::string>& words,
                                             const std::optional<std::string>& pool, bool pool_alone);

/// Throws UsageError: no seat is named, and there is no default. `seats`: those that may be meant by this command.
[[noreturn]] void refuse_missing_seat(std::string_view command, const std::string& prospect, const std::string& typed,
                                      const std::set<std::string>& seats);

/// Replaces a handle whose licence has gone to another by `as_of` by that one, with a message.
void follow_handovers(Session& session, std::vector<AccountId>& accounts, Instant as_of, std::optional<Instant> known_at);

/// The seat that stands in where none is named; none if there is no such.
[[nodiscard]] std::optional<SeatId> default_seat(Session& session);

/// A whole number of credits, or InputError.
[[nodiscard]] Credits amount_of(const std::string& typed);

}  // namespace inmail::cli
