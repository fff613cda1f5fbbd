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

void compare(const std::string& who, const Figures& reference, const Figures& fold, std::vector<std::string>& lines) {
    for (const auto& [name, value] : reference) {
        const std::string& other = fold.at(name);
        if (value != other) lines.push_back(who + " " + name + ": reference " + value + ", fold " + other);
    }
}

template <class Views>
void compare_all(const Views& reference, const Views& fold, std::vector<std::string>& lines) {
    std::set<std::string> names;
    for (const auto& [name, query] : reference) names.insert(name);
    for (const auto& [name, query] : fold) names.insert(name);
    for (const std::string& name : names) {
        if (reference.count(name) == 0) {
            lines.push_back(name + ": not in the reference, but in the fold");
        } else if (fold.count(name) == 0) {
            lines.push_back(name + ": in the reference, but not in the fold");
        } else {
            compare(name, figures_of(reference.at(name)), figures_of(fold.at(name)), lines);
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

std::vector<std::string> differences(const State& reference, const State& fold) {
    if (reference == fold) return {};
    std::vector<std::string> lines;
    compare_all(reference.accounts, fold.accounts, lines);
    compare_all(reference.seats, fold.seats, lines);
    if (lines.empty()) lines.push_back("a figure that no name is given to differs");
    return lines;
}

std::string show(const Ledger& ledger) {
    std::ostringstream out;
    for (const Terms& t : ledger.terms) {
        out << "plan " << t.plan << " in " << t.rulebook << ": allowance " << t.allowance << ", cap " << t.cap << ", "
            << t.cap_rule << ", " << t.refresh << ", expires " << number_or_none(t.expiry_days) << ", window "
            << t.refund_window_days << " " << t.window_rule << ", refund " << t.refund_expiry << ", bought expire "
            << number_or_none(t.purchase_expiry_days) << (t.purchasable ? "" : ", unpurchasable") << ", from "
            << show(t.effective_from) << "\n";
    }
    out << "default " << ledger.default_rulebook
        << "\n\nat,event,seat,pool,plan,rulebook,team,name,prospect,channel,thread,amount,key,ref,recorded_at\n";
    for (const Event& e : ledger.events) {
        out << show(e.at) << "," << e.event << "," << e.seat << "," << e.pool << "," << e.plan << "," << e.rulebook << ","
            << e.team << "," << e.name << "," << e.prospect << "," << e.channel << "," << e.thread << ","
            << (e.amount ? std::to_string(*e.amount) : "") << "," << e.key << "," << e.ref << "," << show(e.recorded_at) << "\n";
    }
    return out.str();
}

}  // namespace reference
