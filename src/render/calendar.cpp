#include "inmail/render/calendar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "content_lines.hpp"
#include "inmail/app/account_name.hpp"
#include "tables/loss_words.hpp"
#include "words.hpp"

namespace inmail::render {
namespace {

using Row = app::ForecastReport::Row;

std::string without(std::string text, std::string_view characters) {
    const auto is_one = [&](char c) { return characters.find(c) != std::string_view::npos; };
    text.erase(std::remove_if(text.begin(), text.end(), is_one), text.end());
    return text;
}

/// "20260314": the date that reports show.
std::string date_of(Instant t, const Display& display) {
    return without(begins_utc_date(t) ? utc_date(t) : short_day(t, display), "-");
}

/// "20260314T093000Z"
std::string utc_time(Instant t) {
    constexpr std::int64_t ms_per_second = 1000;
    return without(to_rfc3339(Instant{t.value - t.value % ms_per_second}), "-:");
}

/// The last day on which something can be done that is too late at `t`.
std::string last_date(Instant t, const Display& display) {
    const Instant last = t - Duration{1};
    return without(begins_utc_date(t) ? utc_date(last) : short_day(last, display), "-");
}

/// What becomes of the credits that an account loses at one instant: "expired and forfeited".
struct LossOfInstant {
    Credits amount;
    std::vector<std::string> words;
};

std::map<Instant, LossOfInstant> losses_by_instant(const Row& row) {
    std::map<Instant, LossOfInstant> losses;
    for (const auto& loss : row.losses) {
        auto& [amount, words] = losses[loss.at];
        amount += loss.amount;
        const std::string word(loss_word(loss.kind));
        if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
    }
    return losses;
}

class Calendar {
  public:
    Calendar(const app::ForecastReport& report, const Display& display) : report_(report), display_(display) {
        lines_.add("BEGIN", "VCALENDAR");
        lines_.add("VERSION", "2.0");
        lines_.add("PRODID", "-//inmail-ledger//forecast//EN");
        lines_.add("CALSCALE", "GREGORIAN");
    }

    void add(const Row& row) {
        const std::string account = titled(row.account);
        for (const auto& refresh : row.refreshes) {
            add_event({"refresh", refresh.at, row.account}, date_of(refresh.at, display_),
                      fmt::format("{}: refresh, {}", account, credits_words(refresh.granted)));
        }
        for (const auto& deadline : row.deadlines) {
            if (deadline.to_send == no_credits) continue;
            add_event({"send", deadline.too_late, row.account}, last_date(deadline.too_late, display_),
                      fmt::format("{}: send {} {} or lose {}", account, deadline.to_send.value,
                                  deadline_words(deadline.too_late, display_), deadline.lost.value));
        }
        for (const auto& [at, loss] : losses_by_instant(row)) {
            add_event({"loss", at, row.account}, date_of(at, display_),
                      fmt::format("{}: {} {} if nothing is sent", account, credits_words(loss.amount), enumeration(loss.words)));
        }
    }

    [[nodiscard]] std::string finish() {
        lines_.add("END", "VCALENDAR");
        return lines_.all();
    }

  private:
    /// What an event keeps from one forecast to the next.
    struct Identity {
        const char* what;
        Instant at;
        const app::AccountName& account;
    };

    void add_event(const Identity& identity, const std::string& date, const std::string& summary) {
        lines_.add("BEGIN", "VEVENT");
        lines_.add_text("UID", fmt::format("{}-{}-{}@{}.inmail-ledger", identity.what, utc_time(identity.at),
                                           identity.account.typed(), report_.ledger));
        lines_.add("DTSTAMP", utc_time(display_.now));
        lines_.add("DTSTART;VALUE=DATE", date);
        lines_.add_text("SUMMARY", summary);
        lines_.add_text("CATEGORIES", identity.what);
        lines_.add("TRANSP", "TRANSPARENT");
        lines_.add("END", "VEVENT");
    }

    const app::ForecastReport& report_;
    const Display& display_;
    ContentLines lines_;
};

}  // namespace

std::string to_ics(const app::ForecastReport& report, const Display& display) {
    Calendar calendar(report, display);
    for (const auto& row : report.rows) calendar.add(row);
    return calendar.finish();
}

}  // namespace inmail::render
