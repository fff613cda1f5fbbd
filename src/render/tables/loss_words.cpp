#include "loss_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <vector>

#include "words.hpp"
#include "worth_words.hpp"

namespace inmail::render {
namespace {

using Kind = Posting::Kind;

using app::Deadline;

/// "send 37 by 30 June or lose 37"
std::string send_or_lose(const Deadline& deadline, const Display& display) {
    return fmt::format("send {} {} or lose {}", deadline.to_send.value, deadline_words(deadline.too_late, display),
                       deadline.lost.value);
}

/// "send 37 by 28 June and 8 by 30 June or lose them"; of more than two deadlines "send 52 by 31 October, the first by 7 October,
/// or lose 52". Empty if there is no deadline.
std::string send_or_lose(std::vector<Deadline> deadlines, const Display& display) {
    Deadline all;
    for (const Deadline& deadline : deadlines) {
        all.to_send += deadline.to_send;
        all.lost += deadline.lost;
    }
    const auto asks_nothing = [](const Deadline& deadline) { return deadline.to_send == no_credits; };
    deadlines.erase(std::remove_if(deadlines.begin(), deadlines.end(), asks_nothing), deadlines.end());
    if (deadlines.empty()) return {};
    all.too_late = deadlines.back().too_late;
    if (deadlines.size() == 1) return send_or_lose(all, display);
    const Deadline& first = deadlines.front();
    const Deadline& last = deadlines.back();
    if (deadlines.size() == 2) {
        const std::string lose = all.to_send == all.lost ? "them" : fmt::format("{}", all.lost.value);
        return fmt::format("send {} {} and {} {} or lose {}", first.to_send.value, deadline_words(first.too_late, display),
                           last.to_send.value, deadline_words(last.too_late, display), lose);
    }
    const auto largest = std::max_element(deadlines.begin(), deadlines.end(),
                                          [](const Deadline& x, const Deadline& y) { return x.to_send < y.to_send; });
    Credits by_then;
    for (auto deadline = deadlines.begin(); deadline != std::next(largest); ++deadline) by_then += deadline->to_send;
    std::string words = fmt::format("send {} {}", by_then.value, deadline_words(largest->too_late, display));
    if (largest != deadlines.begin()) words += fmt::format(", the first {},", deadline_words(first.too_late, display));
    if (by_then != all.to_send)
        words += fmt::format(" and {} more {}", (all.to_send - by_then).value, deadline_words(last.too_late, display));
    return fmt::format("{} or lose {}", words, all.lost.value);
}

/// "send 37 by 30 June or lose 37, and 50 more in any case"
std::string with_lost_anyway(const std::string& saveable, Credits beyond_saving) {
    if (beyond_saving == no_credits) return saveable;
    if (saveable.empty()) return fmt::format("no send can save {}", beyond_saving.value);
    return fmt::format("{}, and {} more in any case", saveable, beyond_saving.value);
}

/// "cancelled on 20 December", "switches on 20 December"
std::string ending_words(const app::PlanEnd& end, const Display& display) {
    const char* ends = end.event == EventKind::cancel ? "cancelled" : "switches";
    return fmt::format("{} on {}", ends, moment_words(end.at, display));
}

/// Whether the plan's end is one of the losses.
bool ends_within(const app::LossesAhead& ahead) {
    const auto at_the_end = [&](const app::ComingLoss& loss) { return loss.at == ahead.plan_end->at; };
    return ahead.plan_end && std::any_of(ahead.losses.begin(), ahead.losses.end(), at_the_end);
}

}  // namespace

std::string_view loss_word(Kind kind) {
    if (kind == Kind::expired || kind == Kind::zeroed) return to_string(kind);
    return "forfeited";
}

std::string usable_until(const app::ComingLoss& loss, const Display& display) {
    if (loss.saveable() == no_credits) return {};
    return usable_until(loss.at, display);
}

std::string usable_until(Instant too_late, const Display& display) {
    const Instant last = too_late - Duration{1};
    if (begins_utc_date(too_late)) return to_string(day_of(last));
    // The end of a day in the display zone is that day, not the next one.
    return short_day(last, display) == short_day(too_late, display) ? short_moment(too_late, display) : short_day(last, display);
}

std::string losing_words(const app::LossesAhead& ahead, const Display& display) {
    std::string words = ends_within(ahead) ? ending_words(*ahead.plan_end, display) + ": " : "";
    Credits beyond_saving;
    for (const auto& loss : ahead.losses) beyond_saving += loss.beyond_saving;
    return words + with_lost_anyway(send_or_lose(ahead.deadlines, display), beyond_saving);
}

std::string plan_end_words(const app::LossesAhead& ahead, const Display& display) {
    if (ends_within(ahead)) return losing_words(ahead, display);
    const app::PlanEnd& end = *ahead.plan_end;
    std::string words = ending_words(end, display);
    if (end.lost == no_credits) return words;
    const Credits saveable = end.saveable();
    const std::string advice = saveable == no_credits ? std::string() : send_or_lose({end.at, saveable, saveable}, display);
    words += ": " + with_lost_anyway(advice, end.beyond_saving);
    // Who waits for the end loses these first.
    if (end.lost_before > no_credits) words += fmt::format(", and {} before that", end.lost_before.value);
    return words;
}

std::vector<std::string> loss_advice(const app::LossesAhead& ahead, const Display& display) {
    std::vector<std::string> advice;
    if (!ahead.losses.empty() && !ends_within(ahead)) advice.push_back(losing_words(ahead, display));
    if (ahead.plan_end) advice.push_back(plan_end_words(ahead, display));
    return advice;
}

std::string later_words(std::int64_t ends_later) {
    if (ends_later == 0) return {};
    return ends_later == 1 ? "; a plan ends after that" : "; plans end after that";
}

void add_coming_note(Table& table, Instant until, Credits losing, const app::Worth& worth, std::int64_t ends_later,
                     const Display& display) {
    const std::string what = "About to be lost by " + window_words(until, display);
    if (losing == no_credits) return table.notes.push_back(what + ": nothing" + later_words(ends_later));
    add_worth_note(table, what, losing, worth);
}

std::string dry_words(const app::ForecastReport::Row& row, const Display& display) {
    if (row.available > no_credits) {
        return fmt::format("runs out on {} at {} sends/day", day_words(*row.dry_at, display), decimal_words(row.sends_per_day));
    }
    if (!row.next_grant) return "has run out, and no more credits are to come";
    return fmt::format("has run out: the next credits come on {}", day_words(*row.next_grant, display));
}

}  // namespace inmail::render
