#include <string>

#include "examples.hpp"
#include "inmail/render/reports.hpp"
#include "support/catch.hpp"
#include "tables/loss_words.hpp"
#include "words.hpp"

namespace inmail::render {
namespace {

struct Loss {
    Posting::Kind kind;
    const char* at;
    int amount;
    const char* granted_at;  ///< null: no lot
};

app::CheckReport finding_of(const std::vector<Loss>& losses) {
    app::CheckReport::Finding finding;
    finding.row.account = seat("ana");
    for (const auto& loss : losses) {
        app::ComingLoss coming{loss.kind, at(loss.at), Credits{loss.amount}, {}};
        if (loss.granted_at != nullptr) coming.lot = LotId{LotSource::monthly, at(loss.granted_at), coming.at};
        finding.row.losses.push_back(coming);
        finding.row.losing.none_reply += coming.amount;
    }
    finding.at = finding.row.losses.front().at;
    finding.row.deadlines = app::deadlines_of(finding.row.losses);
    return {at("2026-06-01T12:00:00Z"), std::nullopt, std::nullopt, {finding}};
}

}  // namespace

TEST_CASE("check says what to send by when, naming the heaviest of many deadlines") {
    using Kind = Posting::Kind;
    const char* const april = "2026-04-01T00:00:00Z";
    struct {
        std::vector<Loss> losses;
        const char* words;
    } const rows[] = {
        {{{Kind::expired, "2026-07-01T00:00:00Z", 37, april}}, "ana: send 37 by 30 June or lose 37\n"},
        {{{Kind::withheld, "2026-07-01T00:00:00Z", 5, nullptr}}, "ana: send 5 by 30 June or lose 5\n"},
        {{{Kind::expired, "2026-07-01T09:30:00Z", 37, april}}, "ana: send 37 before 1 July 09:30 or lose 37\n"},
        {{{Kind::trimmed, "2027-01-01T00:00:00Z", 3, april}, {Kind::trimmed, "2027-01-01T00:00:00Z", 4, "2026-05-01T00:00:00Z"}},
         "ana: send 7 by 31 December or lose 7\n"},
        {{{Kind::withheld, "2026-07-01T00:00:00Z", 5, nullptr}, {Kind::expired, "2026-07-15T00:00:00Z", 2, april}},
         "ana: send 5 by 30 June and 2 by 14 July or lose them\n"},
        {{{Kind::expired, "2026-07-01T00:00:00Z", 1, april}}, "ana: send 1 by 30 June or lose 1\n"},
        {{{Kind::expired, "2026-07-02T00:00:00Z", 1, april},
          {Kind::expired, "2026-07-03T00:00:00Z", 9, april},
          {Kind::expired, "2026-07-04T00:00:00Z", 2, april},
          {Kind::expired, "2026-07-05T00:00:00Z", 8, april},
          {Kind::expired, "2026-07-06T00:00:00Z", 1, april}},
         "ana: send 10 by 2 July, the first by 1 July, and 11 more by 5 July or lose 21\n"},
        {{{Kind::expired, "2026-07-01T00:00:00Z", 48, april},
          {Kind::expired, "2026-07-09T16:21:00Z", 1, april},
          {Kind::expired, "2026-07-15T00:00:00Z", 2, april}},
         "ana: send 48 by 30 June and 3 more by 14 July or lose 51\n"},
        {{{Kind::expired, "2026-07-01T00:00:00Z", 1, april},
          {Kind::expired, "2026-07-09T00:00:00Z", 1, april},
          {Kind::expired, "2026-07-15T00:00:00Z", 48, april}},
         "ana: send 50 by 14 July, the first by 30 June, or lose 50\n"},
    };
    for (const auto& row : rows) CHECK(render(finding_of(row.losses), Format::table, piped()).out == row.words);
}

TEST_CASE("advice begins with the cancel or switch that zeroes credits, and lists it separately if it comes later") {
    using Kind = Posting::Kind;
    const char* const twentieth = "2026-12-20T00:00:00Z";
    struct {
        std::vector<Loss> losses;
        app::PlanEnd end;
        std::vector<std::string> advice;
    } const rows[] = {
        {{{Kind::zeroed, twentieth, 96, "2026-12-01T00:00:00Z"}},
         {at(twentieth), EventKind::cancel, Credits{96}},
         {"cancelled on 20 December: send 96 by 19 December or lose 96"}},
        {{{Kind::zeroed, "2026-12-20T15:00:00Z", 96, "2026-12-01T00:00:00Z"}},
         {at("2026-12-20T15:00:00Z"), EventKind::switch_plan, Credits{96}},
         {"switches on 20 December 15:00: send 96 before 20 December 15:00 or lose 96"}},
        {{{Kind::withheld, "2026-12-01T00:00:00Z", 50, nullptr}, {Kind::zeroed, twentieth, 96, "2026-12-01T00:00:00Z"}},
         {at(twentieth), EventKind::cancel, Credits{96}},
         {"cancelled on 20 December: send 50 by 30 November and 96 by 19 December or lose them"}},
        {{{Kind::withheld, "2026-12-01T00:00:00Z", 50, nullptr}},
         {at(twentieth), EventKind::cancel, Credits{96}},
         {"send 50 by 30 November or lose 50", "cancelled on 20 December: send 96 by 19 December or lose 96"}},
        {{{Kind::withheld, "2026-12-01T00:00:00Z", 50, nullptr}},
         {at(twentieth), EventKind::cancel, Credits{96}, no_credits, Credits{96}, Credits{50}},
         {"send 50 by 30 November or lose 50",
          "cancelled on 20 December: send 96 by 19 December or lose 96, and 50 before that"}},
        {{}, {at(twentieth), EventKind::cancel, no_credits, no_credits}, {"cancelled on 20 December"}},
        {{},
         {at(twentieth), EventKind::cancel, Credits{96}, Credits{50}},
         {"cancelled on 20 December: send 46 by 19 December or lose 46, and 50 more in any case"}},
        {{}, {at(twentieth), EventKind::cancel, Credits{50}, Credits{50}}, {"cancelled on 20 December: no send can save 50"}},
    };
    for (const auto& row : rows) {
        std::vector<app::ComingLoss> losses;
        if (!row.losses.empty()) losses = finding_of(row.losses).findings.front().row.losses;
        CHECK(loss_advice({losses, app::deadlines_of(losses), row.end}, piped()) == row.advice);
    }
}

TEST_CASE("the last day of a credit is a UTC day, in any zone") {
    Display berlin = piped();
    berlin.wall_clock = [](Instant t) { return piped().wall_clock(t + Duration{ms_per_day / 12}); };
    Display san_francisco = piped();
    san_francisco.wall_clock = [](Instant t) { return piped().wall_clock(t - Duration{ms_per_day / 3}); };
    struct {
        const char* too_late;
        const char* deadline;
        const char* deadline_in_berlin;
        const char* until;
        const char* until_in_berlin;
    } const rows[] = {
        {"2026-05-02T00:00:00Z", "by 1 May", "by 1 May", "2026-05-01", "2026-05-01"},
        {"2026-05-02T15:30:00Z", "before 2 May 15:30", "before 2 May 17:30", "2026-05-02 15:30", "2026-05-02 17:30"},
        {"2026-05-01T22:00:00Z", "before 1 May 22:00", "by 1 May", "2026-05-01 22:00", "2026-05-01"},
    };
    for (const auto& row : rows) {
        CHECK(deadline_words(at(row.too_late), piped()) == row.deadline);
        CHECK(deadline_words(at(row.too_late), berlin) == row.deadline_in_berlin);
        CHECK(usable_until(at(row.too_late), piped()) == row.until);
        CHECK(usable_until(at(row.too_late), berlin) == row.until_in_berlin);
    }
    CHECK(moment_words(at("2026-05-02T00:00:00Z"), berlin) == "2 May");
    CHECK(deadline_words(at("2026-05-02T00:00:00Z"), san_francisco) == "by 1 May UTC");
}

TEST_CASE("check says on which day an account runs out, at which pace, and gives no hour") {
    app::CheckReport report{at("2026-06-01T12:00:00Z"), std::nullopt, std::nullopt, {}};
    CHECK(render(report, Format::table, piped()).out.empty());
    app::CheckReport::Finding finding;
    finding.kind = app::CheckReport::Finding::Kind::dry;
    finding.row.account = seat(hostile);
    finding.row.dry_at = finding.at = at("2026-06-17T04:48:00Z");
    finding.row.sends_per_day = 2.25;
    finding.row.available = Credits{36};
    report.findings = {finding};
    const auto out = render(report, Format::table, piped()).out;
    CHECK(out.find(": runs out on 17 June at 2.25 sends/day\n") != std::string::npos);
    CHECK(out.find('\x1b') == std::string::npos);
    CHECK(to_json(report).find("\"finding\":\"dry\"") != std::string::npos);

    report.findings.front().row.available = no_credits;
    report.findings.front().row.next_grant = at("2026-07-01T00:00:00Z");
    CHECK(render(report, Format::table, piped()).out.find(": has run out: the next credits come on 1 July\n") !=
          std::string::npos);
    report.findings.front().row.next_grant.reset();
    CHECK(render(report, Format::table, piped()).out.find(": has run out, and no more credits are to come\n") !=
          std::string::npos);
}

}  // namespace inmail::render
