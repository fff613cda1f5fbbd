#include "property/difference.hpp"

#include <algorithm>
#include <set>
#include <sstream>

namespace reference {
namespace {

std::string show(std::optional<Millis> t) { return t ? reference::show(*t) : "never"; }

template <class T>
std::string number_or_none(const std::optional<T>& n) {
    return n ? std::to_string(*n) : "none";
}

std::string or_none(const std::string& text) { return text.empty() ? "none" : text; }

/// "first, second, third", or "none".
class List {
  public:
    void add(const std::string& item) { text_ += text_.empty() ? item : ", " + item; }
    [[nodiscard]] std::string text() const { return or_none(text_); }

  private:
    std::string text_;
};

/// What the two sides of a comparison are called.
struct Sides {
    const std::string& first;
    const std::string& second;
};

void compare(const std::string& who, const Figures& first, const Figures& second, const Sides& sides,
             std::vector<std::string>& lines) {
    for (const auto& [name, value] : first) {
        const std::string& other = second.at(name);
        if (value == other) continue;
        lines.push_back(who + " " + name + ": " + sides.first + " " + value + ", " + sides.second + " " + other);
    }
}

template <class Views>
void compare_all(const Views& first, const Views& second, const Sides& sides, std::vector<std::string>& lines) {
    std::set<std::string> names;
    for (const auto& [name, view] : first) names.insert(name);
    for (const auto& [name, view] : second) names.insert(name);
    for (const std::string& name : names) {
        if (first.count(name) == 0) {
            lines.push_back(name + ": " + sides.second + " has it, " + sides.first + " does not");
        } else if (second.count(name) == 0) {
            lines.push_back(name + ": " + sides.first + " has it, " + sides.second + " does not");
        } else {
            compare(name, figures_of(first.at(name)), figures_of(second.at(name)), sides, lines);
        }
    }
}

}  // namespace

Figures figures_of(const AccountView& account) {
    Figures figures;
    for (const auto& [name, value] : account.totals) figures[name] = std::to_string(value);
    for (const std::string& name : finding_names) {
        const auto found = account.findings.find(name);
        figures[name] = found == account.findings.end() ? "none" : found->second;
    }
    figures["status"] = account.active ? "active" : "cancelled";
    figures["plan"] = or_none(account.plan);
    figures["rulebook"] = or_none(account.rulebook);
    figures["allowance"] = number_or_none(account.allowance);
    figures["cap"] = number_or_none(account.cap);
    figures["available"] = std::to_string(account.available);
    figures["members"] = std::to_string(account.members);
    figures["next_refresh"] = account.next_refresh ? show(*account.next_refresh) : "none";
    List lots;
    for (const LotView& lot : account.lots) {
        lots.add(std::to_string(lot.remaining) + " " + lot.source + " " + show(lot.granted_at) + " to " + show(lot.expires_at));
    }
    figures["lots:"] = lots.text();
    List pending;
    for (const PendingView& mail : account.pending) {
        pending.add(mail.seat + " " + mail.prospect + " " + show(mail.sent_at) + " until " + show(mail.refundable_until));
    }
    figures["pending"] = std::to_string(account.pending.size());
    figures["pending:"] = pending.text();
    return figures;
}

Figures figures_of(const SeatView& seat) {
    return {{"pool", or_none(seat.pool)},
            {"team", or_none(seat.team)},
            {"name", or_none(seat.name)},
            {"limit", number_or_none(seat.limit)},
            {"sends_against_limit", std::to_string(seat.sends_against_limit)}};
}

std::vector<std::string> differences(const State& first, const State& second, const std::string& first_name,
                                     const std::string& second_name) {
    if (first == second) return {};
    const Sides sides{first_name, second_name};
    std::vector<std::string> lines;
    compare_all(first.accounts, second.accounts, sides, lines);
    compare_all(first.seats, second.seats, sides, lines);
    if (lines.empty()) lines.emplace_back("the states differ in something that `figures_of` does not show");
    return lines;
}

std::string show(const Ledger& ledger) {
    std::ostringstream out;
    for (const Terms& t : ledger.terms) {
        out << "plan " << t.plan << " in " << t.rulebook << ": allowance " << t.allowance << ", cap " << t.cap << ", "
            << t.cap_rule << ", " << t.refresh << ", expires " << number_or_none(t.expiry_days) << ", window "
            << t.refund_window_days << " " << t.window_rule << ", refund " << t.refund_expiry << ", refunds " << t.repeat_refund
            << ", expires after refreshes " << number_or_none(t.expiry_refreshes) << ", bought expire "
            << number_or_none(t.purchase_expiry_days) << (t.purchasable ? "" : ", unpurchasable") << ", from "
            << show(t.effective_from) << "\n";
    }
    out << "default " << ledger.default_rulebook
        << "\n\nat,event,seat,pool,plan,rulebook,team,name,prospect,channel,thread,amount,key,ref,to,recorded_at\n";
    for (const Event& e : ledger.events) {
        out << show(e.at) << "," << e.event << "," << e.seat << "," << e.pool << "," << e.plan << "," << e.rulebook << ","
            << e.team << "," << e.name << "," << e.prospect << "," << e.channel << "," << e.thread << ","
            << (e.amount ? std::to_string(*e.amount) : "") << "," << e.key << "," << e.ref << "," << e.to << ","
            << show(e.recorded_at) << "\n";
    }
    return out.str();
}

}  // namespace reference
