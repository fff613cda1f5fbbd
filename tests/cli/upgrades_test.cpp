#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "support/catch.hpp"
#include "support/old_ledger.hpp"
#include "support/places.hpp"
#include "support/temp_dir.hpp"
#include "transcript.hpp"

namespace inmail::test {
namespace {

using nlohmann::json;

/// A ledger that an earlier schema wrote, and what was said of it then.
struct OldLedger {
    const char* schema;
    const char* now;
    const char* audit;     ///< the months of its audit
    const char* rulebook;  ///< the edition of that time
};

constexpr OldLedger old_ledgers[] = {
    {"v2", "2026-03-10T08:00:00Z", "--from 2026-01 --to 2026-03", "--rulebook @1"},
    {"v3", "2026-03-10T08:30:00Z", "--from 2026-01 --to 2026-03", "--rulebook @1"},
    {"v4", "2026-03-10T08:00:00Z", "--from 2026-01 --to 2026-03", "--rulebook @1"},
    {"v6", "2026-03-10T08:45:00Z", "--from 2026-01 --to 2026-03", "--rulebook @1"},
    {"v7", "2026-07-10T09:00:00Z", "--from 2026-01 --to 2026-06", "--rulebook @1"},
    // With hand-overs, lengths of texts, billing, own terms, and links and terms of both versions.
    {"v15", "2026-08-05T08:00:00Z", "--from 2026-01 --to 2026-07", ""},
};

/// Money is counted anew: each credit at the price of its own plan.
bool is_money(const std::string& key) {
    static const std::set<std::string> names{"worth", "cost", "cost_per_reply", "gross_cost", "gross_cost_per_reply"};
    return names.count(key) != 0;
}

/// Where `said` lacks or changes what `before` has; empty: nowhere. Later versions may add keys.
std::string first_change(const json& before, const json& said, const std::string& where = "") {
    const auto change = [&] { return where + ": " + before.dump() + " -> " + said.dump(); };
    if (before.is_object() && said.is_object()) {
        for (const auto& [key, value] : before.items()) {
            if (is_money(key)) continue;
            if (!said.contains(key)) return where + "/" + key + ": gone";
            if (auto found = first_change(value, said.at(key), where + "/" + key); !found.empty()) return found;
        }
        return {};
    }
    if (!before.is_array() || !said.is_array()) return before == said ? std::string() : change();
    if (before.size() != said.size()) return change();
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (auto found = first_change(before[i], said[i], where + "/" + std::to_string(i)); !found.empty()) return found;
    }
    return {};
}

}  // namespace

TEST_CASE("a ledger of an earlier schema still says what it said then") {
    for (const OldLedger& old : old_ledgers) {
        CAPTURE(old.schema);
        const TempDir folder;
        copy_old_ledger(old.schema, folder.path() / "ledger.db");
        const auto fixtures = std::filesystem::path(INMAIL_SOURCE_DIR) / "tests/fixtures/ledgers";
        const auto run = [&](const std::string& arguments) {
            const Outcome outcome = run_shell("inmail " + arguments, folder.path(), old.now);
            REQUIRE(outcome.exit_code == 0);
            return outcome.out;
        };
        const auto said_then = [&](const char* what) { return read_file(fixtures / (std::string(old.schema) + what)); };

        const std::string edition = std::string(" --format json ") + old.rulebook;
        CHECK(first_change(json::parse(said_then(".balance.json")), json::parse(run("balance" + edition))) == "");
        CHECK(first_change(json::parse(said_then(".audit.json")), json::parse(run("audit " + (old.audit + edition)))) == "");
    }
}

}  // namespace inmail::test
