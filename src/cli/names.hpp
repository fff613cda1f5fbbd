#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "inmail/app/people.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/core/ids.hpp"
#include "inmail/core/terms.hpp"
#include "session.hpp"

namespace inmail::cli {

// Turns typed names into ids. Each function throws InputError for a text that is not a name, and for a name that the ledger does
// not know, with the nearest one.

/// `ana` or `pool:acme`, in any case; also `acme`, if no seat has that handle, and a seat's display name or a part of it, if one
/// seat alone fits.
[[nodiscard]] AccountId account_named(Session& session, const std::string& typed);
/// Each account once, in the order of its first mention.
[[nodiscard]] std::vector<AccountId> accounts_named(Session& session, const std::vector<std::string>& typed);
[[nodiscard]] SeatId seat_named(Session& session, const std::string& typed);
/// The same, also by its display name or a part of it.
[[nodiscard]] SeatId seat_or_person_named(Session& session, const std::string& typed);
/// A seat that was named by its display name.
struct NamedSeat {
    std::string handle;
    std::string person;
};
enum class DisplayName { whole, part };
/// The only seat whose display name the words are, or at least a part of it; none if there is none. Throws InputError for
/// several.
[[nodiscard]] std::optional<NamedSeat> named_seat(Session& session, const std::string& typed, DisplayName how_much);
void say_named_seat(const Session& session, const std::string& typed, const NamedSeat& seat);
/// A rulebook, and its edition if one is named: `linkedin`, `linkedin@1`. `@1` names the first edition of each rulebook.
[[nodiscard]] std::pair<RulebookId, std::optional<Edition>> rulebook_named(Session& session, const std::string& typed);
/// The spellings of one person that the ledger has; none for a text that is not a name, or a person that the ledger does not
/// know.
[[nodiscard]] std::vector<std::string> spellings_named(Session& session, const std::string& typed);
/// The same as ids. Throws InputError if there are none.
[[nodiscard]] std::vector<ProspectId> prospects_named(Session& session, const std::string& typed);
/// A person who may be typed from memory, for who finds the one that was meant.
[[nodiscard]] app::TypedPerson typed_person(Session& session, const std::string& typed);
/// By its key.
[[nodiscard]] EventId event_named(Session& session, const std::string& key);
/// By their keys; also by the person, with or without a seat before, for the only event in force with them.
[[nodiscard]] std::vector<EventId> events_named(Session& session, const std::vector<std::string>& typed);
/// The spellings of the people whom the words mean, all of them one person or each of them one. `several`: whether a word may
/// mean several people. Says whom it takes for whom.
enum class Several { allowed, refused };
[[nodiscard]] std::vector<std::string> people_named(Session& session, const std::vector<std::string>& typed, Several several);

/// The plan that the words mean: a handle, or as people write it ("Sales Navigator Core", "sales nav", "core"). Says so where it
/// is no handle. Throws InputError if several fit or none, and where LinkedIn publishes no figures of it.
[[nodiscard]] std::string plan_named(Session& session, const std::string& typed);
/// The same for a plan that need not have figures.
[[nodiscard]] std::string plan_to_describe(Session& session, const std::string& typed);

// A record to be appended may have names that are new to the ledger: these check only the text.

/// A seat's handle, a pool's, plan's or rulebook's name, normalised.
[[nodiscard]] std::string handle_of(const std::string& typed);
/// Gives the event its prospect. A text that is not a name today is accepted if the ledger has it from the first edition.
void set_prospect(Session& session, const std::string& typed, EventRecord& event);

}  // namespace inmail::cli
