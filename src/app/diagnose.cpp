#include "inmail/app/diagnose.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "inmail/core/errors.hpp"
#include "inmail/core/text.hpp"
#include "replay.hpp"
#include "story.hpp"

namespace inmail::app {
namespace {

using Explanation = DiagnoseReport::Explanation;
constexpr std::size_t most_evidence = 10;

std::string quoted(const std::string& word) { return "'" + for_terminal(word) + "'"; }

/// Looks for what would turn the ledger's figure into LinkedIn's between two observations.
class Search {
  public:
    Search(Store& store, const View& view, AccountId account, const std::vector<Story::Entry>& entries)
        : store_(store), view_(view), account_(account), who_(name_account(store, account)), entries_(entries) {}

    void run(DiagnoseReport& report) {
        find_observations(report);
        if (!report.first_differs) return;
        missing_ = report.first_differs->shown - report.first_differs->computed;
        at_ = to_rfc3339(report.first_differs->at);
        View then = view_;
        then.as_of = report.first_differs->at;
        then_ = std::make_unique<Books>(store_, then);
        then_->fold();
        if (missing_ > no_credits) linkedin_shows_more(then);
        else linkedin_shows_less();
        other_terms(then);
        std::stable_sort(found_.begin(), found_.end(), [](const Explanation& a, const Explanation& b) { return a.facts < b.facts; });
        report.explanations = std::move(found_);
    }

  private:
    /// The trouble of today: the first that differs behind the last that agreed.
    void find_observations(DiagnoseReport& report) {
        for (std::size_t i = 0; i < entries_.size(); ++i) {
            for (const Story::Step& step : entries_[i].steps) {
                if (step.posting.kind != Posting::Kind::observed) continue;
                ++report.observations;
                const Observation seen{who_, step.posting.at, step.posting.amount, step.posting.held};
                if (seen.shown == seen.computed) {
                    report.last_agreed = seen;
                    report.first_differs.reset();
                    agreed_ = step.posting.cause;
                    agreed_on_ = seen.shown;
                    from_ = i + 1;
                } else if (!report.first_differs) {
                    report.first_differs = seen;
                    differs_ = step.posting.cause;
                    to_ = i;
                }
            }
        }
    }

    Explanation& explain(Credits facts, std::string what) {
        found_.push_back({static_cast<int>(std::abs(facts.value)), std::move(what), {}, {}});
        return found_.back();
    }
    static constexpr Credits one{1};

    /// `inmail COMMAND ana ... --at T`, or of a pool.
    [[nodiscard]] std::string command(const std::string& name, const std::string& rest) const {
        return fmt::format("inmail {} {}{} --at {}", name, who_.is_pool() ? "--pool " + who_.name : who_.name, rest.empty() ? "" : " " + rest, at_);
    }

    void linkedin_shows_more(const View& then) {
        replies_not_logged(then);
        const std::string amount = std::to_string(missing_.value);
        const auto state = state_then();
        if (state && state->terms != nullptr && state->terms->purchasable) {
            explain(one, fmt::format("a purchase of {} credits was not logged", amount)).commands = {command("buy", amount)};
        }
        each_refresh([&](const Story::Entry& entry, const Posting::Refresh& r) {
            if (r.forfeited != missing_) return;
            auto& e = explain(one, fmt::format("LinkedIn did not forfeit the {} credits of the refresh of {}", amount, to_string(day_of(entry.at))));
            e.commands = {command("adjust", fmt::format("{} --note 'not forfeited on {}'", amount, to_string(day_of(entry.at))))};
        });
        if (state && state->terms != nullptr && state->terms->allowance == missing_) {
            explain(one, "a grant is missing in the ledger: LinkedIn allotted one allowance more").commands = {
                command("adjust", amount + " --note 'an allowance that the ledger missed'")};
        }
        events_undone(Posting::Kind::consumed, missing_, "{} of the paid sends were free, and LinkedIn took no credit", "send");
    }

    void linkedin_shows_less() {
        const Credits lost = -missing_;
        auto& e = explain(lost, fmt::format("{} paid {} not logged", lost.value, lost == one ? "send was" : "sends were"));
        e.commands = {fmt::format("inmail send {} PROSPECT --at WHEN", who_.is_pool() ? "SEAT" : who_.name)};
        each_refresh([&](const Story::Entry& entry, const Posting::Refresh& r) {
            if (r.granted != lost) return;
            auto& missed = explain(one, fmt::format("LinkedIn missed the grant of {} credits of {}", lost.value, to_string(day_of(entry.at))));
            missed.commands = {command("adjust", fmt::format("-{} --note 'grant of {} missing'", lost.value, to_string(day_of(entry.at))))};
        });
        events_undone(Posting::Kind::refunded, lost, "{} of the logged replies brought no credit back", "reply");
    }

    void replies_not_logged(const View& then) {
        const auto open = pending(store_, then).rows;
        if (static_cast<std::int64_t>(open.size()) < missing_.value) return;
        auto& e = explain(missing_, missing_ == one ? fmt::format("a reply was not logged: one of {} pending InMails was answered", open.size())
                                                    : fmt::format("{} replies were not logged: that many of {} pending InMails were answered",
                                                                  missing_.value, open.size()));
        for (const auto& mail : open) {
            if (e.evidence.size() == most_evidence) break;
            e.evidence.push_back(fmt::format("{} of {} to {}", mail.seat, to_string(day_of(mail.sent_at)), for_terminal(mail.prospect)));
            e.commands.push_back(fmt::format("inmail reply {} {} --at WHEN", mail.seat, quoted(mail.prospect)));
        }
    }

    /// Events between the observations that moved a credit each, were `count` of them not so.
    void events_undone(Posting::Kind kind, Credits count, std::string_view what, const char* noun) {
        std::vector<std::string> evidence;
        std::vector<std::string> commands;
        for (std::size_t i = from_; i < to_; ++i) {
            for (const Story::Step& step : entries_[i].steps) {
                if (step.posting.kind != kind) continue;
                const auto event = store_.find_event(entries_[i].cause);
                if (!event || (event->kind != EventKind::send && event->kind != EventKind::reply)) continue;
                evidence.push_back(fmt::format("the {} of {}: {}", noun, to_string(day_of(event->at)), for_terminal(event->prospect)));
                commands.push_back(fmt::format("inmail void {} --note WHY", quoted(event->key)));
            }
        }
        if (static_cast<std::int64_t>(evidence.size()) < count.value) return;
        auto& e = explain(count, fmt::format(what, count.value));
        evidence.resize(std::min(evidence.size(), most_evidence));
        commands.resize(evidence.size());
        e.evidence = std::move(evidence);
        e.commands = std::move(commands);
    }

    template <class F>
    void each_refresh(F&& f) {
        for (std::size_t i = from_; i < to_; ++i) {
            for (const Story::Step& step : entries_[i].steps) {
                if (step.refresh) f(entries_[i], *step.refresh);
            }
        }
    }

    /// As of the observation that differs.
    std::optional<AccountState> state_then() const { return then_->reconciler().account(account_); }

    /// Whether other terms give LinkedIn's number where the figures part, and no other than LinkedIn's where they agreed.
    template <class... OtherTerms>
    [[nodiscard]] bool fits(const Replay& replay, Credits shown, OtherTerms... terms) const {
        if (replay.held_at(differs_, terms...) != shown) return false;
        return is_none(agreed_) || replay.held_at(agreed_, terms...) == agreed_on_;
    }

    /// Another rulebook, or another cap, under which the fold gives exactly LinkedIn's number.
    void other_terms(const View& then) {
        const auto state = state_then();
        if (!state || state->terms == nullptr) return;
        const Credits shown = state->available + missing_;
        const Replay replay(store_, then);
        for (const auto& listing : replay.listings()) {
            const auto rulebook = store_.find_rulebook(listing.name);
            if (!rulebook || *rulebook == state->rulebook || !fits(replay, shown, *rulebook)) continue;
            auto& e = explain(one, fmt::format("the plan follows the rulebook {}: under it the ledger has {} as well", listing.name, shown.value));
            e.commands = {fmt::format("inmail balance {} --rulebook {} --as-of {}", who_.typed(), listing.name, at_),
                          "void the subscribe and record it again with --rulebook " + listing.name};
        }
        constexpr std::int64_t most_allowances = 6;
        for (Credits cap = state->terms->allowance; cap <= state->terms->allowance * most_allowances; cap += one) {
            if (cap == state->terms->cap || !fits(replay, shown, state->plan, cap)) continue;
            auto& e = explain(one, fmt::format("the cap is {} and not {}", cap.value, state->terms->cap.value));
            e.commands = {"inmail plans import FILE, with a rulebook of your own that says so"};
            return;
        }
    }

    Store& store_;
    const View& view_;
    AccountId account_;
    AccountName who_;
    const std::vector<Story::Entry>& entries_;
    std::size_t from_{0};  ///< entries between the observations: [from_, to_)
    std::size_t to_{0};
    EventId agreed_;  ///< none: no observation agreed before
    Credits agreed_on_;
    EventId differs_;
    Credits missing_;  ///< in the ledger, compared with LinkedIn
    std::string at_;
    std::unique_ptr<Books> then_;
    std::vector<Explanation> found_;
};

}  // namespace

DiagnoseReport diagnose(Store& store, const View& view) {
    ensure(view.accounts.size() == 1, "a diagnosis is of one account");
    Story story;
    Books books(store, view, &story);
    books.fold();
    const AccountId id = story.told_account(books, find_account(store, view.accounts.front()));
    DiagnoseReport report;
    report.account = name_account(store, id);
    report.as_of = view.as_of;
    report.known_at = view.known_at;
    Search(store, view, id, story.of(id)).run(report);
    return report;
}

}  // namespace inmail::app
