// Which step of a sequence is due after which events (docs/outreach.md).

#include "inmail/app/outreach/sequence_step.hpp"

#include <sstream>

#include "inmail/io/sequence_toml.hpp"
#include "inmail/io/shipped_rules.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::app;

namespace {

constexpr Instant first_day{1'790'812'800'000};  // 2026-10-01, 00:00 UTC

/// "1 connection-note; 4 accepted; 8 inmail; 9 answered": the day, counted from 1, and what happened at 15:00.
std::vector<OutreachEvent> events_of(const std::string& text) {
    std::vector<OutreachEvent> events;
    std::istringstream in(text);
    for (std::string part; std::getline(in, part, ';');) {
        std::istringstream words(part);
        int day = 0;
        std::string what;
        words >> day >> what;
        OutreachEvent event;
        event.at = first_day + days(day - 1) + Duration{15 * 60 * 60 * 1000};
        event.kind = what == "accepted"   ? OutreachEvent::Kind::accepted
                     : what == "declined" ? OutreachEvent::Kind::declined
                     : what == "answered" ? OutreachEvent::Kind::answered
                                          : OutreachEvent::Kind::sent;
        if (event.kind == OutreachEvent::Kind::sent) {
            REQUIRE(parse_channel(what));
            event.channel = *parse_channel(what);
        }
        events.push_back(event);
    }
    return events;
}

int day_number(Instant t) { return day_of(t).value - day_of(first_day).value + 1; }

/// "3 inmail 8-11": the step's number, its first channel, and the days on which it is due; "-": none.
std::string next_of(const Sequence& sequence, const std::string& events, bool is_high, int as_of) {
    const Sequences of_everyone{[&sequence](const std::string&) { return &sequence; }};
    const auto next = next_step(events_of(events), of_everyone, steps_for(is_high), first_day + days(as_of) - Duration{1});
    if (!next) return "-";
    return std::to_string(next->step + 1) + " " + std::string(to_string(next->sequence->steps[next->step].channels.front())) +
           " " + std::to_string(day_number(next->due)) + "-" + std::to_string(day_number(next->last_day));
}

struct Row {
    std::string events;
    int as_of;
    std::string high;  ///< the next step of a prospect of high priority
    std::string low;
};

}  // namespace

TEST_CASE("connect-first: what is due after which events") {
    const Sequence sequence = io::read_sequence(io::shipped_rules(RulesKind::sequence).front().text, "connect-first");
    const Row rows[] = {
        {"", 9, "-", "-"},
        {"1 connection-note", 1, "3 inmail 8-11", "4 email 8-15"},
        {"1 connection-request", 9, "3 inmail 8-11", "4 email 8-15"},
        // A declined request leaves nothing to wait for, until another is sent.
        {"1 connection-note; 3 declined", 9, "3 inmail 3-11", "4 email 8-15"},
        {"1 connection-note; 13 declined", 13, "3 inmail 8-11", "4 email 8-15"},
        {"1 connection-note; 3 declined; 5 connection-note", 9, "3 inmail 12-15", "4 email 12-19"},
        {"1 connection-note; 3 declined; 4 accepted", 9, "2 first-degree 7-9", "2 first-degree 7-9"},
        // Accepted: days after the acceptance, whenever it came.
        {"1 connection-note; 4 accepted", 4, "2 first-degree 7-9", "2 first-degree 7-9"},
        {"1 connection-note; 9 accepted", 9, "2 first-degree 12-14", "2 first-degree 12-14"},
        {"1 connection-note; 4 accepted; 7 first-degree", 9, "4 email 14-21", "4 email 14-21"},
        {"1 connection-note; 4 accepted; 7 first-degree; 15 phone", 15, "-", "-"},
        {"1 connection-note; 4 accepted; 7 first-degree; 15 email", 15, "-", "-"},
        // Not accepted.
        {"1 connection-note; 8 inmail", 9, "4 email 15-22", "4 email 15-22"},
        {"1 connection-note; 8 inmail; 10 accepted", 10, "2 first-degree 13-15", "2 first-degree 13-15"},
        {"1 connection-note; 8 inmail; 15 email", 16, "-", "-"},
        {"1 connection-note; 8 email; 10 accepted", 10, "2 first-degree 13-15", "2 first-degree 13-15"},
        // A free message stands for the InMail; a message before the acceptance is none after it.
        {"1 connection-note; 8 open-profile", 9, "4 email 15-22", "4 email 15-22"},
        {"1 connection-note; 8 group; 10 accepted", 10, "2 first-degree 13-15", "2 first-degree 13-15"},
        {"1 connection-note; 4 accepted; 7 replied-thread", 9, "4 email 14-21", "4 email 14-21"},
        // An answer ends it, also one before it.
        {"1 connection-note; 2 answered", 2, "-", "-"},
        {"1 connection-note; 4 accepted; 5 answered", 5, "-", "-"},
        {"1 connection-note; 8 inmail; 9 answered; 50 connection-note", 51, "-", "-"},
        // It begins with a request to connect, and with nothing else.
        {"1 inmail", 9, "-", "-"},
        {"1 inmail; 3 connection-note", 9, "-", "-"},
        {"1 email; 40 connection-note", 41, "3 inmail 47-50", "4 email 47-54"},
        // After the date that is thirty days behind the latest message or acceptance it is over, and may begin anew.
        {"1 connection-note", 31, "3 inmail 8-11", "4 email 8-15"},
        {"1 connection-note", 32, "-", "-"},
        {"1 connection-note; 20 accepted", 50, "2 first-degree 23-25", "2 first-degree 23-25"},
        {"1 connection-note; 20 accepted", 51, "-", "-"},
        {"1 connection-note; 45 accepted", 46, "2 first-degree 48-50", "2 first-degree 48-50"},
        {"1 connection-note; 8 inmail; 60 connection-note", 61, "3 inmail 67-70", "4 email 67-74"},
        {"1 connection-note; 60 inmail", 61, "-", "-"},
    };
    for (const auto& row : rows) {
        INFO(row.events << ", day " << row.as_of);
        CHECK(next_of(sequence, row.events, true, row.as_of) == row.high);
        CHECK(next_of(sequence, row.events, false, row.as_of) == row.low);
    }
}

TEST_CASE("a second InMail is never due, and steps over one channel are done one after the other") {
    const Sequence sequence = io::read_sequence(R"(
end = 20
[[step]]
channel = "email"
[[step]]
channel = "inmail"
days = 2
only_if = "not accepted"
[[step]]
channel = "inmail"
after = "start"
days = 5
[[step]]
channel = "email"
days = [3, 4]
priority = "low"
[[step]]
channel = "email"
days = 5
)",
                                                "own.toml");
    const Row rows[] = {
        {"1 email", 2, "2 inmail 3-3", "2 inmail 3-3"},
        {"1 email; 3 inmail", 4, "5 email 8-8", "4 email 6-7"},
        {"1 email; 3 inmail; 6 email", 6, "-", "5 email 11-11"},
        {"1 email; 3 inmail; 6 email; 11 email", 11, "-", "-"},
    };
    for (const auto& row : rows) {
        INFO(row.events << ", day " << row.as_of);
        CHECK(next_of(sequence, row.events, true, row.as_of) == row.high);
        CHECK(next_of(sequence, row.events, false, row.as_of) == row.low);
    }
}
