#include "property/reference.hpp"

#include <algorithm>
#include <limits>
#include <set>
#include <stdexcept>
#include <tuple>

namespace reference {

const std::vector<std::string> total_names{"allotted",  "purchased", "refunded", "adjusted",   "consumed",  "expired",
                                           "forfeited", "zeroed",    "unfunded", "repeat",     "unmatched", "over_limit",
                                           "outside",   "lapsed",    "sends",    "free_sends", "replies",   "bounces"};

namespace {

/// One credit.
struct Credit {
    std::string source;
    Millis granted_at{0};
    std::optional<Millis> expires_at;
};

/// One message, paid or free.
struct Mail {
    std::string key;
    std::string seat;
    std::string prospect;
    std::string thread;
    std::string account;
    Millis sent_at{0};
    Millis window_end{0};  ///< inclusive
    bool paid{false};
    std::optional<Credit> spent;  ///< none: unfunded, or free
    enum class Is { pending, lapsed, dropped, free, answered } is{Is::pending};
};

struct Account {
    bool is_pool{false};
    bool active{false};
    bool had_stint{false};
    std::string plan;
    std::string rulebook;
    Millis stint_start{0};
    std::string refresh;  ///< calendar or anniversary, fixed when the stint starts (section 4)
    int refreshes{0};     ///< that this stint has had, refresh 0 not counted
    Millis last_refresh{0};
    std::vector<long long> member_counts;  ///< every number of members since the last refresh
    std::vector<Credit> credits;
    std::map<std::string, long long> totals;
    std::optional<Millis> left_at;  ///< the last subscribe or switch that ended a stint of this pool
};

struct Seat {
    std::string pool;
    std::string team;
    std::string name;
    std::optional<long long> limit;
    std::optional<Millis> left_at;  ///< the last subscribe or switch by which it left a stint or membership
};

bool is_paid(const Event& e) { return e.channel.empty() || e.channel == "inmail"; }

bool names_pool_alone(const Event& e) { return e.seat.empty(); }

/// Section 3, "Order at one instant".
int step_of(const Event& e) {
    if (e.event == "subscribe" || e.event == "switch") return names_pool_alone(e) ? 2 : 3;
    if (e.event == "assign") return 3;
    if (e.event == "purchase" || e.event == "limit") return 5;
    if (e.event == "adjust") return *e.amount > 0 ? 5 : 7;
    if (e.event == "send") return 6;
    if (e.event == "reply" || e.event == "bounce") return 8;
    if (e.event == "observe" || e.event == "rollover") return 9;
    if (e.event == "cancel") return 10;
    throw std::logic_error("no such event: " + e.event);
}
constexpr int step_refresh = 4;
constexpr int step_last = 10;

/// "a seat's, then a pool's" in step 10; by key, bytewise, within one step.
bool happens_before(const Event& a, const Event& b) {
    const auto place = [](const Event& e) {
        const int step = step_of(e);
        return std::make_tuple(e.at, step, step == step_last && names_pool_alone(e));
    };
    return place(a) != place(b) ? place(a) < place(b) : a.key < b.key;
}

/// Section 3: unvoided events with occurred_at <= T; a void is in force from its recorded_at on, whatever T is.
/// Section 2, "known at K": as if only events with recorded_at <= K existed.
std::vector<Event> events_that_count(const Ledger& ledger, Millis as_of, std::optional<Millis> known_at) {
    std::vector<Event> counted;
    std::set<std::string> voided;
    for (const Event& e : ledger.events) {
        if (known_at && e.recorded_at > *known_at) continue;
        if (e.event == "void") {
            voided.insert(e.ref);
        } else if (e.at <= as_of) {
            counted.push_back(e);
        }
    }
    const auto is_voided = [&](const Event& e) { return voided.count(e.key) > 0; };
    counted.erase(std::remove_if(counted.begin(), counted.end(), is_voided), counted.end());
    std::sort(counted.begin(), counted.end(), happens_before);
    return counted;
}

/// Section 4, "Draw order".
bool drawn_before(const Credit& a, const Credit& b) {
    const auto rank = [](const Credit& c) {
        const std::vector<std::string> sources{"monthly", "refund", "adjustment", "purchase"};
        const auto source = std::find(sources.begin(), sources.end(), c.source) - sources.begin();
        return std::make_tuple(c.expires_at.value_or(std::numeric_limits<Millis>::max()), source, c.granted_at);
    };
    return rank(a) < rank(b);
}

class Replay {
  public:
    Replay(const Ledger& ledger, Millis as_of, std::optional<Millis> known_at)
        : ledger_(ledger), as_of_(as_of), events_(events_that_count(ledger, as_of, known_at)) {
        for (const Event& e : ledger.events) {
            if (!e.seat.empty()) seats_[e.seat];
        }
    }

    State run() {
        for (std::optional<Millis> moment = next_moment(); moment && *moment <= as_of_; moment = next_moment()) {
            now_ = *moment;
            expire_and_lapse();
            for (int step = 2; step <= step_last; ++step) {
                if (step == step_refresh) refresh_all_that_are_due();
                while (next_event_ < events_.size() && events_[next_event_].at == now_ && step_of(events_[next_event_]) == step) {
                    happen(events_[next_event_++]);
                }
            }
        }
        now_ = as_of_;
        return view();
    }

  private:
    // ---- moments -------------------------------------------------------------------------------------------------

    /// The next instant at which anything happens: an event, a refresh, an expiry, a lapse.
    std::optional<Millis> next_moment() const {
        std::optional<Millis> next;
        const auto consider = [&](std::optional<Millis> t) {
            if (t && (!next || *t < *next)) next = t;
        };
        if (next_event_ < events_.size()) consider(events_[next_event_].at);
        for (const auto& [name, account] : accounts_) {
            consider(next_refresh(account));
            for (const Credit& credit : account.credits) consider(credit.expires_at);
        }
        for (const Mail& mail : mails_) {
            if (mail.is == Mail::Is::pending) consider(mail.window_end + 1);
        }
        return next;
    }

    /// Section 3, step 1. Section 4, expiry: unusable from g + e x 24 h on; window: lapses at the first instant past it.
    void expire_and_lapse() {
        for (auto& [name, account] : accounts_) {
            for (auto credit = account.credits.begin(); credit != account.credits.end();) {
                if (credit->expires_at && *credit->expires_at <= now_) {
                    ++account.totals["expired"];
                    credit = account.credits.erase(credit);
                } else {
                    ++credit;
                }
            }
        }
        for (Mail& mail : mails_) {
            if (mail.is == Mail::Is::pending && mail.window_end < now_) {
                mail.is = Mail::Is::lapsed;
                ++accounts_[mail.account].totals["lapsed"];
            }
        }
    }

    /// Section 4, refresh k, "When".
    static std::optional<Millis> next_refresh(const Account& account) {
        if (!account.active) return std::nullopt;
        Date day = date_of(account.stint_start);
        if (account.refresh == "calendar") day.day = 1;
        return midnight_of(plus_months(day, account.refreshes + 1));
    }

    void refresh_all_that_are_due() {
        for (auto& [name, account] : accounts_) {
            if (next_refresh(account) != now_) continue;
            ++account.refreshes;
            refresh(name, account);
        }
    }

    /// Section 4, refresh k, "What"; section 5: allowance x members under cap x members.
    void refresh(const std::string& name, Account& account) {
        const long long members = account.is_pool ? members_of(name) : 1;
        account.last_refresh = now_;
        account.member_counts = {members};
        if (members == 0) return;  // section 5: nothing is allotted and nothing forfeited

        const Terms& terms = terms_of(account);
        const long long A = terms.allowance * members;
        const long long C = terms.cap * members;
        const auto B = static_cast<long long>(account.credits.size());
        account.totals["allotted"] += A;
        if (terms.cap_rule == "stop") {
            const long long granted = std::clamp(C - B, 0LL, A);
            account.totals["forfeited"] += A - granted;
            grant_allowance(account, granted);
        } else {
            const long long taken = std::min(B, std::max(0LL, B + A - C));
            for (long long i = 0; i < taken; ++i) draw(account);
            account.totals["forfeited"] += taken;
            grant_allowance(account, A);
        }
    }

    // ---- credits -------------------------------------------------------------------------------------------------

    /// Section 4: an event follows the terms in force at its own instant; before the first effective_from the earliest
    /// row counts.
    const Terms& terms_of(const Account& account) const {
        const Terms* in_force = nullptr;
        const Terms* earliest = nullptr;
        for (const Terms& row : ledger_.terms) {
            if (row.rulebook != account.rulebook || row.plan != account.plan) continue;
            if (!earliest || row.effective_from < earliest->effective_from) earliest = &row;
            if (row.effective_from <= now_ && (!in_force || row.effective_from > in_force->effective_from)) in_force = &row;
        }
        if (!earliest) throw std::logic_error("no terms of " + account.plan + " in " + account.rulebook);
        return in_force ? *in_force : *earliest;
    }

    std::optional<Millis> after(std::optional<int> days) const {
        return days ? std::optional<Millis>(now_ + *days * day_ms) : std::nullopt;
    }

    void add(Account& account, const std::string& source, std::optional<Millis> expires_at, long long n) {
        for (long long i = 0; i < n; ++i) account.credits.push_back(Credit{source, now_, expires_at});
    }

    void grant_allowance(Account& account, long long n) { add(account, "monthly", after(terms_of(account).expiry_days), n); }

    /// Takes the credit whose turn it is; nothing where there is none.
    static std::optional<Credit> draw(Account& account) {
        const auto first = std::min_element(account.credits.begin(), account.credits.end(), drawn_before);
        if (first == account.credits.end()) return std::nullopt;
        const Credit credit = *first;
        account.credits.erase(first);
        return credit;
    }

    /// Section 4, subscribe / switch and cancel: everything held is zeroed, what is pending is dropped.
    void end_stint(const std::string& name, Account& account) {
        account.totals["zeroed"] += static_cast<long long>(account.credits.size());
        account.credits.clear();
        for (Mail& mail : mails_) {
            if (mail.account == name && mail.is == Mail::Is::pending) mail.is = Mail::Is::dropped;
        }
        account.active = false;
    }

    // ---- accounts ------------------------------------------------------------------------------------------------

    static std::string pool_account(const std::string& pool) { return "pool:" + pool; }

    Account& account_named(const std::string& name, bool is_pool) {
        Account& account = accounts_[name];
        account.is_pool = is_pool;
        return account;
    }

    /// Section 3: an event of a seat belongs to the pool that the seat is a member of, else to the seat's own account.
    std::string account_of(const Event& e) const {
        if (names_pool_alone(e)) return pool_account(e.pool);
        const std::string& pool = seats_.at(e.seat).pool;
        return pool.empty() ? e.seat : pool_account(pool);
    }

    long long members_of(const std::string& account_name) const {
        return std::count_if(seats_.begin(), seats_.end(), [&](const auto& seat) {
            return !seat.second.pool.empty() && pool_account(seat.second.pool) == account_name;
        });
    }

    // ---- events --------------------------------------------------------------------------------------------------

    void happen(const Event& e) {
        if (e.event == "assign") return assign(e);
        if (e.event == "limit") return limit(e);
        if (e.event == "subscribe" || e.event == "switch") return subscribe_or_switch(e);
        if (e.event == "cancel") return cancel(e);
        if (e.event == "reply") return reply(e);
        if (e.event == "bounce") return bounce(e);
        if (e.event == "rollover")
            return;  // section 4: a close is checked for drift, but changes nothing and is no fact of its own

        const std::string name = account_of(e);
        Account& account = account_named(name, name != e.seat);
        if (!account.active) {  // section 7: an event outside any stint; it changes nothing else
            ++account.totals["outside"];
            return;
        }
        if (e.event == "send") return send(e, name, account);
        if (e.event == "purchase") return purchase(e, account);
        if (e.event == "adjust") return adjust(e, account);
        // An observe changes no figure (section 4).
    }

    /// Section 4, assign: "as a team named by subscribe or switch does".
    void assign(const Event& e) {
        if (e.seat.empty()) return;
        Seat& seat = seats_[e.seat];
        if (!e.team.empty()) seat.team = e.team;
        if (!e.name.empty()) seat.name = e.name;
    }

    /// Section 5, limit: concerns the seat, not a balance; without an amount it is lifted.
    void limit(const Event& e) { seats_[e.seat].limit = e.amount; }

    void subscribe_or_switch(const Event& e) {
        if (names_pool_alone(e)) return take_plan(e, pool_account(e.pool), account_named(pool_account(e.pool), true), nullptr);
        if (!e.pool.empty()) return join(e);

        Seat& seat = seats_[e.seat];
        if (!seat.pool.empty()) {  // section 5: a seat that subscribes to a plan of its own leaves its pool
            leave(seat);
            seat.left_at = now_;
        }
        take_plan(e, e.seat, account_named(e.seat, false), &seat);
        assign(e);
    }

    /// Section 4, subscribe / switch.
    void take_plan(const Event& e, const std::string& name, Account& account, Seat* seat) {
        std::string rulebook = e.rulebook;
        if (rulebook.empty()) rulebook = account.active ? account.rulebook : ledger_.default_rulebook;
        if (account.active && account.plan == e.plan && account.rulebook == rulebook) {
            ++account.totals["outside"];  // what is running already
            return;
        }
        if (account.active) {
            end_stint(name, account);
            (seat ? seat->left_at : account.left_at) = now_;
        }
        account.active = true;
        account.had_stint = true;
        account.plan = e.plan;
        account.rulebook = rulebook;
        account.stint_start = now_;
        account.refresh = terms_of(account).refresh;
        account.refreshes = 0;
        refresh(name, account);  // refresh 0, by the rule of any refresh
    }

    /// Section 5: a seat joins by `subscribe` or `switch` naming seat and pool.
    void join(const Event& e) {
        Seat& seat = seats_[e.seat];
        const std::string name = pool_account(e.pool);
        Account& pool = account_named(name, true);
        if (!pool.active || seat.pool == e.pool) {  // it is a member, or it is not open: changes nothing, no team either
            ++pool.totals["outside"];
            return;
        }
        Account& own = account_named(e.seat, false);
        if (own.active || !seat.pool.empty()) seat.left_at = now_;
        if (own.active) end_stint(e.seat, own);
        leave(seat);
        seat.pool = e.pool;
        assign(e);

        const long long members = members_of(name);
        const long long most = *std::max_element(pool.member_counts.begin(), pool.member_counts.end());
        const bool counted_by_the_refresh = next_refresh(pool) == now_;  // a refresh k >= 1 is step 4, a join step 3
        if (members > most && !counted_by_the_refresh) {
            const long long allowance = terms_of(pool).allowance;
            pool.totals["allotted"] += allowance;
            grant_allowance(pool, allowance);
        }
        pool.member_counts.push_back(members);
    }

    /// Section 5: a seat that leaves takes nothing along; lots and pending InMails stay with the pool.
    static void leave(Seat& seat) { seat.pool.clear(); }

    /// Section 4, cancel; section 5, closing a pool.
    void cancel(const Event& e) {
        if (names_pool_alone(e)) {
            const std::string name = pool_account(e.pool);
            Account& pool = account_named(name, true);
            if (pool.left_at == now_) return;  // that change told twice
            if (!pool.active) {
                ++pool.totals["outside"];
                return;
            }
            end_stint(name, pool);
            for (auto& [handle, seat] : seats_) {
                if (seat.pool == e.pool) leave(seat);
            }
            return;
        }
        Seat& seat = seats_[e.seat];
        if (seat.left_at == now_) return;  // that change told twice
        if (!seat.pool.empty()) return leave(seat);
        Account& own = account_named(e.seat, false);
        if (!own.active) {
            ++own.totals["outside"];
            return;
        }
        end_stint(e.seat, own);
    }

    /// Section 4, send and window.
    void send(const Event& e, const std::string& name, Account& account) {
        Mail mail;
        mail.key = e.key;
        mail.seat = e.seat;
        mail.prospect = e.prospect;
        mail.thread = e.thread;
        mail.account = name;
        mail.sent_at = now_;
        mail.window_end = window_end(terms_of(account));
        mail.paid = is_paid(e);
        if (!mail.paid) {
            mail.is = Mail::Is::free;
            mails_.push_back(mail);
            ++account.totals["free_sends"];
            return;
        }
        ++account.totals["sends"];
        const bool repeats = std::any_of(mails_.begin(), mails_.end(), [&](const Mail& m) {
            return m.is == Mail::Is::pending && m.seat == e.seat && m.prospect == e.prospect;
        });
        if (repeats) ++account.totals["repeat"];
        mail.spent = draw(account);
        ++account.totals[mail.spent ? "consumed" : "unfunded"];
        mails_.push_back(mail);

        const std::optional<long long> most = seats_[e.seat].limit;
        if (account.is_pool && most && sends_against_limit(e.seat, name) > *most) ++account.totals["over_limit"];
    }

    Millis window_end(const Terms& terms) const {
        if (terms.window_rule == "elapsed") return now_ + terms.refund_window_days * day_ms;
        return midnight_of(date_of(now_)) + (terms.refund_window_days + 1) * day_ms - 1;
    }

    /// Section 5, limit: all paid sends of a member since the pool's last refresh.
    long long sends_against_limit(const std::string& seat, const std::string& pool_account_name) const {
        const Millis since = accounts_.at(pool_account_name).last_refresh;
        return std::count_if(mails_.begin(), mails_.end(), [&](const Mail& m) {
            return m.paid && m.seat == seat && m.account == pool_account_name && m.sent_at >= since;
        });
    }

    /// Section 4, reply: the latest (ties by key) of those that the test admits; null where there is none.
    template <class Test>
    Mail* latest_to(const Event& e, const Test& admits) {
        Mail* latest = nullptr;
        for (Mail& mail : mails_) {
            if (mail.seat != e.seat || mail.prospect != e.prospect || mail.window_end < now_ || !admits(mail)) continue;
            if (!latest || std::tie(mail.sent_at, mail.key) > std::tie(latest->sent_at, latest->key)) latest = &mail;
        }
        return latest;
    }

    /// Section 4, reply: in whichever account it is pending; a thread that one of them has narrows them.
    Mail* pending_that_it_answers(const Event& e) {
        const auto in_thread = [&](const Mail& m) { return m.is == Mail::Is::pending && m.thread == e.thread; };
        const auto in_any = [](const Mail& m) { return m.is == Mail::Is::pending; };
        if (!e.thread.empty()) {
            if (Mail* mail = latest_to(e, in_thread)) return mail;
        }
        return latest_to(e, in_any);
    }

    void reply(const Event& e) {
        if (Mail* mail = pending_that_it_answers(e)) {
            refund(*mail);
            ++accounts_[mail->account].totals["replies"];
            return;
        }
        const auto unanswered = [](const Mail& m) { return m.is == Mail::Is::free || m.is == Mail::Is::dropped; };
        if (Mail* mail = latest_to(e, unanswered)) {
            mail->is = Mail::Is::answered;
            ++accounts_[mail->account].totals["replies"];
            return;
        }
        unmatched(e);
    }

    /// Section 4, bounce: as a reply for the credit, never for a free message or a dropped InMail.
    void bounce(const Event& e) {
        Mail* mail = pending_that_it_answers(e);
        if (!mail) return unmatched(e);
        refund(*mail);
        ++accounts_[mail->account].totals["bounces"];
    }

    void unmatched(const Event& e) {
        const std::string name = account_of(e);
        Account& account = account_named(name, name != e.seat);
        ++account.totals[account.active ? "unmatched" : "outside"];
    }

    /// Section 4, refund_expiry.
    void refund(Mail& mail) {
        mail.is = Mail::Is::answered;
        Account& account = accounts_[mail.account];
        const Terms& terms = terms_of(account);
        ++account.totals["refunded"];
        std::optional<Millis> expires_at = after(terms.expiry_days);
        if (terms.refund_expiry == "original" && mail.spent) expires_at = mail.spent->expires_at;
        if (expires_at && *expires_at <= now_) {
            ++account.totals["expired"];  // refunded and expired at once
            return;
        }
        add(account, "refund", expires_at, 1);
    }

    /// Section 4, purchase. On a plan that can't buy it is still a fact.
    void purchase(const Event& e, Account& account) {
        account.totals["purchased"] += *e.amount;
        add(account, "purchase", after(terms_of(account).purchase_expiry_days), *e.amount);
    }

    /// Section 4, adjust.
    void adjust(const Event& e, Account& account) {
        if (*e.amount > 0) {
            account.totals["adjusted"] += *e.amount;
            add(account, "adjustment", after(terms_of(account).expiry_days), *e.amount);
            return;
        }
        for (long long i = 0; i < -*e.amount; ++i) {
            if (draw(account)) {
                --account.totals["adjusted"];
            } else {
                ++account.totals["unfunded"];
            }
        }
    }

    // ---- the answer ----------------------------------------------------------------------------------------------

    State view() const {
        State state;
        for (const auto& [name, account] : accounts_) {
            AccountView shown = view_of(name, account);
            const bool all_zero =
                std::all_of(shown.totals.begin(), shown.totals.end(), [](const auto& total) { return total.second == 0; });
            if (account.had_stint || !all_zero) state.accounts[name] = std::move(shown);
        }
        for (const auto& [handle, seat] : seats_) {
            const long long sends = seat.pool.empty() ? 0 : sends_against_limit(handle, pool_account(seat.pool));
            state.seats[handle] = SeatView{seat.pool, seat.team, seat.name, seat.limit, sends};
        }
        return state;
    }

    AccountView view_of(const std::string& name, const Account& account) const {
        AccountView shown;
        shown.active = account.active;
        shown.plan = account.plan;
        shown.rulebook = account.rulebook;
        if (account.active) {
            shown.allowance = terms_of(account).allowance;
            shown.cap = terms_of(account).cap;
        }
        shown.available = static_cast<long long>(account.credits.size());
        shown.members = account.is_pool ? members_of(name) : 0;
        shown.next_refresh = next_refresh(account);
        shown.lots = lots_of(account);
        for (const Mail& mail : mails_) {
            if (mail.account != name || mail.is != Mail::Is::pending) continue;
            shown.pending.push_back(PendingView{mail.window_end, mail.key, mail.seat, mail.prospect, mail.sent_at});
        }
        std::sort(shown.pending.begin(), shown.pending.end(), [](const PendingView& a, const PendingView& b) {
            return std::tie(a.refundable_until, a.key) < std::tie(b.refundable_until, b.key);
        });
        for (const std::string& total : total_names) {
            const auto counted = account.totals.find(total);
            shown.totals[total] = counted == account.totals.end() ? 0 : counted->second;
        }
        check_conservation(shown);
        return shown;
    }

    static std::vector<LotView> lots_of(const Account& account) {
        std::vector<Credit> credits = account.credits;
        std::sort(credits.begin(), credits.end(), drawn_before);
        std::vector<LotView> lots;
        for (const Credit& credit : credits) {
            const bool like_the_last = !lots.empty() && lots.back().source == credit.source &&
                                       lots.back().granted_at == credit.granted_at && lots.back().expires_at == credit.expires_at;
            if (!like_the_last) lots.push_back(LotView{credit.source, credit.granted_at, credit.expires_at, 0});
            ++lots.back().remaining;
        }
        return lots;
    }

    /// Section 6.
    static void check_conservation(const AccountView& a) {
        const auto& t = a.totals;
        const long long came = t.at("allotted") + t.at("purchased") + t.at("refunded") + t.at("adjusted");
        const long long went = t.at("consumed") + t.at("expired") + t.at("forfeited") + t.at("zeroed");
        if (came != a.available + went) throw std::logic_error("the reference loses or makes credits");
    }

    const Ledger& ledger_;
    Millis as_of_;
    std::vector<Event> events_;
    std::size_t next_event_{0};
    Millis now_{0};
    std::map<std::string, Account> accounts_;
    std::map<std::string, Seat> seats_;
    std::vector<Mail> mails_;  ///< every message that counted, in the order of sending
};

}  // namespace

State replay(const Ledger& ledger, Millis as_of, std::optional<Millis> known_at) { return Replay(ledger, as_of, known_at).run(); }

}  // namespace reference
