#include "import/archive_suggestions.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <functional>
#include <set>
#include <utility>

#include "import/licence.hpp"
#include "inmail/app/faults.hpp"
#include "inmail/app/names.hpp"
#include "inmail/app/plan_names.hpp"
#include "inmail/app/record/record.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/text/unicode.hpp"
#include "record/unused_name.hpp"

namespace inmail::app {
namespace {

using Suggestion = ArchiveSummary::Suggestion;

/// The description without words about how a plan is billed, which are no part of its name.
std::string without_billing(std::string_view description) {
    constexpr std::array<std::string_view, 11> billing{"monthly", "annual",  "annually",  "yearly",   "month", "year",
                                                       "per",     "renewal", "(monthly)", "(annual)", "-"};
    std::string kept;
    std::string word;
    for (const char c : canonical_name(description) + " ") {
        if (c != ' ') {
            word += c;
            continue;
        }
        if (std::find(billing.begin(), billing.end(), word) == billing.end()) kept += (kept.empty() ? "" : " ") + word;
        word.clear();
    }
    return kept;
}

/// The plan events of accounts, by time, without those that were taken back.
std::vector<RecordedEvent> plan_events(Store& store, std::vector<AccountId> accounts,
                                       const std::function<bool(const RecordedEvent&)>& is_meant) {
    std::vector<RecordedEvent> events;
    Scope scope;
    scope.accounts = std::move(accounts);
    store.read_records(scope, [&](const RecordedEvent& event) {
        const bool changes_plan = starts_stint(event.kind) || event.kind == EventKind::cancel;
        if (changes_plan && !event.voided() && is_meant(event)) events.push_back(event);
    });
    std::stable_sort(events.begin(), events.end(), [](const RecordedEvent& a, const RecordedEvent& b) { return a.at < b.at; });
    return events;
}

/// What the events leave running on that day; null: nothing. Receipts give no zone.
const RecordedEvent* running_on(const std::vector<RecordedEvent>& events, Day day) {
    const RecordedEvent* running = nullptr;
    for (const auto& event : events) {
        if (event.at < start_of(day) + days(2)) running = event.kind == EventKind::cancel ? nullptr : &event;
    }
    return running;
}

/// What the ledger lacks of an archive's account.
class AccountSuggestions {
  public:
    AccountSuggestions(Store& store, Instant now, ArchiveSummary& summary)
        : store_(store), now_(now), summary_(summary), licence_(store, summary.seat, now) {
        std::vector<AccountId> accounts;
        for (const auto& handle : licence_.handles()) accounts.push_back(AccountId::of(require_seat(store, handle)));
        plans_ = plan_events(store, accounts, [this](const RecordedEvent& event) { return licence_.has(event.seat); });
        Scope scope;
        scope.accounts = std::move(accounts);
        store.read_records(scope, [this](const RecordedEvent& event) {
            const bool is_purchase = event.kind == EventKind::purchase && licence_.has(event.seat);
            if (is_purchase && !event.voided()) purchases_.push_back(event);
        });
    }

    /// Receipts, by time.
    void take_receipts(const std::vector<io::AccountFact>& facts) {
        std::vector<const io::AccountFact*> of_plans;
        std::vector<std::string> plans;
        for (const auto& fact : facts) {
            const std::string plan = fact.day && fact.credits == Credits{0} ? plan_of(fact.description) : std::string();
            if (!fact.day || (plan.empty() && fact.credits == Credits{0})) {
                summary_.other_receipts.push_back(fact.line);
            } else if (fact.credits != Credits{0}) {
                suggest_purchase(fact);
            } else {
                of_plans.push_back(&fact);
                plans.push_back(plan);
            }
        }
        std::string current;
        for (std::size_t i = 0; i < plans.size(); ++i) {
            if (plans[i] == current || beside_.count(plans[i]) != 0) continue;
            suggested_.insert(plans[i]);
            const RecordedEvent* stint = running_on(plans_, *of_plans[i]->day);
            const std::string recorded = stint == nullptr ? std::string() : plan_of(*stint, *of_plans[i]->day);
            if (plans[i] != recorded && take_turns(plans, current.empty() ? recorded : current, plans[i])) {
                suggest_beside(*of_plans[i], plans[i]);
                continue;
            }
            current = plans[i];
            suggest_plan(*of_plans[i], current);
        }
    }

    /// Subscriptions without a date of their own, all of one account. Receipts say more than a single one.
    void take_registration(const std::vector<io::AccountFact>& facts) {
        std::vector<std::pair<const io::AccountFact*, std::string>> of_plans;
        for (const auto& fact : facts) {
            const std::string plan = fact.day ? plan_of(fact.description) : std::string();
            if (!plan.empty()) of_plans.emplace_back(&fact, plan);
        }
        if (of_plans.size() == 1 && !suggested_.empty()) return;
        const auto is_known = [this](const std::string& plan) { return suggested_.count(plan) != 0 || has_plan(plan); };
        bool is_beside = std::any_of(of_plans.begin(), of_plans.end(), [&](const auto& fact) { return is_known(fact.second); });
        for (const auto& [fact, plan] : of_plans) {
            if (is_known(plan)) continue;
            suggested_.insert(plan);
            if (is_beside || running_on(plans_, *fact->day) != nullptr)
                suggest_beside(*fact, plan);
            else
                suggest(EventKind::subscribe, *fact, summary_.seat, plan);
            is_beside = true;
        }
    }

    /// Leaves out what lies ahead, and tries the commands in their order, each after those before it.
    void finish() {
        auto& suggestions = summary_.suggestions;
        const auto lies_ahead = [this](const Suggestion& s) { return start_of(s.day) > now_; };
        suggestions.erase(std::remove_if(suggestions.begin(), suggestions.end(), lies_ahead), suggestions.end());
        std::stable_sort(suggestions.begin(), suggestions.end(),
                         [](const Suggestion& a, const Suggestion& b) { return a.day < b.day; });
        std::vector<EventRecord> events;
        for (auto& suggestion : suggestions) try_out(suggestion, events);
    }

  private:
    /// The one plan of the ledger's rulebooks that the words fit; empty if there is none, or several.
    std::string plan_of(const std::string& description) {
        const PlanMatch match = match_plan(store_, without_billing(description));
        const bool is_one = match.fitting.size() == 1 && !match.fitting.plans.empty();
        return is_one ? match.fitting.plans.front() : std::string();
    }

    /// Whether two plans are paid for in turns: then they are two subscriptions. A plan that another followed may come back once.
    static bool take_turns(const std::vector<std::string>& plans, const std::string& one, const std::string& other) {
        constexpr int there_and_back = 2;
        int turns = 0;
        const std::string* last = nullptr;
        for (const std::string& plan : plans) {
            if (plan != one && plan != other) continue;
            if (last != nullptr && *last != plan) ++turns;
            last = &plan;
        }
        return turns > there_and_back;
    }

    /// Who has the account's licence on the day.
    [[nodiscard]] std::string holder_on(Day day) const {
        Instant since = first_instant;
        for (const auto& event : plans_) {
            if (event.seat == summary_.seat && event.at <= start_of(day) && starts_stint(event.kind)) since = event.at;
        }
        return licence_.holder_at(summary_.seat, since, start_of(day));
    }

    /// The plan of the stint, or of its pool on that day.
    std::string plan_of(const RecordedEvent& stint, Day day) {
        if (stint.pool.empty()) return stint.plan;
        const auto of_pool =
            plan_events(store_, {AccountId::of(require_pool(store_, stint.pool))},
                        [&](const RecordedEvent& event) { return event.seat.empty() && event.pool == stint.pool; });
        const RecordedEvent* running = running_on(of_pool, day);
        return running == nullptr ? std::string() : running->plan;
    }

    bool has_plan(const std::string& plan) {
        return std::any_of(plans_.begin(), plans_.end(),
                           [&](const RecordedEvent& event) { return plan_of(event, day_of(now_)) == plan; });
    }

    Suggestion& suggest(EventKind kind, const io::AccountFact& fact, std::string seat, std::string plan) {
        Suggestion suggestion;
        suggestion.kind = kind;
        suggestion.seat = std::move(seat);
        suggestion.file = fact.file;
        suggestion.line = fact.line;
        suggestion.day = *fact.day;
        suggestion.plan = std::move(plan);
        suggestion.since_registration = fact.kind == io::AccountFact::Kind::registration;
        return summary_.suggestions.emplace_back(std::move(suggestion));
    }

    void suggest_purchase(const io::AccountFact& fact) {
        const auto is_it = [&](const RecordedEvent& event) {
            constexpr std::int64_t most_days = 1;  // receipts give no zone
            return event.amount == fact.credits && std::abs(day_of(event.at).value - fact.day->value) <= most_days;
        };
        const auto known = std::find_if(purchases_.begin(), purchases_.end(), is_it);
        if (known != purchases_.end()) return static_cast<void>(purchases_.erase(known));
        Suggestion& suggestion = suggest(EventKind::purchase, fact, holder_on(*fact.day), {});
        suggestion.credits = fact.credits;
        suggestion.paid = fact.paid;
    }

    void suggest_plan(const io::AccountFact& fact, const std::string& plan) {
        const RecordedEvent* stint = running_on(plans_, *fact.day);
        if (stint != nullptr && plan_of(*stint, *fact.day) == plan) return;
        // Nobody pays a receipt for a place in a pool.
        if (stint != nullptr && !stint->pool.empty()) return suggest_beside(fact, plan);
        suggest(stint == nullptr ? EventKind::subscribe : EventKind::switch_plan, fact, holder_on(*fact.day), plan);
    }

    /// A second subscription is an account of its own, under a handle of its own.
    void suggest_beside(const io::AccountFact& fact, const std::string& plan) {
        beside_.insert(plan);
        const std::string tail = "." + plan.substr(0, plan.find('-'));
        if (const auto second = store_.find_seat(summary_.seat + tail)) {
            const auto has_it = [&](const RecordedEvent& event) { return event.plan == plan; };
            if (!plan_events(store_, {AccountId::of(*second)}, has_it).empty()) return;
        }
        suggest(EventKind::subscribe, fact, unused_name(store_, NameKind::seat, summary_.seat, tail, 1), plan).is_beside = true;
    }

    /// Records the suggestion behind `events`, for show.
    void try_out(Suggestion& suggestion, std::vector<EventRecord>& events) {
        EventRecord event;
        event.kind = suggestion.kind;
        event.seat = suggestion.seat;
        event.at = start_of(suggestion.day);
        event.bare_date = event.at;
        event.plan = suggestion.plan;
        if (event.kind == EventKind::purchase) event.amount = suggestion.credits;
        RecordRequest request;
        request.now = now_;
        request.dry_run = true;
        request.guards_holdings = true;
        request.events = events;
        request.events.push_back(event);
        try {
            (void)record(store_, request);
            events = std::move(request.events);
        } catch (const Refused& refused) {
            const bool ends_another = std::holds_alternative<refusal::LosesHoldings>(refused.reason());
            if (!ends_another) return static_cast<void>(suggestion.refused = refused.reason());
            suggestion.kind = EventKind::switch_plan;
            try_out(suggestion, events);
        }
    }

    Store& store_;
    Instant now_;
    ArchiveSummary& summary_;
    Licence licence_;
    std::vector<RecordedEvent> purchases_;
    std::vector<RecordedEvent> plans_;  ///< of the licence
    std::set<std::string> suggested_;   ///< plans
    std::set<std::string> beside_;      ///< plans of second subscriptions
};

}  // namespace

void suggest_from_account(Store& store, const io::ArchiveContents& archive, Instant now, ArchiveSummary& summary) {
    if (archive.account_facts.empty()) return;
    std::vector<io::AccountFact> receipts;
    std::vector<io::AccountFact> registration;
    for (const auto& fact : archive.account_facts)
        (fact.kind == io::AccountFact::Kind::receipt ? receipts : registration).push_back(fact);
    std::stable_sort(receipts.begin(), receipts.end(), [](const auto& a, const auto& b) { return a.day < b.day; });
    AccountSuggestions suggestions(store, now, summary);
    suggestions.take_receipts(receipts);
    suggestions.take_registration(registration);
    suggestions.finish();
    std::sort(summary.other_receipts.begin(), summary.other_receipts.end());
}

}  // namespace inmail::app
