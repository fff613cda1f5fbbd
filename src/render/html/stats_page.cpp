#include "inmail/render/stats_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "benchmarks.hpp"
#include "inmail/render/reports.hpp"
#include "page_words.hpp"
#include "rate_chart.hpp"
#include "rate_news.hpp"
#include "stats_words.hpp"
#include "template.hpp"
#include "words.hpp"

namespace inmail::render {
namespace html {
namespace {

using app::Dimension;
using app::StatsReport;

constexpr std::size_t most_rate_rows = 60;  ///< of a group: those with the most messages

/// What a reader can act on comes first.
constexpr std::array<Dimension, app::dimension_names.size()> order_shown{
    Dimension::campaign, Dimension::weekday, Dimension::length, Dimension::channel,
    Dimension::step,     Dimension::month,   Dimension::team,   Dimension::seat};

/// What guides publish of a rate that all messages of a kind have.
std::optional<RateBand> published_of(const StatsReport& report, PublishedBenchmark::Of of) {
    for (const auto& benchmark : report.benchmarks) {
        if (benchmark.published.of == of && benchmark.low) return RateBand{*benchmark.low, benchmark.high};
    }
    return std::nullopt;
}

/// Of the row's kind of messages; requests are accepted, not answered.
std::optional<RateBand> band_of(const StatsReport& report, Dimension by, const StatsReport::Row& row) {
    if (by == Dimension::step) return std::nullopt;
    if (by != Dimension::channel || row.value == to_string(Channel::inmail))
        return published_of(report, PublishedBenchmark::Of::inmail);
    if (row.value == to_string(Channel::email)) return published_of(report, PublishedBenchmark::Of::email);
    return std::nullopt;
}

/// The scale of all charts of the page, as its columns' heads name it.
struct RateScale {
    double top{1};

    void set(Values& values) const { values.set("top", share_words(top)).set("half", share_words(top / 2)); }
};

RateScale scale_of(const StatsReport& report) {
    double highest = 0;
    const auto add = [&](const app::Responses& own) {
        if (own.sent > 0) highest = std::max(highest, own.is_small() ? *own.rate() : own.interval().high);
    };
    for (const auto& group : report.groups) {
        for (const auto& row : group.rows) add(row.responses);
    }
    for (const auto& benchmark : report.benchmarks) {
        add(benchmark.own);
        if (benchmark.own.sent > 0) highest = std::max(highest, benchmark.high.value_or(0));
    }
    add(report.total.responses);
    return {scale_top(highest)};
}

void set_rate_mark(Values& values, const std::string& id, const std::string& title, const RateMark& mark) {
    const app::Responses& own = mark.own;
    values.set("rate", own.sent > 0 ? share_words(*own.rate()) : std::string()).set("is_thin", own.sent > 0 && own.is_small());
    values.set("answered", own.answered).set("sent", own.sent).set("interval", interval_words(own));
    values.set("chart", rate_chart(id, title, mark));
}

void set_figures(Values& values, const StatsReport::Row& row) {
    values.figure("pending", row.pending).figure("free", row.free.sent);
    values.set("wait", row.median_reply ? wait_words(*row.median_reply) : std::string());
    values.set("per_reply", decimal_words(row.cost.net.credits_per_reply(row.responses)));
    values.set("requests", row.requests.sent == 0
                               ? std::string()
                               : fmt::format("{} of {}", grouped(row.requests.answered), grouped(row.requests.sent)));
}

Values rate_row(const StatsReport& report, const StatsReport::Group& group, const StatsReport::Row& row, const RateScale& scale,
                std::size_t number) {
    const std::string by(to_string(group.by));
    const std::string shown = row.person.empty() ? shown_value(group.by, row.value) : row.person;
    Values values;
    values.set("value", row.value).set("shown", shown).set("has_person", !row.person.empty());
    const RateMark mark{row.responses, average_of(report, group.by), band_of(report, group.by, row), scale.top};
    set_rate_mark(values, fmt::format("{}-{}", by, number), fmt::format("By {}: {}", by, shown), mark);
    set_figures(values, row);
    return values;
}

/// The rows with the most messages, in the group's order.
std::vector<const StatsReport::Row*> shown_rows(const StatsReport::Group& group) {
    std::vector<const StatsReport::Row*> rows;
    for (const auto& row : group.rows) rows.push_back(&row);
    if (rows.size() <= most_rate_rows) return rows;
    std::stable_sort(rows.begin(), rows.end(),
                     [](const auto* a, const auto* b) { return a->responses.sent > b->responses.sent; });
    rows.resize(most_rate_rows);
    std::sort(rows.begin(), rows.end());  // they stand in one vector
    return rows;
}

Values rate_group(const StatsReport& report, const StatsReport::Group& group, const RateScale& scale) {
    Values::List rows;
    for (const auto* row : shown_rows(group)) rows.push_back(rate_row(report, group, *row, scale, rows.size()));
    const std::size_t more = group.rows.size() - rows.size();
    const auto any = [&](auto of) {
        return std::any_of(group.rows.begin(), group.rows.end(), [&](const auto& row) { return (row.*of).sent > 0; });
    };
    Values values;
    scale.set(values);
    values.set("by", to_string(group.by)).set("group_headline", group_news(report, group));
    values.set("any_more", more > 0).set("more", fmt::format("{} more", grouped(static_cast<std::int64_t>(more))));
    values.set("any_free_sent", any(&StatsReport::Row::free)).set("any_requests", any(&StatsReport::Row::requests));
    values.set("rows", std::move(rows));
    return values;
}

Values::List groups_of(const StatsReport& report, const RateScale& scale) {
    Values::List groups;
    for (const Dimension by : order_shown) {
        for (const auto& group : report.groups) {
            if (group.by == by && !group.rows.empty()) groups.push_back(rate_group(report, group, scale));
        }
    }
    return groups;
}

Values::List benchmarks_of(const StatsReport& report, const RateScale& scale) {
    Values::List list;
    for (const auto& benchmark : report.benchmarks) {
        if (benchmark.own.sent == 0) continue;
        const PublishedBenchmark& published = benchmark.published;
        Values values;
        RateMark mark{benchmark.own, std::nullopt, std::nullopt, scale.top};
        if (benchmark.low) mark.published = RateBand{*benchmark.low, benchmark.high};
        const std::string claim(claim_of(published.of));
        set_rate_mark(values, fmt::format("benchmark-{}", list.size()), claim, mark);
        values.set("of", benchmark_names.at(static_cast<std::size_t>(published.of))).set("shown", claim);
        values.set("published", published_words(published) + resolved_words(benchmark));
        values.set("verdict", verdict_words(benchmark.verdict)).set("source", publisher_words(published));
        list.push_back(std::move(values));
    }
    return list;
}

Values rate_total(const StatsReport& report, const RateScale& scale) {
    Values values;
    values.set("shown", counts_all(report) ? "messages" : "InMails");
    RateMark mark{report.total.responses, std::nullopt, std::nullopt, scale.top};
    if (!counts_all(report)) mark.published = published_of(report, PublishedBenchmark::Of::inmail);
    set_rate_mark(values, "rate-of-all", "All together", mark);
    set_figures(values, report.total);
    return values;
}

}  // namespace
}  // namespace html

std::string to_html(const app::StatsReport& report, const Display& exact) {
    const Display display = html::page_display(exact);
    const std::string heading = report.by ? fmt::format("Reply rates by {}", to_string(*report.by)) : std::string("Reply rates");
    const html::RateScale scale = html::scale_of(report);
    const Table table = table_of(report, display);
    html::Values page;
    page.set("title", "InMail credits: " + heading).set("heading", heading);
    page.set("headline", html::rate_news(report));
    page.set("scope", sentence_of(table.title));
    page.set("least", app::Responses::small_sample);
    scale.set(page);
    page.set("groups", html::groups_of(report, scale));
    page.set("has_total", report.total.responses.sent > 0);
    page.set("total", html::Values::List{html::rate_total(report, scale)});
    html::Values::List notes;
    for (const auto& words : table.notes) notes.push_back(html::Values().set("words", words));
    page.set("notes", std::move(notes));
    page.set("benchmarks", html::benchmarks_of(report, scale));
    return html::fill("stats", page);
}

}  // namespace inmail::render
