#include <fmt/format.h>

#include <map>

#include "inmail/app/reports.hpp"
#include "inmail/core/errors.hpp"
#include "report_parts.hpp"

namespace inmail::app {
namespace {

using Kind = Posting::Kind;

/// How a posting changes what is available; zero for what is counted alone.
Credits change_of(const Posting& p) {
    switch (p.kind) {
        case Kind::granted:
        case Kind::purchased:
        case Kind::refunded:
        case Kind::adjusted_up: return p.amount;
        case Kind::trimmed:
        case Kind::expired:
        case Kind::zeroed:
        case Kind::adjusted_down:
        case Kind::consumed: return -p.amount;
        default: return no_credits;
    }
}

bool is_anomaly(Kind kind) {
    return kind == Kind::unfunded || kind == Kind::repeat || kind == Kind::unmatched || kind == Kind::over_limit || kind == Kind::outside ||
           kind == Kind::not_purchasable;
}

/// The calendar's doings by name; empty for what only events do.
const char* calendar_name(Kind kind) {
    switch (kind) {
        case Kind::granted:
        case Kind::withheld:
        case Kind::trimmed:
        case Kind::refreshed: return "refresh";
        case Kind::expired: return "expiry";
        case Kind::lapsed: return "lapse";
        default: return "";
    }
}

std::string detail_of(const Posting& p) {
    if (p.kind == Kind::refreshed) {
        const Posting::Refresh& r = *p.refresh;
        if (r.join) return fmt::format("a new licence: allowance {}", r.allowance.value);
        return fmt::format("held {}, allowance {}, cap {}: granted {}, forfeited {}", r.held.value, r.allowance.value, r.cap.value, r.granted.value,
                           r.forfeited.value);
    }
    if (p.kind == Kind::observed) return fmt::format("LinkedIn showed {}, the ledger held {}", p.amount.value, p.held.value);
    if (p.kind == Kind::closed && (p.now == nullptr || *p.now != *p.close)) return "drifted: " + to_string(*p.close);
    return {};
}

/// Turns the postings of one account into rows: one for each event, one for each thing the calendar did at one instant.
class Rows : public Observer {
  public:
    struct Entry {
        HistoryReport::Row row;
        EventId cause;
        Kind kind;
        SeatId seat;
    };
    std::map<AccountId, std::vector<Entry>> by_account;

    void on(const Posting& p) override {
        auto& entries = by_account[p.account];
        if (entries.empty() || !continues(entries.back(), p)) {
            entries.push_back({});
            entries.back().cause = p.cause;
            entries.back().kind = p.kind;
            entries.back().row.at = p.at;
            entries.back().row.what = is_none(p.cause) ? calendar_name(p.kind) : "";
        }
        Entry& entry = entries.back();
        if (!is_none(p.seat)) entry.seat = p.seat;
        entry.row.change += change_of(p);
        entry.row.available = p.held;
        if (is_anomaly(p.kind)) entry.row.anomalies.push_back(p.kind);
        const std::string detail = detail_of(p);
        if (!detail.empty()) entry.row.detail += (entry.row.detail.empty() ? "" : "; ") + detail;
    }

  private:
    static bool continues(const Entry& entry, const Posting& p) {
        if (entry.cause != p.cause || entry.row.at != p.at) return false;
        return !is_none(p.cause) || entry.row.what == calendar_name(p.kind);
    }
};

std::string words_of(const RecordedEvent& e) {
    std::string words;
    const auto say = [&words](std::string_view what) {
        if (!what.empty()) words += fmt::format("{}{}", words.empty() ? "" : ", ", what);
    };
    say(e.plan);
    if (!e.seat.empty()) say(e.pool);
    if (!e.rulebook.empty()) say("rulebook " + e.rulebook);
    if (e.channel && *e.channel != Channel::inmail) say(to_string(*e.channel));
    if (e.outcome) say(to_string(*e.outcome));
    if (!e.campaign.empty()) say("campaign " + e.campaign);
    if (e.amount && e.kind != EventKind::observe) say(fmt::format("{:+}", e.amount->value));
    return words;
}

}  // namespace

HistoryReport history(Store& store, const View& view) {
    ensure(view.accounts.size() == 1, "a history is of one account");
    Rows rows;
    Books books(store, view, &rows);
    books.fold();

    const AccountId named = find_account(store, view.accounts.front());
    AccountId id = named;
    // A member's events stand in her pool's account.
    if (!named.is_pool() && rows.by_account.count(named) == 0) id = books.reconciler().account_of(named.seat());

    HistoryReport report{name_account(store, id), view.as_of, view.known_at, {}};
    for (Rows::Entry& entry : rows.by_account[id]) {
        if (!is_none(entry.cause)) {
            const auto event = store.find_event(entry.cause);
            ensure(event.has_value(), "what was folded was recorded");
            entry.row.what = to_string(event->kind);
            entry.row.prospect = event->prospect;
            const std::string words = words_of(*event);
            if (!words.empty()) entry.row.detail = words + (entry.row.detail.empty() ? "" : "; " + entry.row.detail);
            entry.row.key = event->key;
            entry.row.note = event->note;
        }
        if (!is_none(entry.seat)) entry.row.seat = store.name_of(entry.seat);
        report.rows.push_back(std::move(entry.row));
    }
    return report;
}

}  // namespace inmail::app
