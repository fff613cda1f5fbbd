#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "inmail/app/account_name.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/app/reports/observation.hpp"
#include "inmail/chain/event_record.hpp"

namespace inmail {
class Store;
}

namespace inmail::app {

/// Where the ledger and LinkedIn diverge, and the smallest explanations.
struct DiagnoseReport {
    /// What may have happened. Each kind says which figures it has.
    struct Cause {
        enum class Kind : std::uint8_t {
            replies_unlogged,      ///< `credits` of the pending InMails were answered
            sends_were_free,       ///< `credits` of the paid ones
            sends_unlogged,        ///< `credits` of them
            replies_not_refunded,  ///< `credits` of the logged ones
            grant_unlogged,        ///< LinkedIn allotted one allowance more
            grants_unlogged,       ///< LinkedIn allotted one allowance more to each member
            seat_unlogged,         ///< a seat joined the pool
            grant_missed,          ///< LinkedIn did not grant the `credits` of `at`
            forfeit_missed,        ///< LinkedIn did not forfeit the `credits` of `at`, of a refresh or (`joined`) a new licence
            purchase_unlogged,     ///< of `credits`
            other_edition,   ///< the plan follows `edition` of `rulebook`, under which the ledger has `credits` at `at` as well
            other_rulebook,  ///< the plan follows `rulebook`, under which the ledger has `credits` at `at` as well
            other_cap,       ///< the cap of `plan` in `rulebook` is `credits`, not `cap`
        };
        Kind kind{Kind::replies_unlogged};
        Credits credits{};
        Instant at{};
        bool joined{false};
        std::string rulebook{};
        std::string plan{};
        Credits cap{};
        int edition{0};
        AccountName account{};  ///< its name at `at`; of another rulebook or edition
    };
    /// An event to record. A person fills in the name that it lacks: the seat or prospect of a send, the seat that joins a pool,
    /// the rulebook of a change of plan.
    struct RecordStep {
        EventRecord event;
        std::int64_t times{1};
    };
    /// Events to void.
    struct VoidStep {
        std::vector<std::string> keys;
        bool needs_force{false};  ///< a hand-over of the licence counts for nothing until they are recorded again
    };
    /// A rulebook to import: a copy of `rulebook` under a new name, of an earlier edition, or in which `plan` has another cap.
    struct RulebookStep {
        std::string rulebook;
        std::optional<int> edition;  ///< none: the latest
        std::string plan;
        std::optional<Credits> cap;  ///< none: as it is
    };
    using Step = std::variant<RecordStep, VoidStep, RulebookStep>;
    /// One fact that may have happened.
    struct Option {
        std::optional<EventRecord> evidence;  ///< the event that points to it; none: no event, or the cause says it all
        std::vector<Step> steps;              ///< what would record it, in this order
    };
    /// Facts of one kind; any `needed` of them are enough.
    struct Part {
        Cause cause;
        std::int64_t needed{1};
        std::vector<Option> options;
    };
    /// Facts that, once recorded, make the ledger hold LinkedIn's number. Each explanation was tried on the fold.
    struct Explanation {
        int facts{1};             ///< the number of facts; fewer are likelier
        std::vector<Part> parts;  ///< all are needed
    };
    AccountName account;
    Instant as_of;
    std::optional<Instant> known_at;
    int observations{0};
    std::optional<Observation> last_agreed;      ///< before `first_differs`; none: no observation agreed before it
    std::optional<Observation> differed_before;  ///< the last that differed, before `last_agreed`; none: none did
    std::optional<Observation> first_differs;    ///< none: the last observation agrees, or there is none
    std::optional<Observation> differs;     ///< what is explained: the latest that differs, or the first if nothing explains that
    std::vector<Explanation> explanations;  ///< fewest facts first
};

/// Diagnoses the query's only account. Records nothing.
[[nodiscard]] DiagnoseReport diagnose(Store& store, const ReportQuery& query);

}  // namespace inmail::app
