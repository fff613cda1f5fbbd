#include "comparison_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "words.hpp"

namespace inmail::render {
namespace {

using app::AuditRow;

std::int64_t change_of_loss(const AuditRow& row) { return std::abs(row.lost().value - row.before.lost().value); }

std::string months_of(const app::Months& months) {
    return months.from == months.to ? month_words(months.from)
                                    : fmt::format("{} to {}", month_words(months.from), month_words(months.to));
}

/// "none" where nothing was sent.
std::string rate_or_none(const app::Responses& responses) {
    return responses.sent == 0 ? std::string("none") : fmt::format("{}%", std::lround(*responses.rate() * 100));
}

std::string changes_of(const AuditRow& row) {
    return fmt::format("sent {} (was {}), refunded {} (was {}), lost {} (was {}), reply rate {} (was {})", row.flow.sends,
                       row.before.flow.sends, row.flow.refunded.value, row.before.flow.refunded.value, row.lost().value,
                       row.before.lost().value, rate_or_none(row.responses), rate_or_none(row.before.responses));
}

}  // namespace

std::string changed_most_words(const app::AuditReport& report, AccountWords name) {
    constexpr std::size_t most_named = 3;
    if (!report.before) return {};
    std::vector<const AuditRow*> changed;
    for (const AuditRow& row : report.rows) {
        if (change_of_loss(row) > 0) changed.push_back(&row);
    }
    if (changed.empty()) return {};
    std::stable_sort(changed.begin(), changed.end(),
                     [](const AuditRow* a, const AuditRow* b) { return change_of_loss(*a) > change_of_loss(*b); });
    std::vector<std::string> accounts;
    for (const AuditRow* row : changed)
        accounts.push_back(fmt::format("{} {} (was {})", name(row->account), row->lost().value, row->before.lost().value));
    return "Losses that changed most: " + first_words(accounts, most_named);
}

std::vector<std::string> comparison_words(const app::AuditReport& report) {
    const AuditRow& all = report.total;
    const bool nothing_happened = all.flow.all_zero() && all.before.flow.all_zero();
    if (!report.before || nothing_happened) return {};
    std::string whole = fmt::format("Compared with {}: {}", months_of(*report.before), changes_of(report.total));
    if (report.so_far) whole += "; the last month is not over";
    const std::string changed = changed_most_words(report, [](const app::AccountName& account) { return account.typed(); });
    return changed.empty() ? std::vector<std::string>{whole} : std::vector<std::string>{whole, changed};
}

}  // namespace inmail::render
