#include "examples.hpp"
#include "inmail/render/messages.hpp"
#include "inmail/text/lines.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::render;

namespace {

constexpr const char* undo = "`inmail undo` takes it back.";

/// An event of ana's that was recorded now, and what she holds after it.
app::RecordResult recorded(EventKind kind, int available) {
    app::Effect effect;
    effect.event.at = piped().now;
    effect.event.kind = kind;
    effect.event.seat = "ana";
    effect.event.key = "k1";
    effect.account = seat("ana");
    app::After after;
    after.account = seat("ana");
    after.plan = "sales-navigator-core";
    after.active = true;
    after.available = Credits{available};
    after.next_refresh = at("2026-07-01T00:00:00Z");
    app::RecordResult result;
    result.batch = "b1";
    result.effects = {effect};
    result.after = {after};
    return result;
}

std::string first_line(const app::RecordResult& result) {
    const std::string out = message_of(result, piped()).out;
    return out.substr(0, out.find('\n'));
}

}  // namespace

TEST_CASE("a send's message says what is left, and until when an answer refunds it") {
    app::RecordResult result = recorded(EventKind::send, 41);
    app::Effect& send = result.effects.front();
    send.event.prospect = "jane-doe";
    send.refundable_until = at("2026-08-30T12:00:00Z");
    const Rendered message = message_of(result, piped());
    CHECK(message.out ==
          "ana: 41 credits left, refunded if they reply by 30 August 12:00\n"
          "  recorded jane-doe as k1\n");
    CHECK(message.said == std::vector<std::string>{undo});

    // With the calendar-day rule a window ends at the end of a day (RULES section 4, window).
    send.refundable_until = at("2027-08-30T23:59:59.999Z");
    CHECK(first_line(result) == "ana: 41 credits left, refunded if they reply by 30 August 2027");

    send.refundable_until.reset();
    send.event.channel = Channel::open_profile;
    CHECK(first_line(result) == "ana: 41 credits left, open-profile costs nothing");

    result.dry_run = true;
    const Rendered dry = message_of(result, piped());
    CHECK(dry.out == "ana: 41 credits left, open-profile costs nothing\n  would record jane-doe\n");
    CHECK(dry.said == std::vector<std::string>{"Nothing was recorded (--dry-run)."});
}

TEST_CASE("a switch or cancel says what is gone") {
    const auto told = [](EventKind kind, Credits zeroed, std::int64_t dropped, const char* when) {
        app::RecordResult result = recorded(kind, 42);
        app::Effect& effect = result.effects.front();
        effect.event.at = at(when);
        effect.ended = {{AccountId::Kind::seat, "ana"}, "premium-career", zeroed, dropped, at(when), piped().now, {}};
        const std::string out = message_of(result, piped()).out;
        return out.substr(0, out.find("\n  recorded"));
    };
    const char* const past = "2026-05-30T00:00:00Z";
    CHECK(told(EventKind::cancel, Credits{12}, 3, past) ==
          "ana: cancelled\nana: 12 credits and 3 pending InMails of premium-career are gone");
    CHECK(told(EventKind::cancel, no_credits, 1, past) == "ana: cancelled\nana: 1 pending InMail of premium-career is gone");
    CHECK(told(EventKind::cancel, no_credits, 0, past) == "ana: cancelled");
    CHECK(told(EventKind::switch_plan, Credits{1}, 0, past) ==
          "ana: 42 credits on sales-navigator-core, next refresh 1 July\nana: 1 credit of premium-career is gone");
}

TEST_CASE("every kind of recorded event has a sentence") {
    const auto with = [](EventKind kind, auto change) {
        app::RecordResult result = recorded(kind, 42);
        change(result.effects.front());
        return first_line(result);
    };
    using E = app::Effect;
    CHECK(with(EventKind::reply, [](E& e) { e.refunded = true; }) == "ana: 1 credit back, 42 left");
    CHECK(with(EventKind::reply, [](E& e) {
              e.event.prospect = "bob";
              e.answered_sent_at = piped().now;
          }) == "ana: counts as a reply of bob, no credit comes back: 42 credits left");
    CHECK(with(EventKind::subscribe, [](E&) {}) == "ana: 42 credits on sales-navigator-core, next refresh 1 July");
    CHECK(with(EventKind::subscribe, [](E& e) { e.event.at = at("2026-06-15T00:00:00Z"); }) ==
          "ana: from 15 June on: 42 credits on sales-navigator-core, next refresh 1 July");
    CHECK(with(EventKind::cancel, [](E&) {}) == "ana: cancelled");
    CHECK(with(EventKind::cancel, [](E& e) { e.event.at = at("2026-06-15T00:00:00Z"); }) == "ana: cancelled from 15 June on");
    CHECK(with(EventKind::assign, [](E& e) { e.event.team = "emea"; }) == "ana: team emea");
    CHECK(with(EventKind::limit, [](E& e) { e.event.amount = Credits{1}; }) ==
          "ana: at most 1 paid InMail between two refreshes of the pool");
    CHECK(with(EventKind::limit, [](E&) {}) == "ana: no usage limit");
    CHECK(with(EventKind::purchase, [](E& e) { e.event.amount = Credits{10}; }) == "ana: 10 bought, 42 credits left");
    CHECK(with(EventKind::adjust, [](E& e) { e.event.amount = Credits{-5}; }) == "ana: adjusted by -5, 42 credits left");
    const auto observed = [&](Credits shown, Credits held) {
        return with(EventKind::observe, [&](E& e) {
            e.event.amount = shown;
            e.observed_with = held;
        });
    };
    CHECK(observed(Credits{42}, Credits{42}) == "ana: LinkedIn shows 42, and so does the ledger");
    CHECK(observed(Credits{40}, Credits{42}) == "ana: LinkedIn shows 40, the ledger 42: 2 apart; see inmail diagnose ana");
    CHECK(with(EventKind::purchase, [](E& e) {
              e.event.amount = Credits{10};
              e.account = pool("acme");
          }) == "ana on pool:acme: 10 bought, no balance");
}

TEST_CASE("an observation is compared with the balance before the adjustment") {
    app::RecordResult result = recorded(EventKind::observe, 40);
    result.effects.front().event.amount = Credits{40};
    result.effects.front().observed_with = Credits{40};
    app::Effect adjust = recorded(EventKind::adjust, 40).effects.front();
    adjust.event.amount = adjust.change = Credits{-2};
    result.effects.push_back(adjust);
    CHECK(first_line(result) == "ana: LinkedIn shows 40, the ledger 42: 2 apart; see inmail diagnose ana");
}

TEST_CASE("a forced event is reported with its anomaly (RULES section 7)") {
    app::RecordResult result = recorded(EventKind::send, 0);
    result.effects.front().event.prospect = hostile;
    result.effects.front().anomalies = {Posting::Kind::unfunded};
    result.warnings = {app::record_warning::VoidedKey{"a key with \x1b in it", "a key with \x1b in it~2"}};
    const Rendered message = message_of(result, piped());
    CHECK(message.said.at(0).find("no credit was left to take: counts as unfunded") != std::string::npos);
    for (const auto& line : message.said) CHECK(line.find('\x1b') == std::string::npos);
    CHECK(message.out.find('\x1b') == std::string::npos);
}

TEST_CASE("taking back an import is reported in a few lines") {
    app::RecordResult result = recorded(EventKind::void_event, 42);
    result.takes_back = true;
    result.after.front().before = Credits{12};
    const app::Effect effect = result.effects.front();
    result.effects.clear();
    for (int i = 1; i <= 7; ++i) {
        result.effects.push_back(effect);
        result.effects.back().event.ref = "k" + std::to_string(i);
        EventRecord taken_back;
        taken_back.kind = i < 7 ? EventKind::send : EventKind::reply;
        taken_back.prospect = "p" + std::to_string(i);
        result.taken_back.add(taken_back);
    }
    const Rendered message = message_of(result, piped());
    CHECK(message.out ==
          "took back: 6 sends to p1, p2, p3 and 3 more; reply from p7 (k1, k2, k3, k4, k5 and 2 more)\n"
          "ana: 42 credits left, 12 before\n");
    CHECK(message.said.empty());
}

TEST_CASE("a taking back is described in words") {
    struct Case {
        std::vector<EventRecord> events;
        const char* words;
    };
    const Instant now = piped().now;
    const auto event = [](EventKind kind, const std::string& prospect, Instant at) {
        EventRecord record;
        record.kind = kind;
        record.seat = "ana";
        record.prospect = prospect;
        record.at = at;
        return record;
    };
    const auto hours = [](std::int64_t n) { return Duration{n * 3'600'000}; };
    EventRecord bought = event(EventKind::purchase, "", now - hours(1));
    bought.amount = Credits{3};
    const Case cases[]{
        {{event(EventKind::send, "jane-doe", now - hours(1))}, "send to jane-doe, today 11:00"},
        {{event(EventKind::reply, "jane-doe", now - hours(25))}, "reply from jane-doe, yesterday 11:00"},
        {{event(EventKind::send, "a", now - hours(36))}, "send to a, yesterday"},
        {{event(EventKind::send, "a", now - hours(49))}, "send to a, 30 May 11:00"},
        {{event(EventKind::bounce, hostile, now - hours(1))}, nullptr},
        {{bought}, "purchase of ana (3), today 11:00"},
        {{event(EventKind::send, "a", now - hours(1)), event(EventKind::send, "b", now - hours(1))},
         "2 sends to a and b, today 11:00"},
        {{event(EventKind::send, "a", now - hours(1)), event(EventKind::send, "b", now)}, "2 sends to a and b"},
        {{event(EventKind::send, "a", now), event(EventKind::reply, "a", now)}, "send to a; reply from a"},
        {{event(EventKind::send, "a", now), event(EventKind::send, "a", now)}, "2 sends to a, today 12:00"},
        {{EventRecord(), EventRecord()}, "2 subscribes, 1 January 1970"},
    };
    for (const auto& c : cases) {
        app::RecordResult result = recorded(EventKind::void_event, 42);
        result.takes_back = true;
        result.effects.front().event.ref = "k1";
        for (const auto& e : c.events) result.taken_back.add(e);
        const std::string out = message_of(result, piped()).out;
        CHECK(out.find('\x1b') == std::string::npos);
        if (c.words == nullptr) continue;
        CHECK(out.substr(0, out.find('\n')) == "took back: " + std::string(c.words) + " (k1)");
    }
}

TEST_CASE("line numbers are folded into runs") {
    struct Case {
        std::vector<std::int64_t> lines;
        const char* folded;
    };
    const Case cases[]{
        {{}, ""},           {{3}, "3"},
        {{3, 4}, "3-4"},    {{3, 5, 6, 7, 12}, "3, 5-7, 12"},
        {{3, 3, 4}, "3-4"}, {{1, 3, 5, 7, 8}, "1, 3, 5 and 2 more"},
    };
    for (const auto& c : cases) CHECK(fold_lines(c.lines, 3) == c.folded);
}

TEST_CASE("an import reports each rejected row by line and column, and each warning once") {
    app::ImportResult result;
    result.rows = 11;
    result.duplicates = 4;
    result.skipped = 5;
    result.rejected = {{9, "", {FlawKind::stray_quote}},
                       {2, "at", {FlawKind::no_message_date, "no \x1b date"}},
                       {2, "event", {FlawKind::needs_event}}};
    const auto group_guessed = [](std::int64_t line) {
        return app::ImportWarning{line, RowWarning{line, RowWarning::Kind::group_guessed}};
    };
    result.warnings = {
        group_guessed(7), {0, app::import_warning::KnownButVoided{{"k1", "k2"}}}, group_guessed(5), group_guessed(6)};
    const Rendered message = message_of(result, "team\x1b.csv", piped());
    CHECK(message.out == "team\\x1b.csv: 11 rows: 4 known already, 5 left out, 2 rejected\n");
    CHECK(message.said == std::vector<std::string>{
                              "team\\x1b.csv:2: at: 'no \\x1b date' is not a valid date",
                              "team\\x1b.csv:2: event: a row must name its event",
                              "team\\x1b.csv:9: a quote inside text: put the whole field in quotes and double each quote in it",
                              std::string("team\\x1b.csv:5-7: warning: TO seems to name several people, so the message ") +
                                  "counts as one to a group",
                              "team\\x1b.csv: warning: 2 known rows stay voided (k1, k2): --again records them"});
}

TEST_CASE("an import names its batch with the command that takes it back") {
    app::ImportResult result;
    result.rows = 1;
    result.recorded = 1;
    result.batch = "b7";
    app::ArchiveSummary ana;
    ana.seat = "ana";
    ana.owner = hostile;
    ana.proof.kind = OwnerProof::Kind::profile;
    ana.sends = 1;
    result.archives = {ana};
    const Rendered message = message_of(result, "ana.zip", piped());
    CHECK(message.out ==
          "ana.zip: 1 row: 1 recorded\n"
          "the archive is =1+1\\x1b[2J\\u{202e}<script>|`*'s (the name in Profile.csv), for ana\n"
          "understood 1 InMail, 0 free messages to connections, 0 replies\n"
          "Batch b7: `inmail void --batch b7 --note WHY` takes it back whole\n");
}

TEST_CASE("a new edition says how many balances change, in the singular too") {
    app::EditionChange change;
    change.former = 1;
    change.now = 2;
    change.accounts = 4;
    change.changed = {{seat("ana"), Credits{50}, Credits{150}}};
    CHECK(edition_words(change).front() ==
          "The shipped rulebooks are now read as edition 2; 1 of 4 balances changes: ana 50 -> 150.");
    change.changed.push_back({seat("ben"), Credits{50}, Credits{100}});
    CHECK(edition_words(change).front() ==
          "The shipped rulebooks are now read as edition 2; 2 of 4 balances change: ana 50 -> 150, ben 50 -> 100.");
}
