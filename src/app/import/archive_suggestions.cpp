#include "import/archive_suggestions.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include "inmail/app/names.hpp"
#include "inmail/app/plan_names.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/text/unicode.hpp"

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

class AccountSuggestions {
  public:
    AccountSuggestions(Store& store, ArchiveSummary& summary) : store_(store), summary_(summary) {
        Scope scope;
        scope.accounts = {AccountId::of(require_seat(store, summary.seat))};
        store.read_records(scope, [this](const RecordedEvent& event) {
            if (event.seat != summary_.seat || event.voided()) return;
            if (event.kind == EventKind::purchase) purchases_.push_back(event);
            if (starts_stint(event.kind) || event.kind == EventKind::cancel) plans_.push_back(event);
        });
        const auto by_time = [](const RecordedEvent& a, const RecordedEvent& b) { return a.at < b.at; };
        std::stable_sort(plans_.begin(), plans_.end(), by_time);
    }

    /// In the order of time, so that only a plan's first receipt suggests it.
    void take(const io::AccountFact& fact) {
        const bool is_receipt = fact.kind == io::AccountFact::Kind::receipt;
        const std::string plan = fact.day && fact.credits == Credits{0} ? plan_of(fact.description) : std::string();
        if (is_receipt && (!fact.day || (plan.empty() && fact.credits == Credits{0})))
            return summary_.other_receipts.push_back(fact.line);
        if (fact.credits != Credits{0}) return suggest_purchase(fact);
        if (!plan.empty()) suggest_plan(fact, plan);
    }

  private:
    /// The one plan of the ledger's rulebooks that the words fit; empty if there is none, or several.
    std::string plan_of(const std::string& description) {
        const PlanMatch match = match_plan(store_, without_billing(description));
        const bool is_one = match.fitting.size() == 1 && !match.fitting.plans.empty();
        return is_one ? match.fitting.plans.front() : std::string();
    }

    void suggest_purchase(const io::AccountFact& fact) {
        const auto is_it = [&](const RecordedEvent& event) {
            constexpr std::int64_t most_days = 1;  // receipts give no zone
            return event.amount == fact.credits && std::abs(day_of(event.at).value - fact.day->value) <= most_days;
        };
        const auto known = std::find_if(purchases_.begin(), purchases_.end(), is_it);
        if (known != purchases_.end()) return static_cast<void>(purchases_.erase(known));
        Suggestion suggestion{EventKind::purchase, fact.file, fact.line, *fact.day, fact.credits, fact.paid, {}};
        summary_.suggestions.push_back(std::move(suggestion));
    }

    void suggest_plan(const io::AccountFact& fact, const std::string& plan) {
        const bool is_registration = fact.kind == io::AccountFact::Kind::registration;
        if (plan == last_plan_ || (is_registration && !last_plan_.empty())) return;
        last_plan_ = plan;
        const auto has_plan = [&](const RecordedEvent& event) { return event.plan == plan; };
        if (is_registration && std::any_of(plans_.begin(), plans_.end(), has_plan)) return;
        // The stint that the ledger has on that day. Receipts give no zone.
        const RecordedEvent* stint = nullptr;
        for (const auto& event : plans_) {
            if (event.at < start_of(*fact.day) + days(2)) stint = &event;
        }
        const bool is_active = stint != nullptr && stint->kind != EventKind::cancel;
        if (is_active && stint->plan == plan) return;
        Suggestion suggestion{
            is_active ? EventKind::switch_plan : EventKind::subscribe, fact.file, fact.line, *fact.day, {}, {}, plan};
        suggestion.since_registration = is_registration;
        summary_.suggestions.push_back(std::move(suggestion));
    }

    Store& store_;
    ArchiveSummary& summary_;
    std::vector<RecordedEvent> purchases_;
    std::vector<RecordedEvent> plans_;
    std::string last_plan_;
};

}  // namespace

void suggest_from_account(Store& store, const io::ArchiveContents& archive, ArchiveSummary& summary) {
    if (archive.account_facts.empty()) return;
    auto facts = archive.account_facts;
    // A registration says less than receipts, so it comes last.
    std::stable_sort(facts.begin(), facts.end(), [](const io::AccountFact& a, const io::AccountFact& b) {
        return a.kind != b.kind ? a.kind < b.kind : a.day < b.day;
    });
    AccountSuggestions suggestions(store, summary);
    for (const auto& fact : facts) suggestions.take(fact);
    std::sort(summary.other_receipts.begin(), summary.other_receipts.end());
    std::stable_sort(summary.suggestions.begin(), summary.suggestions.end(),
                     [](const Suggestion& a, const Suggestion& b) { return a.day < b.day; });
}

}  // namespace inmail::app
