#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "inmail/chain/event_record.hpp"
#include "inmail/core/time.hpp"
#include "inmail/text/name_match.hpp"

namespace inmail {
class Reader;
}

namespace inmail::app {

// Finding the person that was meant. The exact spelling always wins, by an index. Only where the ledger lacks it are names read.

/// A person as somebody typed them.
struct TypedPerson {
    std::string text;                    ///< as typed
    std::string key;                     ///< its prospect key; empty: it is none
    std::vector<std::string> spellings;  ///< under which the ledger has exactly this person
    bool is_address{false};              ///< copied, so that it has no typos
};

/// People who fit equally well.
struct FittingPeople {
    std::optional<NameFit> fit;          ///< none: spelled exactly so
    std::vector<std::string> prospects;  ///< as the ledger spells them; not empty
};
/// Those with whom a message is in force, the best fit first; if one is spelled exactly so, only that one. If an archive gave
/// them an address, that address fits as the same.
[[nodiscard]] std::vector<FittingPeople> people_fitting(Reader& ledger, const TypedPerson& typed);

/// All who fit as `worst` or better, the best fit first, even if one is spelled exactly so or their messages were taken back.
[[nodiscard]] std::vector<FittingPeople> people_like(Reader& ledger, const TypedPerson& typed, NameFit worst = NameFit::part);

/// The one person who fits best. None: nobody does. Throws InvalidRequest where several do.
[[nodiscard]] std::optional<FittingPeople> person_meant(Reader& ledger, const TypedPerson& typed);

/// A person to whom a seat wrote, with what distinguishes them.
struct WrittenTo {
    std::string prospect;
    std::string seat;  ///< who has the message now: it goes with a licence
    Instant sent_at;   ///< the last time
    std::string campaign;
    bool awaits_answer{false};
};

/// Whose answer a typed name may stand for.
struct AnswerQuery {
    TypedPerson person;
    std::string seat;  ///< empty: any
    Instant at;        ///< of the answer; of a bare date, its end
    EventKind kind{EventKind::reply};
};
struct Answerers {
    std::optional<NameFit> fit;  ///< none: spelled exactly so
    std::vector<WrittenTo> rows;
};
/// The one person who fits best among those to whom the seat wrote, unanswered ones before all others: a row for each seat that
/// has the message. A typo stands for one who has not answered, if no other is near. No rows: nobody fits. Throws InvalidRequest
/// where several people fit.
[[nodiscard]] Answerers find_answerers(Reader& ledger, const AnswerQuery& query);

/// What a person's spelling would be taken for if it were typed.
enum class TakenFor : std::uint8_t { person, time, pool, seat };
[[nodiscard]] std::vector<TakenFor> taken_for(Reader& ledger, const std::vector<std::string>& spellings);

/// The known person whose name is nearest to the text, of those to whom the seat wrote if one is named. None if none is near.
[[nodiscard]] std::optional<std::string> nearest_person(Reader& ledger, const std::string& text, const std::string& seat = {});

/// The seats that wrote to somebody of these spellings, a row each, the latest first.
[[nodiscard]] std::vector<WrittenTo> who_wrote_to(Reader& ledger, const std::vector<std::string>& spellings, Instant until);

/// The event that a typed name stands for: the only one in force with the person, of the seat if one is named. None: nobody fits.
/// Throws InvalidRequest where several people fit, and where not one event does.
[[nodiscard]] std::optional<EventId> find_event_with(Reader& ledger, const TypedPerson& typed, const std::string& seat = {});

}  // namespace inmail::app
