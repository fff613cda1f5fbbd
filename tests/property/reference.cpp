#include "property/reference.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "property/reference_accounts.hpp"
#include "property/reference_events.hpp"
#include "property/reference_messages.hpp"

namespace reference {
namespace {

/// Replays the whole history, event by event.
class Replay {
  public:
    Replay(const Ledger& ledger, Millis as_of, std::optional<Millis> known_at)
        : default_rulebook_(ledger.default_rulebook),
          as_of_(as_of),
          events_(events_that_count(ledger, as_of, known_at)),
          accounts_(ledger.terms) {
        for (const Event& e : ledger.events) {
            if (!e.seat.empty()) accounts_.seats[e.seat];
            if (!e.to.empty()) accounts_.seats[e.to];
        }
    }

    State run() {
        for (std::optional<Millis> moment = next_moment(); moment && *moment <= as_of_; moment = next_moment()) {
            accounts_.now = *moment;
            accounts_.expire_and_lapse();
            do_step(2);
            const auto at_the_end = members_at_the_end();
            do_step(step_plans);
            bring_what_joins_bring(at_the_end);
            accounts_.refresh_all_that_are_due(at_the_end);
            for (int step = step_refresh + 1; step <= step_last; ++step) do_step(step);
        }
        accounts_.now = as_of_;
        return accounts_.state();
    }

  private:
    [[nodiscard]] Millis now() const { return accounts_.now; }

    void do_step(int step) {
        while (next_event_ < events_.size() && events_[next_event_].at == now() && fold_step_of(events_[next_event_]) == step)
            happen(events_[next_event_++]);
    }

    // ---- the members at the end of an instant --------------------------------------------------------------------

    /// Section 5, by trying out the rest of this instant on a copy, whatever it does to credits.
    [[nodiscard]] std::map<std::string, long long> members_at_the_end() const {
        const bool has_pools =
            std::any_of(accounts_.accounts.begin(), accounts_.accounts.end(), [](const auto& a) { return a.second.is_pool; });
        if (!has_pools) return {};
        Replay rest = *this;
        for (int step = step_plans; step <= step_last; ++step) rest.do_step(step);
        std::map<std::string, long long> members;
        for (const auto& [name, account] : rest.accounts_.accounts) members[name] = rest.accounts_.members_of(name);
        for (const auto& [name, account] : accounts_.accounts) members.try_emplace(name, 0);
        return members;
    }

    /// Section 5: for each member by which the end of the instant exceeds the most that there were, one allowance, unless the
    /// refresh of this instant counts them.
    void bring_what_joins_bring(const std::map<std::string, long long>& at_the_end) {
        for (const std::string& name : joined_) {
            Account& pool = accounts_.accounts[name];
            if (Accounts::next_refresh(pool) == now()) continue;
            const long long members = at_the_end.at(name);
            const long long most = *std::max_element(pool.member_counts.begin(), pool.member_counts.end());
            for (long long nth = most + 1; nth <= members; ++nth) {
                const long long allowance = accounts_.terms_of(pool).allowance;
                pool.totals["allotted"] += allowance;
                accounts_.grant_allowance(pool, pool.refreshes, allowance);
            }
            pool.member_counts.push_back(members);
        }
        joined_.clear();
    }

    /// The next instant at which an event or the calendar does something.
    std::optional<Millis> next_moment() const {
        const std::optional<Millis> due = accounts_.next_due();
        if (next_event_ == events_.size()) return due;
        const Millis at = events_[next_event_].at;
        return due && *due < at ? due : at;
    }

    // ---- the account of an event ---------------------------------------------------------------------------------

    Account& account_named(const std::string& name, bool is_pool) {
        Account& account = accounts_.accounts[name];
        account.is_pool = is_pool;
        return account;
    }

    /// Section 3: an event of a seat belongs to the pool that the seat is a member of, else to the seat's own account.
    std::string account_of(const Event& e) const {
        if (names_only_pool(e)) return pool_account(e.pool);
        const std::string& pool = accounts_.seats.at(e.seat).pool;
        return pool.empty() ? e.seat : pool_account(pool);
    }

    // ---- events --------------------------------------------------------------------------------------------------

    void happen(const Event& e) {
        if (e.event == "assign") return assign(e);
        if (e.event == "limit") return limit(e);
        if (e.event == "reassign") return reassign(e);
        if (e.event == "subscribe" || e.event == "switch") return subscribe_or_switch(e);
        if (e.event == "cancel") return cancel(e);
        if (e.event == "reply") return reply(e);
        if (e.event == "bounce") return bounce(e);
        if (e.event == "rollover") return rollover(e);

        const std::string name = account_of(e);
        Account& account = account_named(name, name != e.seat);
        if (!account.active) {  // section 7: an event outside any stint; it changes nothing else
            ++account.totals["outside"];
            return;
        }
        if (e.event == "send") return send(e, name, account);
        if (e.event == "purchase") return purchase(e, account);
        if (e.event == "adjust") return adjust(e, account);
        observe(e, account);
    }

    /// Section 4, assign: "as a team named by subscribe or switch does".
    void assign(const Event& e) {
        if (e.seat.empty()) return;
        Seat& seat = accounts_.seats[e.seat];
        if (!e.team.empty()) seat.team = e.team;
        if (!e.name.empty()) seat.name = e.name;
    }

    /// Section 5, limit: concerns the seat, not a balance; without an amount it is lifted.
    void limit(const Event& e) { accounts_.seats[e.seat].limit = e.amount; }

    // ---- plans and memberships -----------------------------------------------------------------------------------

    void subscribe_or_switch(const Event& e) {
        if (names_only_pool(e)) return take_plan(e, pool_account(e.pool), account_named(pool_account(e.pool), true), nullptr);
        if (!e.pool.empty()) return join(e);

        Seat& seat = accounts_.seats[e.seat];
        if (!seat.pool.empty()) {  // section 5: a seat that subscribes to a plan of its own leaves its pool
            leave(seat);
            seat.left_at = now();
        }
        take_plan(e, e.seat, account_named(e.seat, false), &seat);
        seat.had_licence = true;
        assign(e);
    }

    /// Section 4, subscribe / switch.
    void take_plan(const Event& e, const std::string& name, Account& account, Seat* seat) {
        std::string rulebook = e.rulebook;
        if (rulebook.empty()) rulebook = account.active ? account.rulebook : default_rulebook_;
        if (account.active && account.plan == e.plan && account.rulebook == rulebook) {
            ++account.totals["outside"];  // it has this plan and rulebook already
            return;
        }
        if (account.active) {
            accounts_.end_stint(name, account);
            (seat ? seat->left_at : account.left_at) = now();
        }
        accounts_.start_stint(name, account, e.plan, rulebook);
    }

    /// Section 5: a seat joins by `subscribe` or `switch` naming seat and pool.
    void join(const Event& e) {
        Seat& seat = accounts_.seats[e.seat];
        const std::string name = pool_account(e.pool);
        Account& pool = account_named(name, true);
        if (!pool.active || seat.pool == e.pool) {  // the pool is closed or already its own: nothing changes, not even the team
            ++pool.totals["outside"];
            return;
        }
        Account& own = account_named(e.seat, false);
        if (own.active || !seat.pool.empty()) seat.left_at = now();
        if (own.active) accounts_.end_stint(e.seat, own);
        leave(seat);
        seat.pool = e.pool;
        seat.had_licence = true;
        assign(e);
        joined_.insert(name);
    }

    /// Section 5: a seat that leaves takes nothing along; lots and pending InMails stay with the pool.
    static void leave(Seat& seat) { seat.pool.clear(); }

    /// Section 4, reassign: everything of the handle goes by another one.
    void reassign(const Event& e) {
        Seat& from = accounts_.seats[e.seat];
        Seat& to = accounts_.seats[e.to];
        const bool has_own = accounts_.accounts.count(e.seat) > 0;
        const bool has_licence = (has_own && accounts_.accounts[e.seat].active) || !from.pool.empty();
        if (e.seat == e.to || to.had_licence || !has_licence) {
            const std::string name = account_of(e);
            ++account_named(name, name != e.seat).totals["outside"];
            return;
        }
        if (has_own) {
            Account moved = accounts_.accounts[e.seat];
            accounts_.accounts.erase(e.seat);
            for (const auto& [total, n] : accounts_.accounts[e.to].totals) moved.totals[total] += n;
            moved.findings.insert(accounts_.accounts[e.to].findings.begin(), accounts_.accounts[e.to].findings.end());
            accounts_.accounts[e.to] = moved;
        }
        for (Mail& mail : accounts_.mails) {
            if (mail.account == e.seat) mail.account = e.to;
            if (mail.seat == e.seat) mail.seat = e.to;
        }
        to.pool = from.pool;
        to.limit = from.limit;
        to.team = from.team;
        if (!e.name.empty()) to.name = e.name;
        to.had_licence = true;
        from.pool.clear();
        from.limit.reset();
        from.team.clear();
    }

    /// Section 4, cancel; section 5, closing a pool.
    void cancel(const Event& e) {
        if (names_only_pool(e)) return close_pool(e);
        Seat& seat = accounts_.seats[e.seat];
        if (seat.left_at == now()) return;  // that change reported twice
        if (!seat.pool.empty()) return leave(seat);
        end_or_outside(e.seat, account_named(e.seat, false));
    }

    void close_pool(const Event& e) {
        const std::string name = pool_account(e.pool);
        Account& pool = account_named(name, true);
        if (pool.left_at == now()) return;  // that change reported twice
        for (auto& [handle, seat] : accounts_.seats) {
            if (seat.pool == e.pool) leave(seat);
        }
        end_or_outside(name, pool);
    }

    void end_or_outside(const std::string& name, Account& account) {
        if (account.active) {
            accounts_.end_stint(name, account);
        } else {
            ++account.totals["outside"];
        }
    }

    // ---- messages and answers ------------------------------------------------------------------------------------

    /// Section 4, send and window.
    void send(const Event& e, const std::string& name, Account& account) {
        Mail mail;
        mail.key = e.key;
        mail.seat = e.seat;
        mail.prospect = e.prospect;
        mail.thread = e.thread;
        mail.channel = e.channel;
        mail.account = name;
        mail.sent_at = now();
        mail.window_end = window_end(now(), accounts_.terms_of(account));
        mail.paid = is_paid(e);
        if (!mail.paid) {
            mail.is = Mail::Is::free;
            accounts_.mails.push_back(mail);
            ++account.totals["free_sends"];
            return;
        }
        ++account.totals["sends"];
        const bool repeats = std::any_of(accounts_.mails.begin(), accounts_.mails.end(), [&](const Mail& m) {
            return m.is == Mail::Is::pending && m.seat == e.seat && m.prospect == e.prospect;
        });
        if (repeats) ++account.totals["repeat"];
        mail.spent = Accounts::draw(account);
        ++account.totals[mail.spent ? "consumed" : "unfunded"];
        accounts_.mails.push_back(mail);

        const std::optional<long long> most = accounts_.seats[e.seat].limit;
        if (account.is_pool && most && accounts_.sends_against_limit(e.seat, name) > *most) ++account.totals["over_limit"];
    }

    void reply(const Event& e) {
        const std::set<std::string> by_themselves{"email", "phone", "connection-request", "connection-note"};
        if (by_themselves.count(e.channel) > 0) {
            Mail* mail = latest_to(accounts_, e, [&](const Mail& m) { return m.is == Mail::Is::free && m.channel == e.channel; });
            if (!mail) return unmatched(e);
            mail->is = Mail::Is::answered;
            ++accounts_.accounts[mail->account].totals["replies"];
            return;
        }
        if (Mail* mail = pending_that_it_answers(accounts_, e)) {
            refund(accounts_, *mail);
            ++accounts_.accounts[mail->account].totals["replies"];
            if (accounts_.terms_of(accounts_.accounts[mail->account]).repeat_refund == "latest")
                end_those_before(accounts_, *mail);
            return;
        }
        const auto unanswered = [](const Mail& m) { return m.is == Mail::Is::free || m.is == Mail::Is::dropped; };
        if (Mail* mail = latest_to(accounts_, e, unanswered)) {
            mail->is = Mail::Is::answered;
            ++accounts_.accounts[mail->account].totals["replies"];
            return;
        }
        unmatched(e);
    }

    /// Section 4, bounce: as a reply for the credit, never for a free message or a dropped InMail.
    void bounce(const Event& e) {
        Mail* mail = pending_that_it_answers(accounts_, e);
        if (!mail) return unmatched(e);
        refund(accounts_, *mail);
        ++accounts_.accounts[mail->account].totals["bounces"];
    }

    void unmatched(const Event& e) {
        const std::string name = account_of(e);
        Account& account = account_named(name, name != e.seat);
        ++account.totals[account.active ? "unmatched" : "outside"];
    }

    // ---- credits that come and go otherwise, and what is only noted ------------------------------------------------

    /// Section 4, purchase. On a plan that can't buy it is an anomaly, and still a fact.
    void purchase(const Event& e, Account& account) {
        const Terms& terms = accounts_.terms_of(account);
        if (!terms.purchasable) account.findings["not_purchasable"] = std::to_string(++account.not_purchasable);
        account.totals["purchased"] += *e.amount;
        accounts_.add(account, "purchase", accounts_.after(terms.purchase_expiry_days), *e.amount);
    }

    /// Section 4, adjust.
    void adjust(const Event& e, Account& account) {
        if (*e.amount > 0) {
            account.totals["adjusted"] += *e.amount;
            accounts_.add(account, "adjustment", accounts_.after(accounts_.terms_of(account).expiry_days), *e.amount);
            return;
        }
        for (long long i = 0; i < -*e.amount; ++i) {
            if (Accounts::draw(account)) {
                --account.totals["adjusted"];
            } else {
                ++account.totals["unfunded"];
            }
        }
    }

    /// Section 4, observe: changes nothing, the difference is kept.
    static void observe(const Event& e, Account& account) {
        account.findings["observed"] = std::to_string(*e.amount - static_cast<long long>(account.credits.size()));
    }

    /// Section 4, rollover: names its account, whatever pool the seat is in, and closes the refresh of its own instant.
    void rollover(const Event& e) {
        const bool is_pool = names_only_pool(e);
        Account& account = account_named(is_pool ? pool_account(e.pool) : e.seat, is_pool);
        const bool refreshed_now = account.last_refresh && account.last_refresh->at == now();
        account.findings["closed"] = refreshed_now ? account.last_refresh->figures : "no-refresh";
    }

    const std::string& default_rulebook_;
    Millis as_of_;
    std::vector<Event> events_;
    std::size_t next_event_{0};
    Accounts accounts_;
    std::set<std::string> joined_;  ///< the accounts of pools that seats joined at this instant
};

}  // namespace

State replay(const Ledger& ledger, Millis as_of, std::optional<Millis> known_at) { return Replay(ledger, as_of, known_at).run(); }

}  // namespace reference
