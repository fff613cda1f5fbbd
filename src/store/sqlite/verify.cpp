#include "sqlite/verify.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <map>
#include <set>
#include <tuple>

#include "inmail/chain/event_record.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/text/terminal.hpp"
#include "sqlite/dictionary.hpp"
#include "sqlite/index_check.hpp"
#include "sqlite/migrations.hpp"
#include "sqlite/record_reader.hpp"
#include "sqlite/terms_table.hpp"

namespace inmail::store {

namespace {

using Problems = std::vector<std::string>;

void check_file(Connection& connection, Problems& problems) {
    if (std::string flaw = connection.header_flaw(); !flaw.empty()) problems.push_back("The file is damaged: " + flaw + ".");
    // `quick_check` is `integrity_check` without the comparison of indexes, which flaws_of_indexes does.
    Query integrity = connection.prepare("PRAGMA quick_check");
    while (integrity.step()) {
        if (integrity.text(0) != "ok") problems.push_back("SQLite finds the file damaged: " + for_terminal(integrity.text(0)));
    }
    // ChainWalk looks up the references of events.
    Query references = connection.prepare(
        "SELECT f.\"table\", f.rowid, f.parent FROM sqlite_schema AS s JOIN pragma_foreign_key_check(s.name) AS f "
        "WHERE s.type = 'table' AND s.name <> 'event'");
    while (references.step()) {
        problems.push_back(fmt::format("Row {} of the table {} refers to a missing row of {}.", references.integer(1),
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
    // ANALYZE may be run on a ledger and creates the excluded tables.
    Query query = connection.prepare(
        "SELECT type, name, coalesce(sql, '') FROM sqlite_schema "
        "WHERE NOT (type = 'table' AND name GLOB 'sqlite_stat[14]')");
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
        if (!has_name(expected, object)) problems.push_back(object.title() + " does not belong to a ledger.");
    }
}

void check_migrations(Connection& connection, Problems& problems) {
    for (const Migration& migration : migrations()) {
        Query record = connection
                           .query(
                               "SELECT m.version, m.name, m.checksum, m.applied_at, s.hash FROM migration AS m "
                               "LEFT JOIN migration_seal AS s ON s.version = m.version WHERE m.version = ?1")
                           .with(migration.version);
        constexpr int seal = 4;
        if (!record.step()) {
            problems.push_back(fmt::format("The record of the migration {} is missing.", migration.name));
        } else if (record.is_null(seal)) {
            problems.push_back(fmt::format("The seal of the migration {} is missing.", migration.name));
        } else if (record.text(1) != migration.name || record.text(2) != checksum_of(migration) ||
                   record.digest(seal) != seal_of(record, 0)) {
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

/// Names are numbered from 1 without gaps and never removed. An erased prospect's id moves to the other table.
void check_names(Connection& connection, Problems& problems) {
    const auto check = [&](const char* names, std::initializer_list<const char*> tables) {
        std::int64_t count = 0;
        std::int64_t first = 1;
        std::int64_t last = 0;
        for (const char* table : tables) {
            // As subqueries, each is answered at an edge of the table; one query for all would scan it.
            Query span =
                connection.prepare(fmt::format("SELECT (SELECT count(*) FROM {0}), (SELECT coalesce(min(id), 1) FROM {0}), "
                                               "(SELECT coalesce(max(id), 0) FROM {0})",
                                               table));
            if (!span.step()) continue;
            count += span.integer(0);
            first = std::min(first, span.integer(1));
            last = std::max(last, span.integer(2));
        }
        if (count == last && first == 1) return;
        problems.push_back(fmt::format("The names in {} are not numbered without gaps: one was added, removed or moved.", names));
    };
    for (const char* table : {"seat", "pool", "plan", "rulebook", "team", "campaign", "recorder"}) check(table, {table});
    check("prospect", {"prospect", "erased_prospect"});
    constexpr const char* twice = "SELECT count(*) FROM erased_prospect AS e JOIN prospect AS p ON p.id = e.id";
    if (connection.integer(twice) != 0) problems.emplace_back("A prospect is both known and erased.");
    constexpr const char* erased_twice = "SELECT count(*) - count(DISTINCT digest) FROM erased_prospect";
    if (connection.integer(erased_twice) != 0) problems.emplace_back("An erased prospect appears twice.");
}

/// Checks that each prospect is found by its hash, and that no name appears twice. A reply to a duplicate's message would match
/// nothing, though all hashes are right.
void check_prospects(Connection& connection, Problems& problems) {
    Query prospects = connection.prepare("SELECT name_hash, name, id FROM prospect NOT INDEXED");
    while (prospects.step()) {
        if (prospects.integer(0) == Prospects::hash_of(prospects.text(1))) continue;
        problems.push_back(fmt::format("Prospect {} is not found by its name.", prospects.integer(2)));
        break;
    }
    std::optional<std::int64_t> previous;
    Query hashes = connection.prepare("SELECT name_hash FROM prospect INDEXED BY prospect_by_name ORDER BY name_hash");
    while (hashes.step()) {
        const std::int64_t hash = hashes.integer(0);
        if (previous == hash) {
            // Compare all that share the hash, because another one may come between the two.
            Query twins =
                connection.query("SELECT max(id), count(*) - count(DISTINCT name) FROM prospect WHERE name_hash = ?1").with(hash);
            if (twins.step() && twins.integer(1) != 0) {
                problems.push_back(fmt::format("The name of a prospect, perhaps that of {}, appears twice.", twins.integer(0)));
                return;
            }
        }
        previous = hash;
    }
}

std::set<Digest> erased_digests(Connection& connection) {
    std::set<Digest> digests;
    Query erased = connection.prepare("SELECT digest FROM erased_prospect");
    while (erased.step()) digests.insert(erased.digest(0));
    return digests;
}

/// Checks what the hashes do not cover: the ids of terms and the starts of batches.
void check_numbers(Connection& connection, Problems& problems) {
    constexpr const char* gaps =
        "SELECT count(*) FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM terms) WHERE id <> place";
    if (connection.integer(gaps) != 0)
        problems.emplace_back("The rows of terms are not numbered without gaps: one was removed or moved.");
    constexpr const char* strays =
        "SELECT count(*) FROM batch AS b WHERE NOT EXISTS "
        "(SELECT 1 FROM event AS e WHERE e.seq = b.first_seq AND e.batch = b.id)";
    if (connection.integer(strays) != 0) problems.emplace_back("A batch does not begin with an event of its own.");
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
        problems.push_back("A row pretends to ship with the program: " + describe(at->link) + ".");
    }
}

/// Heads that the chain once had, known from backups or the user. Each must still be a link, or events were cut off.
class PastHeads {
  public:
    PastHeads(Connection& connection, const std::string& known_head) {
        Query backups = connection.prepare("SELECT head, path, made_at FROM backup ORDER BY id");
        while (backups.step()) {
            add(to_hex(backups.digest(0)),
                fmt::format("its backup {} of {}", for_terminal(backups.text(1)),
                            to_rfc3339(std::clamp(Instant{backups.integer(2)}, first_instant, last_instant))));
        }
        if (!known_head.empty()) add(known_head, "--head");
    }
    void mark_found(const Digest& hash) {
        if (!missing_.empty()) missing_.erase(to_hex(hash));
    }
    void report(Problems& problems) const {
        for (const auto& [head, who] : missing_) {
            problems.push_back(fmt::format(
                "The head that {} knows, {}, is not in the chain: the events before it were cut off or replaced.", who, head));
        }
    }

  private:
    void add(const std::string& head, const std::string& who) { missing_.emplace(head, who); }

    std::map<std::string, std::string> missing_;
};

/// Checks the chain up to its first bad link. Nothing can be said about the links after it.
class ChainWalk {
  public:
    ChainWalk(OpenLedger& ledger, PastHeads& heads)
        : ledger_(ledger),
          heads_(heads),
          terms_(terms_from(*ledger.connection, TermsOrigin::imported)),
          erased_(erased_digests(*ledger.connection)),
          hash_(ledger.chain.origin(ledger.info)) {
        heads_.mark_found(hash_);
    }

    [[nodiscard]] const std::string& first_problem() {
        take_terms();
        RecordReader reader(ledger_);
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
        const auto title = [&event] {
            return fmt::format("Event {}{}", event.id.value,
                               event.key.empty() ? "" : fmt::format(" (key {})", for_terminal(event.key)));
        };
        if (event.id.value != seq_ + 1) {
            problem_ = fmt::format("Event {} is missing: after event {} comes {}.", seq_ + 1, seq_, event.id.value);
        } else if (!link.unreadable.empty()) {
            problem_ = title() + " cannot be read: " + for_terminal(link.unreadable) + ".";
        } else if (!event.prospect_erased && link.context.prospect && erased_.count(*link.context.prospect) != 0) {
            problem_ = title() + " names a prospect that stands both as known and as erased.";
        } else if (!link.in_batch) {
            problem_ = title() + " stands outside its batch.";
        } else if (event.hash != ledger_.chain.link(link.hash_version, hash_, event, link.context)) {
            problem_ = title() +
                       " is not what was recorded, or something before it was removed, added or moved: its hash does not match.";
        }
        seq_ = event.id.value;
        go_on_from(event.hash);
        take_terms();
    }

    /// Takes the imported terms that follow the last event.
    void take_terms() {
        for (; problem_.empty() && next_terms_ < terms_.size() && terms_[next_terms_].link.after_seq == seq_; ++next_terms_) {
            const TermsRow& row = terms_[next_terms_];
            if (!ledger_.chain.knows(row.hash_version)) {
                problem_ = fmt::format("What was imported as {} is hashed in the unknown version {}.", describe(row.link),
                                       row.hash_version);
            } else if (row.hash != ledger_.chain.link(row.hash_version, hash_, row.link)) {
                problem_ =
                    "What was imported as " + describe(row.link) +
                    " is not what was recorded, or something before it was removed, added or moved: its hash does not match.";
            }
            go_on_from(row.hash);
        }
    }

    void go_on_from(const Digest& hash) {
        hash_ = hash;
        if (problem_.empty()) heads_.mark_found(hash);
    }

    OpenLedger& ledger_;
    PastHeads& heads_;
    std::vector<TermsRow> terms_;
    std::set<Digest> erased_;
    std::size_t next_terms_{0};
    std::int64_t seq_{0};
    Digest hash_;
    std::string problem_;
};

}  // namespace

std::vector<std::string> problems_of(OpenLedger& ledger, const std::string& known_head) {
    Problems problems;
    Connection& connection = *ledger.connection;
    try {
        check_file(connection, problems);
        Connection fresh(Connection::InMemory{"of the newest schema"});
        migrate(fresh, first_instant);
        const std::size_t problems_before = problems.size();
        check_schema(connection, fresh, problems);
        // The comparison relies on the ledger's schema.
        if (problems.size() == problems_before) {
            for (std::string& flaw : flaws_of_indexes(connection)) problems.push_back(std::move(flaw));
        }
        check_migrations(connection, problems);
        check_shipped_terms(connection, fresh, problems);
        check_names(connection, problems);
        check_prospects(connection, problems);
        check_numbers(connection, problems);
        PastHeads heads(connection, known_head);
        ChainWalk walk(ledger, heads);
        if (!walk.first_problem().empty())
            problems.push_back(walk.first_problem());
        else
            heads.report(problems);
    } catch (const DamagedLedger& damage) { problems.emplace_back(damage.what()); } catch (const std::exception&) {
        // A reader may fail on data that inmail would never write. On a sound ledger the failure is a defect.
        if (problems.empty()) throw;
    }
    return problems;
}

bool is_link(OpenLedger& ledger, const Digest& hash) {
    if (hash == ledger.chain.origin(ledger.info)) return true;
    Connection& connection = *ledger.connection;
    return connection.query("SELECT 1 FROM event WHERE hash = ?1").with(hash).step() ||
           connection.query("SELECT 1 FROM terms WHERE hash = ?1").with(hash).step();
}

}  // namespace inmail::store
