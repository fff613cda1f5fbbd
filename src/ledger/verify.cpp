#include "verify.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "inmail/core/errors.hpp"
#include "inmail/core/text.hpp"
#include "migrations.hpp"
#include "record_reader.hpp"
#include "terms_table.hpp"

namespace inmail::ledger {

namespace {

using Problems = std::vector<std::string>;

void check_file(Connection& connection, Problems& problems) {
    Query integrity = connection.prepare("PRAGMA integrity_check");
    while (integrity.step()) {
        if (integrity.text(0) != "ok") problems.push_back("SQLite finds the file damaged: " + for_terminal(integrity.text(0)));
    }
    Query references = connection.prepare("PRAGMA foreign_key_check");
    while (references.step()) {
        problems.push_back(fmt::format("Row {} of the table {} names a row of {} that is missing.", references.integer(1),
                                       for_terminal(references.text(0)), for_terminal(references.text(2))));
    }
}

struct SchemaObject {
    std::string type, name, sql;

    bool operator<(const SchemaObject& other) const {
        return std::tie(type, name, sql) < std::tie(other.type, other.name, other.sql);
    }
    [[nodiscard]] bool names_same(const SchemaObject& other) const { return type == other.type && name == other.name; }
    [[nodiscard]] std::string title() const { return "The " + type + " " + for_terminal(name); }
};

std::set<SchemaObject> schema_of(Connection& connection) {
    std::set<SchemaObject> objects;
    // ANALYZE, which may be run on a ledger, leaves tables of its own.
    Query query =
        connection.prepare("SELECT type, name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%'");
    while (query.step()) objects.insert({query.string(0), query.string(1), query.string(2)});
    return objects;
}

void check_schema(Connection& connection, Connection& fresh, Problems& problems) {
    const std::set<SchemaObject> actual = schema_of(connection);
    const std::set<SchemaObject> expected = schema_of(fresh);
    const auto has_name = [](const std::set<SchemaObject>& objects, const SchemaObject& object) {
        return std::any_of(objects.begin(), objects.end(), [&](const SchemaObject& o) { return o.names_same(object); });
    };
    for (const SchemaObject& object : expected) {
        if (actual.count(object) != 0) continue;
        problems.push_back(object.title() + (has_name(actual, object) ? " was changed." : " is missing."));
    }
    for (const SchemaObject& object : actual) {
        if (!has_name(expected, object)) problems.push_back(object.title() + " is none of the ledger's.");
    }
}

void check_migrations(Connection& connection, Problems& problems) {
    for (const Migration& migration : migrations()) {
        Query record = connection.query("SELECT name, checksum FROM migration WHERE version = ?1").with(migration.version);
        if (!record.step()) {
            problems.push_back(fmt::format("The record of the migration {} is missing.", migration.name));
        } else if (record.text(0) != migration.name || record.text(1) != checksum_of(migration)) {
            problems.push_back(fmt::format("The record of the migration {} was changed.", migration.name));
        }
    }
    if (connection.integer("SELECT count(*) FROM migration") > newest_version()) {
        problems.emplace_back("There are records of migrations that this program does not know.");
    }
}

std::string describe(const TermsLink& row) {
    return fmt::format("the terms of {} in the rulebook {} from {} on", for_terminal(row.plan), for_terminal(row.rulebook),
                       to_string(row.terms.effective_from));
}

bool same_figures(const TermsLink& a, const TermsLink& b) {
    return a.rulebook == b.rulebook && a.title == b.title && a.plan == b.plan && a.terms == b.terms;
}

void check_shipped_terms(Connection& connection, Connection& fresh, Problems& problems) {
    const std::vector<TermsRow> actual = terms_from(connection, TermsOrigin::shipped);
    const std::vector<TermsRow> expected = terms_from(fresh, TermsOrigin::shipped);
    const auto [at, expected_at] =
        std::mismatch(actual.begin(), actual.end(), expected.begin(), expected.end(),
                      [](const TermsRow& a, const TermsRow& b) { return same_figures(a.link, b.link); });
    if (expected_at != expected.end()) {
        problems.push_back("A row that ships with the program was changed or is missing: " + describe(expected_at->link) + ".");
    } else if (at != actual.end()) {
        problems.push_back("A row passes for one that ships with the program and is none: " + describe(at->link) + ".");
    }
}

/// Walks the chain up to its first bad link: behind that nothing can be said.
class ChainWalk {
  public:
    explicit ChainWalk(OpenLedger& ledger)
        : ledger_(ledger),
          terms_(terms_from(*ledger.connection, TermsOrigin::imported)),
          hash_(ledger.chain.origin(ledger.info)) {}

    [[nodiscard]] const std::string& first_problem() {
        take_terms();
        RecordReader reader(*ledger_.connection, ledger_.names);
        reader.read_links([&](const RecordReader::Link& link) {
            if (problem_.empty()) take(link);
        });
        if (problem_.empty() && next_terms_ != terms_.size()) {
            problem_ = "The event after which " + describe(terms_[next_terms_].link) + " were imported is missing.";
        }
        return problem_;
    }

  private:
    void take(const RecordReader::Link& link) {
        const RecordedEvent& event = link.event;
        const std::string title = fmt::format("Event {} (key {})", event.id.value, for_terminal(event.key));
        if (event.id.value != seq_ + 1) {
            problem_ = fmt::format("Event {} is missing: after event {} comes {}.", seq_ + 1, seq_, event.id.value);
        } else if (!link.unreadable.empty()) {
            problem_ = title + " cannot be read: " + for_terminal(link.unreadable) + ".";
        } else if (link.hash_version != hash_version) {
            problem_ = fmt::format("{} is hashed in the unknown version {}.", title, link.hash_version);
        } else if (!link.in_batch) {
            problem_ = title + " stands outside its batch.";
        } else if (event.hash != ledger_.chain.link(hash_, event, link.context)) {
            problem_ =
                title + " is not what was recorded, or something before it was removed, added or moved: its hash does not match.";
        }
        seq_ = event.id.value;
        hash_ = event.hash;
        take_terms();
    }

    /// The imported terms that follow the event that was taken last.
    void take_terms() {
        for (; problem_.empty() && next_terms_ < terms_.size() && terms_[next_terms_].link.after_seq == seq_; ++next_terms_) {
            const TermsRow& row = terms_[next_terms_];
            if (row.hash != ledger_.chain.link(hash_, row.link)) {
                problem_ =
                    "What was imported as " + describe(row.link) +
                    " is not what was recorded, or something before it was removed, added or moved: its hash does not match.";
            }
            hash_ = row.hash;
        }
    }

    OpenLedger& ledger_;
    std::vector<TermsRow> terms_;
    std::size_t next_terms_{0};
    std::int64_t seq_{0};
    Digest hash_;
    std::string problem_;
};

}  // namespace

std::vector<std::string> problems_of(OpenLedger& ledger) {
    Problems problems;
    Connection& connection = *ledger.connection;
    try {
        check_file(connection, problems);
        Connection fresh;
        migrate(fresh, first_instant);
        check_schema(connection, fresh, problems);
        check_migrations(connection, problems);
        check_shipped_terms(connection, fresh, problems);
        ChainWalk walk(ledger);
        if (!walk.first_problem().empty()) problems.push_back(walk.first_problem());
    } catch (const DamagedLedger& damage) { problems.emplace_back(damage.what()); }
    return problems;
}

}  // namespace inmail::ledger
