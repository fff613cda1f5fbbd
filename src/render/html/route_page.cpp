#include "inmail/render/route_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "inmail/render/reports.hpp"
#include "inmail/text/unicode.hpp"
#include "messages/route_words.hpp"
#include "page_words.hpp"
#include "svg.hpp"
#include "template.hpp"
#include "words.hpp"

namespace inmail::render {
namespace html {
namespace {

using Row = app::RouteReport::Row;

/// What is planned for one day. Channels are in the order of the rules, InMails first.
struct PlannedDay {
    Instant at;
    std::map<Channel, std::vector<const Row*>> rows;
    std::int64_t inmails{0};
    std::int64_t notes{0};
    std::int64_t free{0};

    [[nodiscard]] std::int64_t all() const { return inmails + notes + free; }
};

/// By date, as the display zone has it.
std::map<std::string, PlannedDay> days_of(const app::RouteReport& report, const Display& display) {
    std::map<std::string, PlannedDay> days;
    for (const Row& row : report.rows) {
        if (!row.channel || !row.not_before) continue;
        PlannedDay& day = days.try_emplace(short_day(*row.not_before, display), PlannedDay{*row.not_before, {}}).first->second;
        day.rows[*row.channel].push_back(&row);
        const bool is_note = *row.channel == Channel::connection_note;
        ++(row.cost > 0 ? day.inmails : is_note ? day.notes : day.free);
    }
    return days;
}

struct Part {
    std::string_view css_class;
    std::string_view noun;
    std::int64_t count;
};

std::array<Part, 3> parts_of(const PlannedDay& day) {
    return {{{"inmail", "InMail", day.inmails}, {"note", "note", day.notes}, {"free", "free message", day.free}}};
}

/// `widest` messages fill the width.
Markup bar_of(const PlannedDay& day, const std::string& date, std::int64_t widest, const Display& display) {
    constexpr Svg::Size size{400, 18};
    std::vector<std::string> words;
    for (const Part& part : parts_of(day)) {
        if (part.count > 0) words.push_back(grouped(part.count, part.noun));
    }
    Svg svg("day-" + date, "bar", size, "Planned from " + day_words(day.at, display), enumeration(words));
    double x = 0;
    for (const Part& part : parts_of(day)) {
        if (part.count == 0) continue;
        const double width = size.width * static_cast<double>(part.count) / static_cast<double>(widest);
        svg.rect(x, 0, {width, size.height}, part.css_class, grouped(part.count, part.noun));
        x += width;
    }
    return svg.finish();
}

/// "Olga Answers, olga-answers"
std::string person_of(const Row& row) {
    const bool says_no_more = row.prospect.name.empty() || canonical_name(row.prospect.name) == row.prospect.key;
    if (says_no_more && !row.prospect.name.empty()) return row.prospect.name;
    return says_no_more ? row.prospect.key : fmt::format("{}, {}", row.prospect.name, row.prospect.key);
}

Values values_of(const Row& row, const Display& display) {
    std::string why = route_words(row, dates_for(display));
    if (!row.seat.empty() && row.channel) why = fmt::format("{} writes: {}", row.seat, why);
    return Values().set("prospect", row.prospect.key).set("shown", person_of(row)).set("why", why);
}

Values::List channels_of(const PlannedDay& day, const Display& display) {
    Values::List channels;
    for (const auto& [channel, rows] : day.rows) {
        Values::List people;
        for (const Row* row : rows) people.push_back(values_of(*row, display));
        channels.push_back(Values()
                               .set("channel", to_string(channel))
                               .set("size", std::to_string(rows.size()))
                               .set("people", std::move(people)));
    }
    return channels;
}

Values::List days_list(const app::RouteReport& report, const Display& display) {
    const auto days = days_of(report, display);
    std::int64_t widest = 1;
    for (const auto& [date, day] : days) widest = std::max(widest, day.all());
    Values::List list;
    for (const auto& [date, day] : days) {
        list.push_back(Values()
                           .set("date", date)
                           .set("day", day_words(day.at, display))
                           .set("bar", bar_of(day, date, widest, display))
                           .set("inmails", day.inmails)
                           .set("of_notes", day.notes)
                           .set("free", day.free)
                           .set("all", day.all())
                           .set("channels", channels_of(day, display)));
    }
    return list;
}

}  // namespace
}  // namespace html

std::string to_html(const app::RouteReport& report, const Display& exact) {
    const Display display = html::page_display(exact);
    html::Values page;
    const auto people = static_cast<std::int64_t>(report.rows.size());
    page.set("title", "InMail credits: who to write to");
    page.set("headline", fmt::format("{} of {} can be written to, for {}.", html::grouped(people - report.unrouted),
                                     people == 1 ? "1 person" : html::grouped(people) + " people",
                                     html::grouped(report.spent.value, "credit")));
    html::Values::List notes;
    for (const auto& words : table_of(report, display).notes) notes.push_back(html::Values().set("words", words));
    page.set("notes", std::move(notes));
    page.set("days", html::days_list(report, display));
    html::Values::List not_now;
    for (const auto& row : report.rows) {
        if (row.channel) continue;
        not_now.push_back(html::values_of(row, display).set("from", row.not_before ? day_words(*row.not_before, display) : ""));
    }
    page.set("not_now", std::move(not_now));
    page.set("as_of", end_words(report.as_of, display));
    return html::fill("route", page);
}

}  // namespace inmail::render
