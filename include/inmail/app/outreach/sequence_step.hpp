#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "inmail/core/event.hpp"
#include "inmail/core/sequence.hpp"
#include "inmail/core/time.hpp"

namespace inmail::app {

/// What happened between a seat and a prospect, as a sequence sees it.
struct OutreachEvent {
    enum class Kind { sent, accepted, declined, answered };  ///< accepted, declined: a request to connect
    Kind kind{Kind::sent};
    Instant at;
    Channel channel{Channel::inmail};  ///< of what was sent
    std::string campaign{};            ///< likewise
    EventId event{};                   ///< likewise
    bool bounced{false};               ///< what was sent did not arrive, so nobody is waited for
    bool is_inherited{false};          ///< it was over before the seat took over the licence of the handle that sent it
};

/// The step that a prospect is waiting for.
struct NextStep {
    const Sequence* sequence{nullptr};
    std::size_t step{0};     ///< in the sequence, never the first
    Instant start;           ///< of the sequence: its first message
    Instant since;           ///< what its days are counted from
    Instant due;             ///< the beginning of a UTC date, which stands for that date in any zone (RULES section 2)
    Instant last_day;        ///< likewise; it is overdue after that date
    bool is_due{false};      ///< that date has come
    Instant due_from{};      ///< when that date begins where the user is
    std::string campaign{};  ///< of the first message
};

/// The sequence of who was first written to in a campaign, which may be empty. Never null.
using SequenceOf = std::function<const Sequence*(const std::string& campaign)>;

/// The date of an instant where the user is.
using DateAt = std::function<Day(Instant)>;
[[nodiscard]] inline Day utc_date_at(Instant t) { return day_of(t); }
/// The instant at which a date begins where the user is.
using StartOfDate = std::function<Instant(Day)>;
[[nodiscard]] inline Instant start_of_utc_date(Day date) { return start_of(date); }

/// Which sequences run, and by whose dates they count days.
struct Sequences {
    SequenceOf sequence_of;
    DateAt date_at{utc_date_at};
    StartOfDate start_of_date{start_of_utc_date};
    std::optional<Duration> longest{};  ///< no sequence goes on for longer without a message or an acceptance; none: not known

    /// The date that is shown for `t`: the beginning and the end of a UTC date stand for it in any zone (RULES section 2).
    [[nodiscard]] Day shown_date(Instant t) const {
        const bool is_bare_date = begins_utc_date(t) || t == end_of(day_of(t));
        return is_bare_date ? day_of(t) : date_at(t);
    }
};

/// The steps that a prospect may get from a seat, beside those of any priority.
struct StepsFor {
    bool high{true};
    bool low{false};
    bool inmails{true};  ///< steps that nothing but an InMail does
};
[[nodiscard]] constexpr StepsFor steps_for(bool is_high) { return {is_high, !is_high, true}; }

/// The next step, be it due or not; none if the prospect is in no sequence, has answered, or has come to its end by `as_of`.
/// `events`: by time, until as_of.
///
/// A sequence begins with a message over a channel of its first step: any request to connect for another one, any message on
/// LinkedIn for an InMail. Later messages do its steps, also over another channel of LinkedIn:
/// a message to an Open Profile stands for an InMail. An answer ends it for good. It is over after the
/// date that is `end_days` days behind the latest message or acceptance, and the next message may begin one anew. A second InMail
/// is never due: LinkedIn takes none before the first is answered. Nor is a request to whoever has accepted one. A request that
/// is declined makes the InMail of those who do not accept due at once. A second request is waited for like the first.
[[nodiscard]] std::optional<NextStep> next_step(const std::vector<OutreachEvent>& events, const Sequences& sequences,
                                                StepsFor steps, Instant as_of);

/// Whether a sequence is not over by `as_of`, though no step of it may be left.
[[nodiscard]] bool is_in_sequence(const std::vector<OutreachEvent>& events, const Sequences& sequences, Instant as_of);

/// A message that did a step.
struct DoneStep {
    EventId event;
    const Sequence* sequence{nullptr};
    std::size_t step{0};  ///< in the sequence; 0: it began it
};

/// The messages that did a step, by time; for a prospect of high priority. `events`: by time.
[[nodiscard]] std::vector<DoneStep> steps_done(const std::vector<OutreachEvent>& events, const Sequences& sequences);

}  // namespace inmail::app
