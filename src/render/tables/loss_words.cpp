#include "loss_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "words.hpp"

namespace inmail::render {
namespace {

using Kind = Posting::Kind;

const char* ending_of(Kind kind) { return kind == Kind::expired ? "expire" : "pass the cap"; }

/// Why the account loses credits of one kind: "37 granted on 30 March expire: RULES section 4, expiry"; empty where it loses
/// none.
std::string reason_of(Kind kind, const std::vector<app::ComingLoss>& losses, const Display& display) {
    Credits sum;
    std::optional<Instant> granted_at;
    int lots = 0;
    for (const auto& loss : losses) {
        if (loss.kind != kind) continue;
        sum += loss.amount;
        if (!loss.lot) continue;
        granted_at = loss.lot->granted_at;
        ++lots;
    }
    if (sum == no_credits) return {};
    const auto of_one_lot = lots == 1 ? fmt::format(" granted on {}", moment_words(*granted_at, display)) : std::string();
    return fmt::format("{}{} {}: {}", sum.value, of_one_lot, ending_of(kind), section_of(kind));
}

std::string reasons_of(const std::vector<app::ComingLoss>& losses, const Display& display) {
    std::string all;
    for (const Kind kind : {Kind::expired, Kind::withheld, Kind::trimmed}) {
        const auto reason = reason_of(kind, losses, display);
        if (!reason.empty()) all += (all.empty() ? "" : "; ") + reason;
    }
    return all;
}

struct Deadline {
    Instant too_late;
    Credits amount;
};

std::vector<Deadline> deadlines_of(const std::vector<app::ComingLoss>& losses) {
    std::vector<Deadline> all;
    for (const auto& loss : losses) {
        if (all.empty() || all.back().too_late != loss.at) all.push_back({loss.at, {}});
        all.back().amount += loss.amount;
    }
    return all;
}

/// As many as a sentence holds, in their order.
std::vector<Deadline> largest(std::vector<Deadline> deadlines) {
    constexpr std::size_t most = 3;
    if (deadlines.size() <= most) return deadlines;
    std::stable_sort(deadlines.begin(), deadlines.end(),
                     [](const Deadline& a, const Deadline& b) { return a.amount > b.amount; });
    deadlines.resize(most);
    std::sort(deadlines.begin(), deadlines.end(), [](const Deadline& a, const Deadline& b) { return a.too_late < b.too_late; });
    return deadlines;
}

}  // namespace

std::string send_or_lose(Credits amount, Instant too_late, const Display& display) {
    return fmt::format("send {} {} or lose {}", amount.value, deadline_words(too_late, display), amount.value);
}

std::string losing_words(const app::ForecastReport::Row& row, const Display& display) {
    const auto reasons = reasons_of(row.losses, display);
    const auto all = deadlines_of(row.losses);
    if (all.size() == 1) return fmt::format("{} ({})", send_or_lose(all.front().amount, all.front().too_late, display), reasons);
    const auto told = largest(all);
    Credits rest = row.losing;
    std::string words = "send ";
    for (const Deadline& deadline : told) {
        rest -= deadline.amount;
        const char* joint = &deadline == &told.front() ? "" : &deadline == &told.back() ? " and " : ", ";
        words += fmt::format("{}{} {}", joint, deadline.amount.value, deadline_words(deadline.too_late, display));
    }
    words += " or lose them";
    if (rest > no_credits) {
        words +=
            fmt::format(", and {} more in smaller parts, the last {}", rest.value, deadline_words(all.back().too_late, display));
    }
    return fmt::format("{} ({})", words, reasons);
}

std::string dry_words(const app::ForecastReport::Row& row, const Display& display) {
    if (row.available == no_credits) {
        return fmt::format("is dry: the next credits come on {}", day_words(row.next_refresh, display));
    }
    return fmt::format("runs dry on {} at this pace, {} InMails a day", day_words(*row.dry_at, display),
                       decimal_words(row.sends_per_day));
}

}  // namespace inmail::render
