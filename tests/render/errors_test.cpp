#include "inmail/render/errors.hpp"

#include <cerrno>
#include <set>

#include "examples.hpp"
#include "inmail/app/faults.hpp"
#include "inmail/core/archive_faults.hpp"
#include "inmail/core/file_faults.hpp"
#include "inmail/core/ledger_faults.hpp"
#include "inmail/core/machine_faults.hpp"
#include "inmail/core/money.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::render;

namespace {

std::string lines_of(const Error& error) {
    const ErrorWords words = words_of(error);
    std::string lines = words.what;
    for (const auto& line : words.further) lines += "\n" + line;
    return lines + (words.next_step.empty() ? "" : "\n" + words.next_step);
}

}  // namespace

TEST_CASE("a fault of a request comes with what to do next, and exits 3") {
    const app::InvalidRequest unknown(app::fault::UnknownName{app::fault::UnknownName::Kind::seat, "anna", "ana"});
    CHECK(unknown.code() == ExitCode::input);
    CHECK(lines_of(unknown) ==
          "unknown seat 'anna'; did you mean 'ana'?\n"
          "`inmail balance` lists the seats; `inmail subscribe` adds one");
    CHECK(lines_of(app::InvalidRequest(app::fault::FlawedRecord{{"plan", {FlawKind::unknown_plan, "gold"}}})) ==
          "unknown plan 'gold'\n`inmail plans` lists them");
    CHECK(lines_of(app::InvalidRequest(app::fault::FlawedRecord{{"amount", {FlawKind::adjusts_nothing}}})) ==
          "N: an adjust by 0 changes nothing");
    CHECK(lines_of(app::InvalidRequest(app::fault::NoMaintenance{app::fault::NoMaintenance::Use::erase})) ==
          "names cannot be erased where this ledger is kept\n"
          "a ledger in a file can do it: `inmail export events`, and import the events into a new file");
}

TEST_CASE("a refusal says how to record it anyway, and exits 4") {
    const app::Refused broke(app::refusal::NoCredits{seat("ana"), at("2026-03-14T09:00:00Z"),
                                                     app::refusal::NoCredits::Grant{at("2026-04-01T00:00:00Z"), Credits{50}}});
    CHECK(broke.code() == ExitCode::refused);
    CHECK(lines_of(broke) ==
          "no credits left: ana holds none on 2026-03-14\n"
          "50 credits come on 2026-04-01; name the --channel if the message was free, or use --force to record it anyway");
    CHECK(lines_of(app::Refused(app::refusal::NothingToCancel{pool("acme"), at("2026-03-14T09:00:00Z")})) ==
          "pool:acme has no plan to cancel at 2026-03-14 09:00Z\n"
          "`inmail history pool:acme` shows its plans; use --force to record it anyway");
}

TEST_CASE("damage comes with its ledger and what to do next, and exits 5") {
    using namespace damage;
    const Damage::OfEvent event{7, "mail"};
    const Damage::OfTerms terms{"ours", "gold", Day{20'000}};
    struct Row {
        Damage damage;
        const char* words;
        const char* next_step;
    };
    constexpr const char* verify_first = "Run `inmail verify`, and restore a backup.";
    constexpr const char* gone = "Restore a backup.";
    const Row rows[] = {
        {{NotADatabase{}},
         "l.db is not a ledger: it is not an SQLite database",
         "Check the path, or make a ledger with `inmail init`."},
        {{FromNewerProgram{"0011_x", "0010_y"}},
         "the ledger l.db was written by a newer inmail: it has the migration 0011_x, and this program knows up to 0010_y",
         "Upgrade the program."},
        {{BadHeader{BadHeader::What::of_other_version}},
         "the ledger l.db is damaged: its header does not name its last migration",
         gone},
        {{BadSetting{BadSetting::What::zone}}, "the ledger l.db is damaged: its time zone is unknown", gone},
        {{BadLog{3, 2}},
         "the ledger l.db is damaged: frame 3 of its log (-wal) is damaged, and 2 recorded changes follow it",
         "Keep both files, and `inmail restore` a backup; docs/trust.md describes other ways."},
        {{BadPages{}}, "the ledger l.db is damaged: its pages do not fit together", verify_first},
        {{BadPages{}, event},
         "the ledger l.db is damaged: event 7 (key mail) cannot be read: its pages do not fit together",
         verify_first},
        {{SchemaChange{SchemaChange::How::missing, "table", "event"}},
         "the ledger l.db is damaged: the table event is missing",
         verify_first},
        {{BadValue{BadValue::What::unknown_choice, "kind"}, event},
         "the ledger l.db is damaged: event 7 (key mail) has an unknown kind",
         verify_first},
        {{BadValue{BadValue::What::hash_version, {}, 9}, terms},
         "the ledger l.db is damaged: what was imported as the terms of gold in the rulebook ours from 2024-10-04 on has a hash "
         "of "
         "the unknown version 9",
         verify_first},
        {{BadValue{BadValue::What::hash_length}}, "the ledger l.db is damaged: it has a hash of the wrong length", verify_first},
        {{MissingRow{"team", 4}}, "the ledger l.db is damaged: its table team has no row 4", verify_first},
        {{MissingRow{"team", 4}, Damage::OfEvent{7}},
         "the ledger l.db is damaged: event 7 refers to row 4 of the table team, which is missing",
         verify_first},
        {{NoFoldState{Day{20'000}}},
         "the ledger l.db is damaged: its checkpoint of 2024-10-04 does not hold the state of a fold",
         "Run `inmail verify`; `--no-checkpoints` computes without checkpoints."},
    };
    for (const auto& row : rows) {
        const DamagedLedger error(row.damage, "l.db");
        CHECK(error.code() == ExitCode::damaged);
        CHECK(words_of(error).what == row.words);
        CHECK(words_of(error).next_step == row.next_step);
    }
    CHECK(words_of(DamagedLedger({BadPages{"*** in database main ***\nOn tree page 39 cell 0: bad\nOn tree page 2: bad\nx"}}))
              .what ==
          "the ledger is damaged: SQLite finds the file damaged: On tree page 39 cell 0: bad, and 2 more such findings");
    CHECK(words_of(DamagedLedger({BadPages{"a row is missing"}})).what ==
          "the ledger is damaged: SQLite finds the file damaged: a row is missing");
    CHECK(words_of(DamagedLedger({BadPages{}})).what == "the ledger is damaged: its pages do not fit together");
    CHECK(words_of(DamagedLedger({BadPages{}}, "b.db", DamagedLedger::Whose::backup)).what ==
          "the backup b.db is damaged: its pages do not fit together");
}

TEST_CASE("a machine's refusal is reported in its own words, and exits 1") {
    using machine_fault::LedgerUnusable;
    const LedgerUnusable full{LedgerUnusable::Why::disk_full, "l.db"};
    CHECK(FailedMachine(full).code() == ExitCode::failed);
    CHECK(lines_of(FailedMachine(full)) ==
          "the ledger l.db cannot grow: No space left on device\nFree some space and try again; nothing was recorded.");
    CHECK(lines_of(FailedMachine(machine_fault::FileUnusable{machine_fault::FileUnusable::What::write, "b.db", ENOSPC})) ==
          "cannot write b.db: No space left on device\nFree some space, or name another place.");
    CHECK(lines_of(FailedMachine(machine_fault::TracesLeft{"l.db", full})) ==
          "the names are erased, but traces of them may be left in the file: the ledger l.db cannot grow: No space left on "
          "device\n"
          "Run `inmail forget` without a name when that is fixed.");
    CHECK(lines_of(FailedMachine(machine_fault::FileUnusable{machine_fault::FileUnusable::What::write, "a.csv", ENOENT})) ==
          "cannot write a.csv: No such file or directory\nCheck who may write there, or name another place.");
}

TEST_CASE("a refusal to replace a ledger says what it would cost, and exits 4") {
    const RefusedByLedger newer(ledger_refusal::LosesEvents{1, 0});
    CHECK(newer.code() == ExitCode::refused);
    CHECK(lines_of(newer) ==
          "the ledger holds 1 event and the backup 0: events that the backup lacks would be lost\n"
          "Use --force to restore anyway; the ledger is kept in a file beside it.");
    CHECK(lines_of(RefusedByLedger(ledger_refusal::UnreadableLedger{DamagedLedger({damage::BadPages{}}, "l.db")})) ==
          "cannot read the ledger to be replaced: the ledger l.db is damaged: its pages do not fit together\n"
          "Use --force to restore anyway; the file is moved aside.");
}

TEST_CASE("an unreadable file is reported with each flaw and its place, and exits 3") {
    using namespace file_fault;
    ValueFlaw range{FlawKind::term_range};
    range.what = "cap";
    range.most = 9;
    const InvalidFile rulebooks(
        BadRulebooks{"r.json", {{{"ours", 2, {}, "cap"}, {FlawKind::missing}}, {{"ours", 2, "gold"}, range}}});
    CHECK(rulebooks.code() == ExitCode::input);
    CHECK(lines_of(rulebooks) ==
          "r.json: rulebook 'ours', row 2 of its terms, cap: is missing\n"
          "r.json: rulebook 'ours', row 2 of its terms (gold): cap must be 0 to 9\n"
          "`inmail plans --format json` shows the shape; nothing was recorded.");
    CHECK(lines_of(InvalidFile(EmptyEventFile{"a.csv"})) ==
          "a.csv is empty\nIt needs a header line that names its columns, then one row per event.");
    CHECK(lines_of(InvalidArchive(archive_fault::BadZip{archive_fault::BadZip::Why::encrypted, {}, "messages.csv"})) ==
          "messages.csv in the zip is encrypted\nUnpack the zip with its password and give the folder.");
}

TEST_CASE("a flaw quotes what was given, fit for a terminal, and names what was perhaps meant") {
    CHECK(flaw_words({FlawKind::no_currency, "\x1b[2J"}) ==
          "'\\x1b[2J' is not a currency of ISO 4217: write its three letters, such as USD");
    ValueFlaw unknown{FlawKind::unknown_choice, "sned", "event"};
    unknown.choices = {"send", "reply"};
    CHECK(flaw_words(unknown) == "unknown event 'sned'; did you mean 'send'?");
    unknown.given = "meeting";
    CHECK(flaw_words(unknown) == "unknown event 'meeting': write send or reply");
    // Every kind has words of its own.
    std::set<std::string> all;
    for (int kind = 0; kind <= static_cast<int>(FlawKind::needs_column); ++kind) {
        ValueFlaw flaw{static_cast<FlawKind>(kind), "given", "what"};
        flaw.choices = {"one", "two"};
        INFO(kind);
        CHECK(flaw_words(flaw) != "");
        CHECK(all.insert(flaw_words(flaw)).second);
    }
}

TEST_CASE("an error that brings its words keeps them") {
    CHECK(lines_of(InputError("no seat is named", "name one")) == "no seat is named\nname one");
    try {
        (void)sum_minor(INT64_MAX, 1);
        FAIL("money past counting was counted");
    } catch (const Error& error) { CHECK(words_of(error).next_step == "`inmail plans` shows the prices"); }
}
