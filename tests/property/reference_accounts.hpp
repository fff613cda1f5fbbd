#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "property/reference.hpp"

namespace reference {

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
    std::string channel;
    std::string account;
    Millis sent_at{0};
    Millis window_end{0};  ///< inclusive
    bool paid{false};
    std::optional<Credit> spent;  ///< none: unfunded, or free
    enum class Is { pending, lapsed, dropped, free, answered } is{Is::pending};
};

/// What a refresh did, as its close must store it (section 4, rollover).
struct LastRefresh {
    Millis at{0};
    std::string figures;
};

struct Account {
    bool is_pool{false};
    bool active{false};
    bool had_stint{false};
    std::string plan;
    std::string rulebook;
    Millis stint_start{0};
    std::string refresh;                      ///< calendar or anniversary, fixed when the stint starts (section 4)
    int refreshes{0};                         ///< of this stint so far, without refresh 0
    std::optional<LastRefresh> last_refresh;  ///< of this stint
    long long expired_before{0};              ///< total expired at the last refresh
    std::vector<long long> member_counts;     ///< what the last refresh counted, and the members at each instant's end since
    std::vector<Credit> credits;
    std::map<std::string, long long> totals;
    long long not_purchasable{0};  ///< purchases on a plan that cannot buy
    std::map<std::string, std::string> findings;
    std::optional<Millis> left_at;  ///< the last subscribe or switch that ended a stint of this pool
};

struct Seat {
    std::string pool;
    std::string team;
    std::string name;
    std::optional<long long> limit;
    std::optional<Millis> left_at;  ///< the last subscribe or switch by which it left a stint or membership
    bool had_licence{false};        ///< ever had a stint or a membership
};

/// What every account holds at one instant, and what the calendar does to it. reference.cpp applies the events.
struct Accounts {
    explicit Accounts(const std::vector<Terms>& rows) : terms(rows) {}

    // The calendar: section 3, steps 1 and 4.
    [[nodiscard]] std::optional<Millis> next_due() const;
    void expire_and_lapse();
    /// `members_at_the_end`: of each pool, by its account's name.
    void refresh_all_that_are_due(const std::map<std::string, long long>& members_at_the_end);
    [[nodiscard]] static std::optional<Millis> next_refresh(const Account& account);

    // Stints: section 4, subscribe / switch and cancel.
    void start_stint(const std::string& name, Account& account, const std::string& plan, const std::string& rulebook);
    void end_stint(const std::string& name, Account& account);

    // Credits.
    [[nodiscard]] const Terms& terms_of(const Account& account) const;
    /// The instant `days` from now; none means never.
    [[nodiscard]] std::optional<Millis> after(std::optional<int> days) const;
    void add(Account& account, const std::string& source, std::optional<Millis> expires_at, long long n) const;
    /// `k`: the refresh that grants it, or the last one.
    void grant_allowance(Account& account, int k, long long n) const;
    /// Takes the next credit in draw order; nothing if there is none.
    static std::optional<Credit> draw(Account& account);

    [[nodiscard]] long long members_of(const std::string& account_name) const;
    /// Section 5, limit: all paid sends of a member since the pool's last refresh.
    [[nodiscard]] long long sends_against_limit(const std::string& seat, const std::string& pool_account_name) const;

    [[nodiscard]] State state() const;

    const std::vector<Terms>& terms;
    Millis now{0};
    std::map<std::string, Account> accounts;
    std::map<std::string, Seat> seats;
    std::vector<Mail> mails;  ///< every message sent inside a stint, in the order of sending

  private:
    void refresh(Account& account, long long members);
    [[nodiscard]] AccountView view_of(const std::string& name, const Account& account) const;
};

[[nodiscard]] inline std::string pool_account(const std::string& pool) { return "pool:" + pool; }

}  // namespace reference
