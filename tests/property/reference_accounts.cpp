#include "property/reference_accounts.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <tuple>

namespace reference {

const std::vector<std::string> total_names{"allotted",  "purchased", "refunded", "adjusted",   "consumed",  "expired",
                                           "forfeited", "zeroed",    "unfunded", "repeat",     "unmatched", "over_limit",
                                           "outside",   "lapsed",    "sends",    "free_sends", "replies",   "bounces"};

const std::vector<std::string> finding_names{"not_purchasable", "observed", "closed"};

namespace {

/// Section 4, "Draw order".
bool drawn_before(const Credit& a, const Credit& b) {
    const auto rank = [](const Credit& c) {
        const std::vector<std::string> sources{"monthly", "refund", "adjustment", "purchase"};
        const auto source = std::find(sources.begin(), sources.end(), c.source) - sources.begin();
        return std::make_tuple(c.expires_at.value_or(std::numeric_limits<Millis>::max()), source, c.granted_at);
    };
    return rank(a) < rank(b);
}

std::vector<LotView> lots_of(const Account& account) {
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
void check_conservation(const AccountView& a) {
    const auto& t = a.totals;
    const long long came = t.at("allotted") + t.at("purchased") + t.at("refunded") + t.at("adjusted");
    const long long went = t.at("consumed") + t.at("expired") + t.at("forfeited") + t.at("zeroed");
    if (came != a.available + went) throw std::logic_error("the reference loses or makes credits");
}

}  // namespace

// ---- the calendar ------------------------------------------------------------------------------------------------

std::optional<Millis> Accounts::next_due() const {
    std::optional<Millis> next;
    const auto consider = [&](std::optional<Millis> t) {
        if (t && (!next || *t < *next)) next = t;
    };
    for (const auto& [name, account] : accounts) {
        consider(next_refresh(account));
        for (const Credit& credit : account.credits) consider(credit.expires_at);
    }
    for (const Mail& mail : mails) {
        if (mail.is == Mail::Is::pending) consider(mail.window_end + 1);
    }
    return next;
}

/// Section 3, step 1. Section 4, expiry: unusable from g + e x 24 h on; window: lapses at the first instant past it.
void Accounts::expire_and_lapse() {
    for (auto& [name, account] : accounts) {
        for (auto credit = account.credits.begin(); credit != account.credits.end();) {
            if (credit->expires_at && *credit->expires_at <= now) {
                ++account.totals["expired"];
                credit = account.credits.erase(credit);
            } else {
                ++credit;
            }
        }
    }
    for (Mail& mail : mails) {
        if (mail.is == Mail::Is::pending && mail.window_end < now) {
            mail.is = Mail::Is::lapsed;
            ++accounts[mail.account].totals["lapsed"];
        }
    }
}

namespace {

/// Section 4, refresh k, "When".
Millis refresh_of(const Account& account, int k) {
    Date day = date_of(account.stint_start);
    if (account.refresh == "calendar") day.day = 1;
    return midnight_of(plus_months(day, k));
}

}  // namespace

std::optional<Millis> Accounts::next_refresh(const Account& account) {
    if (!account.active) return std::nullopt;
    return refresh_of(account, account.refreshes + 1);
}

/// Section 5: a refresh k >= 1 counts the members at the end of its own instant.
void Accounts::refresh_all_that_are_due(const std::map<std::string, long long>& members_at_the_end) {
    for (auto& [name, account] : accounts) {
        if (next_refresh(account) != now) continue;
        ++account.refreshes;
        refresh(account, account.is_pool ? members_at_the_end.at(name) : 1);
    }
}

/// Section 4, refresh k, "What"; section 5: allowance x members under cap x members, nothing without members.
void Accounts::refresh(Account& account, long long members) {
    const Terms& in_force = terms_of(account);
    const long long A = in_force.allowance * members;
    const long long C = in_force.cap * members;
    const auto B = static_cast<long long>(account.credits.size());
    long long granted = A;
    long long forfeited = 0;
    if (members > 0 && in_force.cap_rule == "stop") {
        granted = std::clamp(C - B, 0LL, A);
        forfeited = A - granted;
    } else if (members > 0) {
        forfeited = std::min(B, std::max(0LL, B + A - C));
        for (long long i = 0; i < forfeited; ++i) draw(account);
    }
    grant_allowance(account, account.refreshes, granted);
    account.totals["allotted"] += A;
    account.totals["forfeited"] += forfeited;
    account.member_counts = {members};

    const long long expired = account.totals["expired"] - account.expired_before;
    account.expired_before = account.totals["expired"];
    account.last_refresh = LastRefresh{
        now, "allotted=" + std::to_string(A) + ";granted=" + std::to_string(granted) + ";forfeited=" + std::to_string(forfeited) +
                 ";expired=" + std::to_string(expired) + ";available=" + std::to_string(account.credits.size())};
}

// ---- stints ------------------------------------------------------------------------------------------------------

void Accounts::start_stint(const std::string& name, Account& account, const std::string& plan, const std::string& rulebook) {
    account.active = true;
    account.had_stint = true;
    account.plan = plan;
    account.rulebook = rulebook;
    account.stint_start = now;
    account.refresh = terms_of(account).refresh;
    account.refreshes = 0;
    refresh(account, account.is_pool ? members_of(name) : 1);  // refresh 0, by the rule of any refresh
}

/// Everything held is zeroed, what is pending is dropped.
void Accounts::end_stint(const std::string& name, Account& account) {
    account.totals["zeroed"] += static_cast<long long>(account.credits.size());
    account.credits.clear();
    for (Mail& mail : mails) {
        if (mail.account == name && mail.is == Mail::Is::pending) mail.is = Mail::Is::dropped;
    }
    account.active = false;
    account.last_refresh.reset();
}

// ---- credits -----------------------------------------------------------------------------------------------------

/// Section 4: an event follows the terms in force at its own instant; before the first effective_from the earliest row
/// counts.
const Terms& Accounts::terms_of(const Account& account) const {
    const Terms* in_force = nullptr;
    const Terms* earliest = nullptr;
    for (const Terms& row : terms) {
        if (row.rulebook != account.rulebook || row.plan != account.plan) continue;
        if (!earliest || row.effective_from < earliest->effective_from) earliest = &row;
        if (row.effective_from <= now && (!in_force || row.effective_from > in_force->effective_from)) in_force = &row;
    }
    if (!earliest) throw std::logic_error("no terms of " + account.plan + " in " + account.rulebook);
    return in_force ? *in_force : *earliest;
}

std::optional<Millis> Accounts::after(std::optional<int> days) const {
    return days ? std::optional<Millis>(now + *days * day_ms) : std::nullopt;
}

void Accounts::add(Account& account, const std::string& source, std::optional<Millis> expires_at, long long n) const {
    for (long long i = 0; i < n; ++i) account.credits.push_back(Credit{source, now, expires_at});
}

/// Section 4, expiry: at refresh k + n where the terms count in refreshes.
void Accounts::grant_allowance(Account& account, int k, long long n) const {
    const Terms& in_force = terms_of(account);
    std::optional<Millis> expires_at = after(in_force.expiry_days);
    if (in_force.expiry_refreshes) expires_at = refresh_of(account, k + *in_force.expiry_refreshes);
    add(account, "monthly", expires_at, n);
}

std::optional<Credit> Accounts::draw(Account& account) {
    const auto first = std::min_element(account.credits.begin(), account.credits.end(), drawn_before);
    if (first == account.credits.end()) return std::nullopt;
    const Credit credit = *first;
    account.credits.erase(first);
    return credit;
}

// ---- pools -------------------------------------------------------------------------------------------------------

long long Accounts::members_of(const std::string& account_name) const {
    return std::count_if(seats.begin(), seats.end(), [&](const auto& seat) {
        return !seat.second.pool.empty() && pool_account(seat.second.pool) == account_name;
    });
}

long long Accounts::sends_against_limit(const std::string& seat, const std::string& pool_account_name) const {
    const Millis since = accounts.at(pool_account_name).last_refresh->at;
    return std::count_if(mails.begin(), mails.end(), [&](const Mail& m) {
        return m.paid && m.seat == seat && m.account == pool_account_name && m.sent_at >= since;
    });
}

// ---- the answer --------------------------------------------------------------------------------------------------

State Accounts::state() const {
    State state;
    for (const auto& [name, account] : accounts) {
        AccountView view = view_of(name, account);
        const bool all_zero =
            std::all_of(view.totals.begin(), view.totals.end(), [](const auto& total) { return total.second == 0; });
        if (account.had_stint || !all_zero) state.accounts[name] = std::move(view);
    }
    for (const auto& [handle, seat] : seats) {
        const long long sends = seat.pool.empty() ? 0 : sends_against_limit(handle, pool_account(seat.pool));
        state.seats[handle] = SeatView{seat.pool, seat.team, seat.name, seat.limit, sends};
    }
    return state;
}

AccountView Accounts::view_of(const std::string& name, const Account& account) const {
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
    shown.findings = account.findings;
    for (const Mail& mail : mails) {
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

}  // namespace reference
