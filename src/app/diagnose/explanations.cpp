#include "diagnose/explanations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "fold/replay.hpp"
#include "inmail/app/fold/accounts.hpp"
#include "inmail/app/fold/fold_run.hpp"
#include "inmail/app/fold/report_query.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/core/errors.hpp"

namespace inmail::app {
namespace {

using Kind = Posting::Kind;
using Explanation = DiagnoseReport::Explanation;
using Option = DiagnoseReport::Option;
using Part = DiagnoseReport::Part;

constexpr Credits one{1};
constexpr std::size_t most_tried = 20;    ///< more alike facts than this are no small explanation
constexpr std::size_t most_options = 10;  ///< shown, where fewer are needed
constexpr std::size_t most_explanations = 12;
constexpr std::int64_t most_beside = 5;       ///< sends or replies that may stand beside a greater fact
constexpr std::int64_t most_allowances = 60;  ///< the greatest cap that is tried

/// A word for the shell, whoever wrote it.
std::string quoted(const std::string& word) {
    std::string out = "'";
    for (const char c : word) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}

std::string date_of(Instant t) { return to_string(day_of(t)); }

std::string credits_of(Credits n) { return fmt::format("{} credit{}", n.value, n == one ? "" : "s"); }

/// Something that may have happened, or not.
struct Fact {
    Option said;
    WhatIf change;
};

/// A fact that moves many credits at once.
struct GreatFact {
    std::string what;
    Credits moves;
    Fact fact;
};

class Search {
  public:
    Search(Store& store, const ReportQuery& query, AccountId account, const std::vector<Timeline::Entry>& timeline,
           const Parting& parting)
        : store_(store),
          query_(view_then(query, parting)),
          account_(account),
          who_(name_account(store, account)),
          timeline_(timeline),
          p_(parting),
          missing_(parting.shown - parting.computed),
          replay_(store, query_),
          fold_run_(store, query_) {
        fold_run_.fold();
        state_ = fold_run_.reconciler().account(account);
        ensure(state_ && state_->had_stint, "an account that was observed had a plan");
        // It may have been cancelled at the very instant of the observation.
        terms_ = &fold_run_.rulebooks().in_force(state_->rulebook, state_->plan, parting.at);
        note_members();
    }

    std::vector<Explanation> run() {
        // Of as many facts the everyday ones come first.
        if (missing_ > no_credits) {
            offer(replies(missing_));
            offer(some(free_sends(), missing_,
                       missing_ == one ? "a paid send was free" : fmt::format("{} paid sends were free", missing_.value)));
        } else {
            offer(sends(-missing_));
            offer(some(dead_replies(), -missing_,
                       missing_ == -one ? "a logged reply brought no credit back"
                                        : fmt::format("{} logged replies brought no credit back", -missing_.value)));
        }
        for (const auto& fact : great_facts()) offer_with(fact, missing_ - fact.moves);
        other_rulebooks();
        other_cap();
        if (missing_ > no_credits) bought();
        std::stable_sort(found_.begin(), found_.end(),
                         [](const Explanation& a, const Explanation& b) { return a.facts < b.facts; });
        found_.resize(std::min(found_.size(), most_explanations));
        return std::move(found_);
    }

  private:
    /// An explanation that is not told yet.
    struct Candidate {
        Explanation told;
        WhatIf change;
    };

    static ReportQuery view_then(ReportQuery query, const Parting& parting) {
        query.as_of = parting.at;
        return query;
    }

    // --- trying ---

    [[nodiscard]] bool gives(const WhatIf& change, Credits figure) const {
        const auto held = replay_.observed(change);
        const auto then = held.find(p_.differs);
        if (then == held.end() || then->second != figure) return false;
        if (is_none(p_.agreed)) return true;
        const auto before = held.find(p_.agreed);
        return before != held.end() && before->second == p_.agreed_on;
    }
    void offer(const std::optional<Candidate>& candidate) {
        if (candidate && gives(candidate->change, p_.shown)) found_.push_back(candidate->told);
    }

    // --- many credits at once ---

    [[nodiscard]] Fact adjustment(Credits amount, Instant at, const std::string& note, std::string evidence) {
        return {{std::move(evidence), {command("adjust", fmt::format("{} --note {}", amount.value, quoted(note)), at)}},
                {{imagined(at, Event::Adjust{amount})}, {}, {}, {}, {}}};
    }

    std::vector<GreatFact> great_facts() {
        std::vector<GreatFact> facts;
        const Credits allowance = terms_->allowance;
        const auto missed_in_ledger = [&](Credits amount, const std::string& what) {
            if (amount > no_credits)
                facts.push_back({what, amount, adjustment(amount, p_.at, "an allowance that the ledger missed", {})});
        };
        missed_in_ledger(allowance, "a grant is missing in the ledger: LinkedIn allotted one allowance more");
        if (members_.size() > 1) {
            missed_in_ledger(allowance * static_cast<std::int64_t>(members_.size()),
                             "a grant is missing in the ledger: LinkedIn allotted one allowance more to each member");
        }
        if (account_.is_pool()) facts.push_back(joined(allowance));
        for (std::size_t i = p_.from; i < p_.to; ++i) {
            for (const Timeline::PostingLine& step : timeline_[i].steps) {
                if (step.refresh) add_refresh(facts, *step.refresh, timeline_[i].at);
            }
        }
        return facts;
    }

    void add_refresh(std::vector<GreatFact>& facts, const Posting::Refresh& r, Instant at) {
        const std::string when = (r.join ? "the new licence of " : "the refresh of ") + date_of(at);
        if (r.granted > no_credits) {
            facts.push_back({fmt::format("LinkedIn missed the grant of {} of {}", credits_of(r.granted), date_of(at)), -r.granted,
                             adjustment(-r.granted, at, "not granted on " + date_of(at), when)});
        }
        if (r.forfeited > no_credits) {
            facts.push_back({fmt::format("LinkedIn did not forfeit the {} of {}", credits_of(r.forfeited), when), r.forfeited,
                             adjustment(r.forfeited, at, "not forfeited on " + date_of(at), when)});
        }
    }

    GreatFact joined(Credits allowance) {
        Event join = imagined(p_.at, Event::Subscribe{});
        join.seat = replay_.imagined_seat();
        join.pool = account_.pool();
        return {"a seat joined and is not recorded: a new licence brings one allowance",
                allowance,
                {{{}, {fmt::format("inmail subscribe SEAT --pool {} --at {}", who_.name, to_rfc3339(p_.at))}},
                 {{std::move(join)}, {}, {}, {}, {}}}};
    }

    /// The fact alone, or with the few sends or replies that are left to explain.
    void offer_with(const GreatFact& great, Credits rest) {
        Candidate whole{{1, great.what, {{1, {great.fact.said}}}}, great.fact.change};
        if (rest == no_credits) return offer(whole);
        const std::int64_t beside = std::abs(rest.value);
        if (beside > most_beside || beside + 1 >= std::abs(missing_.value)) return;
        const auto more = rest > no_credits ? replies(rest) : sends(-rest);
        if (!more) return;
        whole.told.facts += more->told.facts;
        whole.told.what += "; and " + more->told.what;
        whole.told.parts.insert(whole.told.parts.end(), more->told.parts.begin(), more->told.parts.end());
        whole.change += more->change;
        offer(whole);
    }

    void bought() {
        if (!terms_->purchasable) return;
        const std::string what = fmt::format("a purchase of {} was not logged", credits_of(missing_));
        offer(Candidate{{1, what, {{1, {{{}, {command("buy", std::to_string(missing_.value), p_.at)}}}}}},
                        {{imagined(p_.at, Event::Purchase{missing_})}, {}, {}, {}, {}}});
    }

    // --- a credit each ---

    /// Those of the facts that move the figure by `by` when they alone are changed; the latest first.
    [[nodiscard]] std::vector<Fact> proven(std::vector<Fact> facts, Credits by) const {
        std::reverse(facts.begin(), facts.end());
        facts.resize(std::min(facts.size(), most_tried));
        facts.erase(
            std::remove_if(facts.begin(), facts.end(), [&](const Fact& fact) { return !gives(fact.change, p_.computed + by); }),
            facts.end());
        return facts;
    }

    [[nodiscard]] static std::optional<Candidate> some(const std::vector<Fact>& facts, Credits n, std::string what) {
        const auto needed = static_cast<std::size_t>(n.value);
        if (facts.size() < needed) return std::nullopt;
        Candidate candidate{{static_cast<int>(n.value), std::move(what), {{n.value, {}}}}, {}};
        for (std::size_t i = 0; i < facts.size() && i < std::max(needed, most_options); ++i) {
            candidate.told.parts.front().options.push_back(facts[i].said);
            if (i < needed) candidate.change += facts[i].change;
        }
        return candidate;
    }

    std::optional<Candidate> replies(Credits n) {
        if (!replies_) replies_ = proven(unanswered(), one);
        return some(*replies_, n,
                    n == one
                        ? "a reply was not logged: one of the pending InMails was answered"
                        : fmt::format("{} replies were not logged: that many of the pending InMails were answered", n.value));
    }

    /// Replies to the InMails that could have been answered after the observation that agreed.
    std::vector<Fact> unanswered() {
        std::map<EventId, Posting> open;
        for (std::size_t i = 0; i < p_.to; ++i) {
            for (const Timeline::PostingLine& step : timeline_[i].steps) {
                const Posting& p = step.posting;
                if (p.kind == Kind::sent) open[p.cause] = p;
                const bool ends = p.kind == Kind::replied || p.kind == Kind::bounced || p.kind == Kind::dropped;
                if (ends || (p.kind == Kind::lapsed && !is_none(p_.agreed) && p.at <= p_.agreed_at)) open.erase(p.message.event);
            }
        }
        std::vector<Fact> facts;
        for (const auto& [id, sent] : open) {
            const RecordedEvent mail = event(id);
            // No command could name whom the ledger has erased.
            if (mail.prospect_erased) continue;
            const auto prospect = store_.find_prospect(mail.prospect);
            ensure(prospect.has_value(), "a recorded prospect is known");
            const Instant at = std::min(p_.at, *sent.until);
            facts.push_back({{fmt::format("{} of {} to {}", mail.seat, date_of(mail.at), mail.prospect),
                              {fmt::format("inmail reply {} {} --at {}", mail.seat, quoted(mail.prospect), to_rfc3339(at))}},
                             {{replay_.imagined(at, sent.seat, {}, Event::Reply{*prospect, {}})}, {}, {}, {}, {}}});
        }
        return facts;
    }

    std::optional<Candidate> sends(Credits n) {
        if (members_.empty()) return std::nullopt;
        const std::string seat = members_.size() == 1 ? store_.name_of(members_.front()) : "SEAT";
        Candidate candidate{{static_cast<int>(n.value),
                             n == one ? "a paid send was not logged" : fmt::format("{} paid sends were not logged", n.value),
                             {}},
                            {}};
        const char* prospects = n == one ? "PROSPECT" : "PROSPECT...";
        candidate.told.parts.push_back({1,
                                        {{fmt::format("{} more paid", n.value),
                                          {fmt::format("inmail send {} {} --at {}", seat, prospects, to_rfc3339(p_.at))}}}});
        for (Credits i; i < n; i += one) {
            candidate.change.added.push_back(
                replay_.imagined(p_.at, members_.front(), {}, Event::Send{replay_.imagined_prospect(), Channel::inmail, {}}));
        }
        return candidate;
    }

    /// Facts about the events between the observations that did `kind`.
    template <class F>
    [[nodiscard]] std::vector<Fact> about(Kind kind, EventKind event_kind, F&& fact_of) const {
        std::vector<Fact> facts;
        for (std::size_t i = p_.from; i < p_.to; ++i) {
            for (const Timeline::PostingLine& step : timeline_[i].steps) {
                if (step.posting.kind != kind) continue;
                const RecordedEvent found = event(step.posting.cause);
                // No command could name whom the ledger has erased.
                if (found.kind == event_kind && !found.prospect_erased) facts.push_back(fact_of(found, step.posting));
            }
        }
        return facts;
    }

    std::vector<Fact> free_sends() {
        return proven(
            about(Kind::consumed, EventKind::send,
                  [&](const RecordedEvent& mail, const Posting& p) {
                      const auto prospect = store_.find_prospect(mail.prospect);
                      ensure(prospect.has_value(), "a recorded prospect is known");
                      const std::string thread = mail.thread.empty() ? "" : " --thread " + quoted(mail.thread);
                      return Fact{
                          {fmt::format("the send of {} to {}", date_of(mail.at), mail.prospect),
                           {fmt::format("inmail void {} --note {}", quoted(mail.key), quoted("it was free")),
                            fmt::format("inmail send {} {} --channel {}{} --at {}", mail.seat, quoted(mail.prospect),
                                        to_string(Channel::open_profile), thread, to_rfc3339(mail.at))}},
                          {{replay_.imagined(mail.at, p.seat, {}, Event::Send{*prospect, Channel::open_profile, mail.thread})},
                           {mail.id},
                           {},
                           {},
                           {}}};
                  }),
            one);
    }

    std::vector<Fact> dead_replies() {
        return proven(
            about(Kind::refunded, EventKind::reply,
                  [](const RecordedEvent& reply, const Posting&) {
                      return Fact{
                          {fmt::format("the reply of {} by {}", date_of(reply.at), reply.prospect),
                           {fmt::format("inmail void {} --note {}", quoted(reply.key), quoted("it brought no credit back"))}},
                          {{}, {reply.id}, {}, {}, {}}};
                  }),
            -one);
    }

    // --- other terms ---

    void other_rulebooks() {
        for (const auto& listing : replay_.listings()) {
            const auto rulebook = store_.find_rulebook(listing.name);
            if (!rulebook || !has_every_plan(*rulebook)) continue;
            Option option{
                fmt::format("`inmail balance {} --rulebook {} --as-of {}`", who_.typed(), listing.name, to_rfc3339(p_.at)),
                restart_under(listing.name)};
            offer(Candidate{{1,
                             fmt::format("the plan follows the rulebook {}: under it the ledger has {} as well", listing.name,
                                         p_.shown.value),
                             {{1, {option}}}},
                            {{}, {}, *rulebook, {}, {}}});
        }
    }

    void other_cap() {
        const Credits allowance = terms_->allowance;
        if (allowance == no_credits) return;
        const auto held = [&](Credits cap) {
            const auto observed = replay_.observed({{}, {}, {}, state_->plan, cap});
            const auto then = observed.find(p_.differs);
            return then == observed.end() ? -one : then->second;
        };
        // More cap, more credits: the caps that fit lie side by side.
        const auto first_above = [&](Credits figure) {
            Credits low = allowance;
            Credits high = allowance * most_allowances + one;
            while (low < high) {
                const Credits middle{low.value + (high.value - low.value) / 2};
                if (held(middle) > figure)
                    high = middle;
                else
                    low = middle + one;
            }
            return low;
        };
        const Credits least = first_above(p_.shown - one);
        const Credits beyond = first_above(p_.shown);
        if (least == beyond) return;
        // Of these a whole number of months is likelier than any other.
        const Credits months{(least.value + allowance.value - 1) / allowance.value * allowance.value};
        const Credits cap = months < beyond ? months : least;
        const std::string rulebook = store_.name_of(state_->rulebook);
        const std::string plan = store_.name_of(state_->plan);
        Option option{fmt::format("{} / {}", rulebook, plan),
                      {"inmail plans --format json > plans.json",
                       fmt::format("# in plans.json: rename the rulebook {} to NAME, and give its {} a cap of {}", rulebook, plan,
                                   cap.value),
                       "inmail plans import plans.json"}};
        for (auto& line : restart_under("NAME")) option.commands.push_back(std::move(line));
        offer(Candidate{{1, fmt::format("the cap is {} and not {}", cap.value, terms_->cap.value), {{1, {option}}}},
                        {{}, {}, {}, state_->plan, cap}});
    }

    /// The account's own changes of plan.
    [[nodiscard]] std::vector<RecordedEvent> starts() const {
        std::vector<RecordedEvent> starts;
        for (std::size_t i = 0; i < p_.to; ++i) {
            for (const Timeline::PostingLine& step : timeline_[i].steps) {
                if (step.posting.kind == Kind::stint_started) starts.push_back(event(step.posting.cause));
            }
        }
        return starts;
    }

    [[nodiscard]] bool has_every_plan(RulebookId rulebook) const {
        const auto all = starts();
        return std::all_of(all.begin(), all.end(), [&](const RecordedEvent& start) {
            const auto plan = store_.find_plan(start.plan);
            return plan && replay_.rulebooks().has(rulebook, *plan);
        });
    }

    /// Takes the changes of plan back and records them again under another rulebook.
    [[nodiscard]] std::vector<std::string> restart_under(const std::string& rulebook) const {
        std::string keys;
        std::vector<std::string> commands{{}};
        for (const RecordedEvent& start : starts()) {
            keys += " " + quoted(start.key);
            std::string again =
                fmt::format("inmail {} {} --plan {} --rulebook {}", to_string(start.kind), subject(), start.plan, rulebook);
            if (!start.team.empty()) again += " --team " + quoted(start.team);
            if (!start.name.empty()) again += " --name " + quoted(start.name);
            commands.push_back(again + " --at " + to_rfc3339(start.at));
        }
        commands.front() = fmt::format("inmail void{} --note {}", keys, quoted("under the rulebook " + rulebook));
        return commands;
    }

    // --- parts ---

    void note_members() {
        if (!account_.is_pool()) {
            members_.push_back(account_.seat());
            return;
        }
        for (const std::string& handle : store_.subscribed(AccountId::Kind::seat)) {
            const SeatId seat = *store_.find_seat(handle);
            if (fold_run_.reconciler().seat(seat).pool == account_.pool()) members_.push_back(seat);
        }
    }

    [[nodiscard]] RecordedEvent event(EventId id) const {
        const auto found = store_.find_event(id);
        ensure(found.has_value(), "what was posted was recorded");
        return *found;
    }

    /// Of the account itself.
    [[nodiscard]] Event imagined(Instant at, Event::Payload payload) {
        return replay_.imagined(at, account_.seat(), account_.pool(), std::move(payload));
    }

    [[nodiscard]] std::string subject() const { return who_.is_pool() ? "--pool " + who_.name : who_.name; }
    [[nodiscard]] std::string command(const char* name, const std::string& rest, Instant at) const {
        return fmt::format("inmail {} {} {} --at {}", name, subject(), rest, to_rfc3339(at));
    }

    Store& store_;
    ReportQuery query_;  ///< as of the observation that differs
    AccountId account_;
    AccountName who_;
    const std::vector<Timeline::Entry>& timeline_;
    const Parting& p_;
    Credits missing_;  ///< in the ledger, compared with LinkedIn
    Replay replay_;
    FoldRun fold_run_;
    std::optional<AccountState> state_;
    const Terms* terms_{nullptr};  ///< in force then
    std::vector<SeatId> members_;  ///< who could send: the seat itself, or the pool's members
    std::optional<std::vector<Fact>> replies_;
    std::vector<Explanation> found_;
};

}  // namespace

std::vector<Explanation> explanations(Store& store, const ReportQuery& query, AccountId account,
                                      const std::vector<Timeline::Entry>& timeline, const Parting& parting) {
    return Search(store, query, account, timeline, parting).run();
}

}  // namespace inmail::app
