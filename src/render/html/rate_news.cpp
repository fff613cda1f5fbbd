#include "rate_news.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "page_words.hpp"
#include "stats_words.hpp"
#include "words.hpp"

namespace inmail::render::html {
namespace {

using app::StatsReport;

/// A row whose interval leaves out the rate of all.
struct Standout {
    app::Dimension by{};
    const StatsReport::Row* row{nullptr};
    double distance{0};  ///< from that rate to the near end of the interval; below 0 for a worse row
};

/// Of rows that are enough to tell and have a value, the farthest away first.
std::vector<Standout> standouts_of(const StatsReport& report, const StatsReport::Group& group) {
    std::vector<Standout> found;
    const auto average = average_of(report, group.by);
    if (!average) return found;
    for (const auto& row : group.rows) {
        if (row.responses.is_small() || row.value.empty()) continue;
        const auto interval = row.responses.interval();
        const double better = interval.low - *average;
        const double worse = interval.high - *average;
        if (better > 0 || worse < 0) found.push_back({group.by, &row, better > 0 ? better : worse});
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return std::abs(a.distance) > std::abs(b.distance); });
    return found;
}

/// "spring (41% of 60)"
std::string standout_words(const Standout& standout) {
    const app::Responses& own = standout.row->responses;
    const std::string name = standout.row->person.empty() ? standout.row->value : standout.row->person;
    // A campaign's name may hold anything.
    const char* quote = standout.by == app::Dimension::campaign ? "\"" : "";
    return fmt::format("{}{}{} ({} of {})", quote, name, quote, share_words(*own.rate()), grouped(own.sent));
}

std::string named_standout(const Standout& standout) {
    return fmt::format("{} {}", to_string(standout.by), standout_words(standout));
}

const Standout* first_on_side(const std::vector<Standout>& all, bool better) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return (one.distance > 0) == better; });
    return found == all.end() ? nullptr : &*found;
}

/// What a sender chooses for each message, and so the first to read about.
bool is_choice(app::Dimension by) {
    return by == app::Dimension::campaign || by == app::Dimension::weekday || by == app::Dimension::length;
}

/// Of all groups, or of those that are a choice if any of them stands out; the farthest away first.
std::vector<Standout> news_standouts(const StatsReport& report) {
    std::vector<Standout> all;
    for (const auto& group : report.groups) {
        // A month is over: nobody chooses it.
        if (group.by == app::Dimension::month && !report.by) continue;
        for (auto& one : standouts_of(report, group)) all.push_back(one);
    }
    const auto no_choice = std::stable_partition(all.begin(), all.end(), [](const auto& one) { return is_choice(one.by); });
    if (no_choice != all.begin()) all.erase(no_choice, all.end());
    std::stable_sort(all.begin(), all.end(),
                     [](const auto& a, const auto& b) { return std::abs(a.distance) > std::abs(b.distance); });
    return all;
}

/// Whether some group has rows to compare that are enough to tell.
bool can_compare(const StatsReport& report) {
    return std::any_of(report.groups.begin(), report.groups.end(), [](const auto& group) {
        return std::count_if(group.rows.begin(), group.rows.end(), [](const auto& row) { return !row.responses.is_small(); }) > 1;
    });
}

/// "campaign spring (41% of 60) does clearly better, and weekday friday (9% of 70) clearly worse"
std::string comparison_of(const StatsReport& report) {
    const auto all = news_standouts(report);
    const Standout* better = first_on_side(all, true);
    const Standout* worse = first_on_side(all, false);
    if (better != nullptr && worse != nullptr)
        return fmt::format("{} does clearly better, and {} clearly worse", named_standout(*better), named_standout(*worse));
    if (better != nullptr) return fmt::format("{} does clearly better", named_standout(*better));
    if (worse != nullptr) return fmt::format("{} does clearly worse", named_standout(*worse));
    if (!can_compare(report)) return "the groups below are too small to tell what works";
    return fmt::format("{} is clearly better or worse",
                       report.by ? fmt::format("no {}", to_string(*report.by)) : "nothing below");
}

std::string listed(const std::vector<Standout>& all, bool better) {
    constexpr std::size_t most_named = 3;
    std::vector<std::string> words;
    for (const auto& one : all) {
        if ((one.distance > 0) == better) words.push_back(standout_words(one));
    }
    return words.empty() ? std::string() : first_words(words, most_named);
}

}  // namespace

std::optional<double> average_of(const StatsReport& report, app::Dimension by) {
    if (by == app::Dimension::channel || by == app::Dimension::step) return std::nullopt;
    return report.inmails.rate();
}

std::string rate_news(const StatsReport& report) {
    const app::Responses& all = report.total.responses;
    const std::string noun = counts_all(report) ? "message" : "InMail";
    if (all.sent == 0) return fmt::format("No {} was sent {}.", noun, render::months_of(report));
    std::string words = fmt::format("{} of {} sent {} {} answered", share_words(*all.rate()), grouped(all.sent, noun),
                                    render::months_of(report), all.sent == 1 ? "was" : "were");
    if (all.is_small()) return fmt::format("{}: too few to tell what works.", words);
    if (counts_all(report)) return words + ".";
    return fmt::format("{}; {}.", words, comparison_of(report));
}

std::string group_news(const StatsReport& report, const StatsReport::Group& group) {
    const auto average = average_of(report, group.by);
    if (!average) return fmt::format("Each {} reaches other people, so their rates are not compared.", to_string(group.by));
    const std::string all = fmt::format("all together ({})", share_words(*average));
    const auto standouts = standouts_of(report, group);
    const std::string better = listed(standouts, true);
    const std::string worse = listed(standouts, false);
    std::string words;
    if (!better.empty()) words = fmt::format("Clearly better than {}: {}.", all, better);
    if (!worse.empty())
        words += fmt::format("{}Clearly worse{}: {}.", words.empty() ? "" : " ", words.empty() ? " than " + all : "", worse);
    if (!words.empty()) return words;
    const bool all_small =
        std::all_of(group.rows.begin(), group.rows.end(), [](const auto& row) { return row.responses.is_small(); });
    return all_small ? fmt::format("Each has fewer than {} messages: too few to tell.", app::Responses::small_sample)
                     : fmt::format("None is clearly better or worse than {}.", all);
}

}  // namespace inmail::render::html
