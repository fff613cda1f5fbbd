#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "inmail/app/account_name.hpp"
#include "inmail/app/reports/responses.hpp"
#include "inmail/app/reports/worth.hpp"
#include "inmail/core/credits.hpp"
#include "inmail/core/published.hpp"
#include "inmail/render/format.hpp"

namespace inmail::render {

// An instant that begins a UTC date, as a bare date and a refresh do, is shown as that date in any zone (RULES section 2).

/// Of an inclusive end, for a table: only the date if it is the end of that UTC date; the date before if it is the very beginning
/// of one, for whoever reads a date takes the whole of it.
[[nodiscard]] std::string short_end(Instant t, const Display& display);

/// For a sentence: "14 June 09:30"; only the date if it begins a UTC date; with the year unless it is this year.
[[nodiscard]] std::string moment_words(Instant t, const Display& display);
/// The same of what happened lately: "today 16:20", "yesterday 17:00".
[[nodiscard]] std::string recent_words(Instant t, const Display& display);
/// Of an inclusive end, for a sentence: "14 June" where it is the end of that UTC date.
[[nodiscard]] std::string end_words(Instant t, const Display& display);
/// The same of a refund window's inclusive end, for a sentence.
[[nodiscard]] std::string window_words(Instant last, const Display& display);
/// Of the first instant at which it is too late, for a sentence: "by 13 June" if a date ends there in UTC or in the display
/// zone, else "before 14 June 09:30". If it is still 13 June in the zone then: "by 13 June UTC".
[[nodiscard]] std::string deadline_words(Instant too_late, const Display& display);
/// "on 2026-03-14", "at 2026-03-14 09:30"
[[nodiscard]] std::string when_words(Instant t, const Display& display);
/// Only the date, if the time of day would be too precise: "14 June" for a sentence.
[[nodiscard]] std::string day_words(Instant t, const Display& display);
/// The UTC date, as LinkedIn counts it and people type it after --at: "2026-06-14". A sentence names `short_day`.
[[nodiscard]] std::string utc_date(Instant t);
/// How sentences name the date of an instant.
using DateWords = std::function<std::string(Instant)>;
/// As `short_day`.
[[nodiscard]] DateWords dates_for(const Display& display);
/// As a person types it after --as-of: the UTC date of its first instant, else the instant.
[[nodiscard]] std::string typed_instant(Instant t);
/// The hash of the ledger's last link, as reports name it.
[[nodiscard]] std::string head_words(const std::string& head);
/// "March 2026"
[[nodiscard]] std::string month_words(Month m);

/// Lines of prose, broken between words at the terminal's width.
[[nodiscard]] std::string fitted(const std::string& prose, const Display& display);

/// A clause as a sentence: its first letter in upper case, with a full stop.
[[nodiscard]] std::string sentence_of(std::string clause);

/// "a", "a and b", "a, b and c"
[[nodiscard]] std::string enumeration(const std::vector<std::string>& words);
/// "a, b"; of more than `most` words "a, b and 3 more".
[[nodiscard]] std::string first_words(const std::vector<std::string>& words, std::size_t most);
/// "1 credit", "3 credits"
[[nodiscard]] std::string counted(std::int64_t n, std::string_view noun);
[[nodiscard]] std::string credits_words(Credits n);

/// "USD 2,140.00": the currency named, thousands set apart.
[[nodiscard]] std::string money_words(const Money& money);
/// "EUR 9.00, USD 2,140.00": each currency on its own; empty if there is nothing.
[[nodiscard]] std::string money_words(const app::MoneySums& sums);

/// "EUR 959.88 a year"
[[nodiscard]] std::string price_words(const PlanPrice& price);

/// "31%" of a share of 1, rounded.
[[nodiscard]] std::string share_words(double part);
/// The 95% interval of the rate: "12-77%"; empty if nothing was sent.
[[nodiscard]] std::string interval_words(const app::Responses& responses);
/// "31%", of a small sample with its interval: "40% (12-77%)"; empty if nothing was sent.
[[nodiscard]] std::string rate_words(const app::Responses& responses);
/// "0.62", "12.50": two decimals; empty if there is none.
[[nodiscard]] std::string decimal_words(const std::optional<double>& number);

/// Of what is published: "a third party says so, 2026: HeyTalent guide". `dated`: empty if it is not known.
[[nodiscard]] std::string source_words(Certainty certainty, const std::string& dated, const std::string& source);

/// "ana (Ana Ruiz)"; without a person "ana".
[[nodiscard]] std::string titled(const app::AccountName& account);
/// "Ana Ruiz"; without a person as it is typed: "ana".
[[nodiscard]] std::string person_or_typed(const app::AccountName& account);
/// The account's name as people type it, fit for a terminal.
[[nodiscard]] std::string account_words(const app::AccountName& account);

}  // namespace inmail::render
