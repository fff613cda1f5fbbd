// A curious colleague with a hex editor: each column of each table is set to values it never holds, past all constraints.
// `verify` finds the change. A reading command reports damage or succeeds. It never crashes, and never blames its user.

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>
#include <string>
#include <vector>

#include "inmail/files/file_identity.hpp"
#include "program.hpp"
#include "proof.hpp"
#include "support/catch.hpp"
#include "support/effort.hpp"
#include "support/temp_dir.hpp"

using namespace inmail::test;

namespace {

namespace fs = std::filesystem;

const Environment at_noon{{"INMAIL_NOW", "2026-03-10T12:00:00Z"}};
constexpr int sound = 0;
constexpr int mistaken = 3;
constexpr int damaged = 5;

/// Values to set. @ stands for the current value.
const std::vector<std::string> values{"NULL", "0", "-1", "''", "9223372036854775807", "x'00ff'", "@ + 4294967296", "@ || ';'"};

struct Column {
    std::string table, name;
};

bool same(const Column& a, const Column& b) { return a.table == b.table && a.name == b.name; }

/// What verify cannot see, and why. docs/trust.md promises nothing of these.
struct Unsealed {
    Column column;
    const char* why;
};
const std::vector<Unsealed> unsealed{
    {{"archive_owner", "seat"}, "a hint for the next import of an archive; no figure rests on it"},
    {{"archive_owner", "prospect"}, "likewise; the person may have been erased since"},
    {{"archive_owner", "recorded_at"}, "likewise"},
    {{"archive_owner", "id"}, "likewise"},
    {{"archive_owner", "batch"}, "likewise"},
    {{"import_zone", "id"}, "a hint for the next import of a file; no figure rests on it"},
    {{"import_zone", "command"}, "likewise"},
    {{"import_zone", "batch"}, "likewise"},
    {{"import_zone", "zone"}, "likewise"},
    {{"told_again", "id"}, "a hint for who takes a batch back; no figure rests on it"},
    {{"told_again", "command"}, "likewise"},
    {{"told_again", "batch"}, "likewise"},
    {{"told_again", "after_seq"}, "likewise"},
    {{"told_again", "first_seq"}, "likewise"},
    {{"told_again", "last_seq"}, "likewise"},
    {{"backup", "path"}, "where a copy was once written; its head is what is compared"},
    {{"backup", "made_at"}, "likewise"},
    {{"backup", "id"}, "likewise"},
    {{"checkpoint", "kind"}, "a cache: a row whose digest does not hold is as good as none"},
    {{"checkpoint", "subject"}, "likewise"},
    {{"checkpoint", "day"}, "likewise"},
    {{"checkpoint", "known_at"}, "likewise"},
    {{"checkpoint", "state"}, "likewise"},
    {{"checkpoint", "digest"}, "likewise"},
    {{"erased_prospect", "erased_at"}, "when a name was erased; its digest is what the chain holds"},
};

/// With this column changed, a reading may end with exit code 3: credits can then be worth more than can be counted, as a
/// user's own rulebook could say too.
const Column absurd_price{"terms", "allowance"};

bool is_unsealed(const Column& column) {
    return std::any_of(unsealed.begin(), unsealed.end(), [&](const Unsealed& u) { return same(u.column, column); });
}

/// Commands that read a ledger. None names a seat, since a changed table may rightly not know it.
const std::vector<std::vector<std::string>>& readings() {
    static const std::vector<std::vector<std::string>> all{
        {"balance", "--by-seat"},
        {"audit", "--from", "2026-01", "--to", "2026-03", "--by-seat"},
        {"export", "events"},
        {"pending"},
        {"undo", "--dry-run"},
        {"plans"},
        {"stats"},
        {"rollover", "--dry-run"},
        {"forecast"},
        {"forfeits"},
        {"expiring"},
        {"plans", "--format", "json"},
        {"status"},
    };
    return all;
}

void must(const Ended& ended) {
    INFO(ended.out << ended.err);
    REQUIRE(ended.exit_code == 0);
}

/// A ledger that fills every column of every table, and a copy of it without triggers, STRICT tables and NOT NULL.
class Stage {
  public:
    Stage() {
        const auto& home = directory_.path();
        const auto inmail = [&](const std::vector<std::string>& arguments) { must(run(home, arguments, at_noon)); };
        inmail({"init"});
        std::ofstream events(home / "events.csv");
        events << "at,event,seat,pool,team,name,plan,rulebook,prospect,channel,outcome,thread,campaign,amount,price,currency,"
                  "note,key,recorded_at,batch\n"
                  "2026-01-01,subscribe,ana,,emea,Ana,premium-business,linkedin,,,,,,,,,a "
                  "note,k1,2026-03-01T00:00:00Z,brought-over\n"
                  "2026-01-01,subscribe,,acme,,,recruiter-corporate,,,,,,,,,,,k2,2026-03-01T00:00:00Z,brought-over\n"
                  "2026-01-02,subscribe,bo,acme,amer,,,,,,,,,,,,,k3,2026-03-01T00:00:00Z,brought-over\n"
                  "2026-01-03,send,ana,,,,,,jane,inmail,,t1,spring,,,,,k4,2026-03-01T00:00:00Z,brought-over\n"
                  "2026-01-04,reply,ana,,,,,,jane,,declined,t1,,,,,,k5,2026-03-01T00:00:00Z,brought-over\n"
                  "2026-01-05,purchase,ana,,,,,,,,,,,5,10.00,USD,,k6,2026-03-01T00:00:00Z,brought-over\n"
                  // Spelled as the first edition of the rules had it.
                  "2026-01-05,send,ana,,,,,,jose\xcc\x81 diaz,inmail,,,,,,,,k8,2026-03-01T00:00:00Z,brought-over\n"
                  "2026-01-06,limit,bo,,,,,,,,,,,9,,,,k7,2026-03-01T00:00:00Z,brought-over\n";
        // Enough events that a checkpoint is kept.
        constexpr int many = 280;
        for (int i = 0; i < many; ++i)
            events << "2026-01-07,send,ana,,,,,,many" << i << ",inmail,,,,,,,,m" << i << ",2026-03-01T00:00:00Z,brought-over\n";
        events.close();
        inmail({"import", "events", "events.csv"});
        inmail({"balance"});
        inmail({"send", "ana", "li-wei", "--campaign", "summer", "--thread", "t2"});
        inmail({"send", "bo", "john", "--channel", "open-profile"});
        inmail({"observe", "ana", "7", "--adjust"});
        inmail({"send", "ana", "wu-min", "--chars", "320"});
        inmail({"buy", "ana", "3", "--price", "9.00", "--currency", "EUR"});
        inmail({"rollover"});
        inmail({"assign", "ana", "--team", "apac", "--name", "Ana R."});
        inmail({"send", "ana", "mistake"});
        inmail({"undo", "--note", "never sent"});
        std::ofstream(home / "books.json") << own_rulebook;
        inmail({"plans", "import", "books.json"});
        inmail({"subscribe", "cy", "--plan", "gold", "--rulebook", "own", "--note", "ours", "--price", "99.00", "--currency",
                "EUR", "--billed", "annual"});
        inmail({"reassign", "cy", "--to", "dee"});
        std::ofstream(home / "messages.csv")
            << "FROM,TO,DATE,SUBJECT,CONTENT,CONVERSATION ID\nAna Ruiz,Eve Roe,2026-03-07 10:00:00 UTC,Hello,hello,c1\n";
        inmail({"import", "linkedin", "messages.csv", "--seat", "ana", "--owner", "Ana Ruiz"});
        std::ofstream(home / "messages.csv", std::ios::app) << "Ana Ruiz,Flo Poe,2026-03-08 10:00:00 UTC,Hello,hello,c2\n";
        inmail({"import", "linkedin", "messages.csv", "--seat", "ana", "--owner", "Ana Ruiz"});
        inmail({"send", "bo", "zoe", "--channel", "open-profile"});
        inmail({"forget", "li-wei"});
        inmail({"backup", "copy.db"});
        // The program proves a copy when it first opens it, and a change must meet the readers. So changes go into the file that
        // it last wrote.
        fs::create_directory(folder());
        fs::rename(home / "ledger.db", ledger());
        note_ = inmail::note_on(ledger()).value_or("");
        fs::copy_file(ledger(), bare());
        remove_guards();
    }

    [[nodiscard]] std::vector<Column> columns() const {
        std::vector<Column> all;
        SQLite::Database database(bare().string());
        SQLite::Statement query(database,
                                "SELECT t.name, c.name FROM sqlite_schema AS t, pragma_table_info(t.name) AS c "
                                "WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' ORDER BY 1, 2");
        while (query.executeStep()) all.push_back({query.getColumn(0).getString(), query.getColumn(1).getString()});
        return all;
    }

    /// The first or last row in which the column is not null; -1 if none is. `which` is `min` or `max`.
    [[nodiscard]] std::int64_t row_with(const Column& column, const char* which) const {
        SQLite::Database database(bare().string());
        SQLite::Statement query(
            database, std::string("SELECT ") + which + "(rowid) FROM " + column.table + " WHERE " + column.name + " IS NOT NULL");
        query.executeStep();
        return query.getColumn(0).isNull() ? -1 : query.getColumn(0).getInt64();
    }

    /// A folder with the changed ledger, its guards put back. Empty if SQLite cannot store the value or it changes nothing.
    [[nodiscard]] fs::path changed(const Column& column, std::int64_t row, std::string value) const {
        if (value.front() == '@') value.replace(0, 1, column.name);
        for (const auto& file : fs::directory_iterator(folder())) {
            if (file.path() != ledger()) fs::remove_all(file);
        }
        std::ofstream(ledger(), std::ios::binary) << text_of(bare());
        inmail::leave_note_on(ledger(), note_);
        SQLite::Database database(ledger().string(), SQLite::OPEN_READWRITE);
        database.exec("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF");
        database.exec("PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF");
        const std::string where = " WHERE rowid = " + std::to_string(row) + " AND " + column.name + " IS NOT " + value;
        if (database.tryExec("UPDATE " + column.table + " SET " + column.name + " = " + value + where) != SQLite::OK) return {};
        if (database.getChanges() == 0) return {};
        database.exec("PRAGMA writable_schema = ON");
        for (const auto& guard : guards_) {
            SQLite::Statement restore(database, guard.sql);
            for (std::size_t i = 0; i < guard.values.size(); ++i) restore.bind(static_cast<int>(i) + 1, guard.values[i]);
            restore.exec();
        }
        database.exec("PRAGMA journal_mode = WAL");
        return folder();
    }

  private:
    [[nodiscard]] fs::path bare() const { return directory_ / "bare.db"; }
    [[nodiscard]] fs::path folder() const { return directory_ / "changed"; }
    [[nodiscard]] fs::path ledger() const { return folder() / "ledger.db"; }

    /// Drops triggers and constraints from the copy, and keeps the SQL that puts them back.
    void remove_guards() {
        SQLite::Database database(bare().string(), SQLite::OPEN_READWRITE);
        database.exec("PRAGMA journal_mode = DELETE");
        {
            SQLite::Statement schema(database, "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL");
            while (schema.executeStep()) {
                const std::vector<std::string> row{schema.getColumn(0), schema.getColumn(1), schema.getColumn(2),
                                                   schema.getColumn(3)};
                if (row[0] == "table")
                    guards_.push_back({"UPDATE sqlite_schema SET sql = ?2 WHERE type = 'table' AND name = ?1", {row[1], row[3]}});
                if (row[0] == "trigger")
                    guards_.push_back(
                        {"INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql) VALUES (?1, ?2, ?3, 0, ?4)", row});
            }
        }
        database.exec(
            "PRAGMA writable_schema = ON;"
            "DELETE FROM sqlite_schema WHERE type = 'trigger';"
            "UPDATE sqlite_schema SET sql = replace(sql, ') STRICT', ')') WHERE type = 'table'");
        for (const char* type : {"INTEGER", "TEXT", "BLOB"}) {
            database.exec(std::string("UPDATE sqlite_schema SET sql = replace(sql, '") + type + " NOT NULL', '" + type +
                          "') WHERE type = 'table'");
        }
    }

    static constexpr const char* own_rulebook =
        R"({"schema":1,"rulebooks":{"own":{"title":"Ours","terms":[{"plan":"gold","effective_from":"2020-01-01","allowance":10,"cap":30,)"
        R"("cap_rule":"stop","refresh":"calendar","expiry_days":90,"refund_window_days":90,"window_rule":"elapsed","refund_expiry":"fresh",)"
        R"("purchasable":true,"purchase_expiry_days":90,"pooled":false,"repeat":"warn","price_minor":100,"credit_price_minor":100,)"
        R"("currency":"USD","source":"the contract","expiry_refreshes":3,)"
        R"("policy":{"min_response_rate":0.13,"min_sends":100,"days":14,"source":"the contract"}}]}}})";

    struct Guard {
        std::string sql;
        std::vector<std::string> values;
    };
    TempDir directory_{TempDir::Medium::memory};
    std::string note_;
    std::vector<Guard> guards_;
};

/// The long run reads each changed ledger with every command, the usual run with one command in turn.
std::size_t readings_each() { return effort<std::size_t>(readings().size(), 1, 1); }

}  // namespace

TEST_CASE("verify finds a change to any column, and readers report damage or succeed") {
    const Stage stage;
    int changes = 0;
    int found = 0;
    int reported = 0;
    std::size_t turn = 0;
    for (const auto& column : stage.columns()) {
        const std::int64_t first = stage.row_with(column, "min");
        const std::int64_t last = stage.row_with(column, "max");
        INFO(column.table << "." << column.name);
        CHECK(first >= 0);
        for (const std::int64_t row : std::set<std::int64_t>{first, last}) {
            for (const auto& value : values) {
                const fs::path folder = stage.changed(column, row, value);
                if (folder.empty()) continue;
                ++changes;
                INFO("row " << row << " = " << value);
                const Proof proof = prove(folder / "ledger.db");
                INFO(proof.said);
                CHECK((!proof.is_sound || is_unsealed(column)));
                found += proof.is_sound ? 0 : 1;
                for (std::size_t i = 0; i < readings_each(); ++i) {
                    const auto& reading = readings()[turn++ % readings().size()];
                    const Ended ended = run(folder, reading, at_noon);
                    INFO(reading.front() << ": " << ended.out << ended.err);
                    const bool is_too_much_money = ended.exit_code == mistaken && same(column, absurd_price);
                    CHECK((ended.exit_code == sound || ended.exit_code == damaged || is_too_much_money));
                    reported += ended.exit_code == damaged ? 1 : 0;
                }
            }
        }
    }
    CHECK(changes > 0);
    std::cout << "tampering: " << changes << " changes of columns, " << found << " found by verify, " << reported
              << " reported by readers\n";
}
