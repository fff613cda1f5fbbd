#include "schema_changes.hpp"

#include <algorithm>
#include <tuple>

#include "inmail/chain/chain.hpp"

namespace inmail::store {

bool SchemaObject::operator<(const SchemaObject& other) const {
    return std::make_tuple(type != "table", std::tie(type, name, definition)) <
           std::make_tuple(other.type != "table", std::tie(other.type, other.name, other.definition));
}

std::vector<Damage> schema_changes(const std::set<SchemaObject>& expected, const std::set<SchemaObject>& actual) {
    using damage::SchemaChange;
    using How = SchemaChange::How;
    const auto has_name = [](const std::set<SchemaObject>& objects, const SchemaObject& object) {
        const auto first = objects.lower_bound({object.type, object.name, {}});
        return first != objects.end() && first->type == object.type && first->name == object.name;
    };
    std::vector<Damage> changes;
    for (const SchemaObject& object : expected) {
        if (actual.count(object) != 0) continue;
        const How how = has_name(actual, object) ? How::changed : How::missing;
        changes.push_back({SchemaChange{how, object.type, object.name}});
    }
    for (const SchemaObject& object : actual) {
        if (!has_name(expected, object)) changes.push_back({SchemaChange{How::foreign, object.type, object.name}});
    }
    return changes;
}

std::vector<Damage> migration_changes(const std::vector<Migration>& expected, const std::vector<MigrationRecord>& records) {
    using damage::MigrationChange;
    using How = MigrationChange::How;
    std::vector<Damage> changes;
    for (const Migration& migration : expected) {
        const auto report = [&](How how) { changes.push_back({MigrationChange{how, std::string{migration.name}}}); };
        const auto record = std::find_if(records.begin(), records.end(),
                                         [&](const MigrationRecord& r) { return r.version == migration.version; });
        if (record == records.end()) {
            report(How::missing);
        } else if (!record->seal) {
            report(How::unsealed);
        } else if (record->name != migration.name || record->checksum != checksum_of(migration) ||
                   record->seal != Chain().seal(record->version, record->name, record->checksum, record->applied_at)) {
            report(How::changed);
        }
    }
    if (records.size() > expected.size()) changes.push_back({MigrationChange{How::unknown}});
    return changes;
}

std::optional<Damage> change_of_shipped_terms(const std::vector<TermsRow>& expected, const std::vector<TermsRow>& actual) {
    const auto [at, expected_at] =
        std::mismatch(actual.begin(), actual.end(), expected.begin(), expected.end(), [](const TermsRow& a, const TermsRow& b) {
            return a.edition == b.edition && a.link.rulebook == b.link.rulebook && a.link.title == b.link.title &&
                   a.link.plan == b.link.plan && a.link.terms == b.link.terms;
        });
    if (expected_at != expected.end()) return Damage{damage::ShippedTermsChanged{}, damage_place(expected_at->link)};
    if (at != actual.end()) return Damage{damage::ForgedShippedTerms{}, damage_place(at->link)};
    return std::nullopt;
}

}  // namespace inmail::store
