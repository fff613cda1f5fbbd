#include "news.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "page_words.hpp"
#include "words.hpp"

namespace inmail::render::html {
namespace {

/// With fewer lost before, a percentage says less than the number.
constexpr Credits least_for_percent{20};

/// "in September"; "from January 2026 to March 2026".
std::string months_words(const app::AuditReport& report) {
    if (report.from == report.to) return "in " + month_name(report.to);
    return fmt::format("from {} to {}", month_words(report.from), month_words(report.to));
}

/// ", 21% more than in August"; empty if there is nothing to compare with.
std::string change_words(const app::AuditReport& report) {
    if (!report.before) return {};
    const Credits lost = report.total.lost();
    const Credits before = report.total.before.lost();
    const std::string then = months_before_words(report);
    if (report.so_far) return fmt::format(", against {} in the whole of {}", grouped(before.value), then);
    if (before == no_credits) return fmt::format(", none in {}", then);
    if (lost == before) return fmt::format(", as many as in {}", then);
    if (before < least_for_percent) return fmt::format(", against {} in {}", grouped(before.value), then);
    const auto more = static_cast<double>((lost - before).value) / static_cast<double>(before.value);
    const auto percent = std::lround(100 * std::abs(more));
    if (percent == 0) return fmt::format(", about as many as in {}", then);
    return fmt::format(", {}% {} than in {}", grouped(percent), more > 0 ? "more" : "fewer", then);
}

/// "one pool, acme, that used 53"
std::string loser_words(const app::AuditRow& row, const app::Outflow& outflow) {
    const std::string who = row.account.is_pool() || row.account.person.empty() ? row.account.name : row.account.person;
    const bool is_cancelled = !row.active && outflow.zeroed == outflow.lost();
    const std::string did = is_cancelled                 ? std::string("whose plan ended")
                            : outflow.used == no_credits ? std::string("that used none")
                                                         : fmt::format("that used {}", grouped(outflow.used.value));
    return fmt::format("one {}, {}, {}", row.account.is_pool() ? "pool" : "seat", who, did);
}

/// "; 407 of them in one pool, acme, that used 53"
std::string cause_words(const AuditSource& source) {
    const app::AuditReport& report = source.report;
    const auto losing =
        std::count_if(report.rows.begin(), report.rows.end(), [](const app::AuditRow& row) { return row.lost() > no_credits; });
    if (report.rows.size() < 2) return {};
    if (!source.charts.main_loser) return fmt::format("; spread over {}", grouped(losing, "account"));
    const std::size_t i = *source.charts.main_loser;
    const app::Outflow& outflow = source.charts.accounts[i].outflow;
    const std::string part = losing == 1 ? std::string("all") : grouped(outflow.lost().value);
    return fmt::format("; {} of them in {}", part, loser_words(report.rows[i], outflow));
}

std::string unpriced_words(const app::Worth& worth) {
    std::vector<std::string> words;
    if (worth.unpriced_plan > no_credits)
        words.push_back(fmt::format("{} have no known price", grouped(worth.unpriced_plan.value)));
    if (worth.unsourced_plan > no_credits)
        words.push_back(fmt::format("{} have one that no source names", grouped(worth.unsourced_plan.value)));
    return words.empty() ? std::string() : "Of these, " + enumeration(words) + ".";
}

}  // namespace

std::string months_before_words(const app::AuditReport& report) {
    const Month last = report.before->to;
    if (report.from != report.to) return fmt::format("the {} months before", report.to.value - report.from.value + 1);
    constexpr int months_of_year = 12;
    const bool same_year = last.value / months_of_year == report.to.value / months_of_year;
    return same_year ? month_name(last) : month_words(last);
}

std::string news_of(const AuditSource& source) {
    const app::AuditReport& report = source.report;
    const std::string when = months_words(report) + (report.so_far ? " so far" : "");
    if (report.total.lost() == no_credits) {
        const std::string before =
            report.before && report.total.before.lost() > no_credits
                ? fmt::format("; {} in {}", grouped(report.total.before.lost().value, "credit"), months_before_words(report))
                : std::string();
        return fmt::format("No credit was lost {}{}.", when, before);
    }
    return fmt::format("{} lost {}{}{}.", grouped(report.total.lost().value, "credit"), when, change_words(report),
                       cause_words(source));
}

std::string worth_of_loss(const app::AuditReport& report) {
    const std::string money = whole_money_words(report.total.worth.plan);
    return money.empty() ? money : fmt::format("Worth about {} at the plan's price.", money);
}

std::string worth_note(const app::AuditReport& report) {
    const app::Worth& worth = report.total.worth;
    std::string note = unpriced_words(worth);
    if (const std::string bought = whole_money_words(worth.bought); !bought.empty()) {
        note += fmt::format("{}Bought one by one they would cost about {}", note.empty() ? "" : " ", bought);
        if (worth.unpriced_bought > no_credits)
            note += fmt::format(", without the {} of plans that sell none", grouped(worth.unpriced_bought.value));
        note += ".";
    }
    return note;
}

}  // namespace inmail::render::html
