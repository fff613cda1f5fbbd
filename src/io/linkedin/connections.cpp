#include "linkedin/connections.hpp"

#include <fmt/format.h>

#include "csv_header.hpp"
#include "inmail/core/archive_faults.hpp"
#include "inmail/text/encoding.hpp"
#include "inmail/text/unicode.hpp"
#include "linkedin/cell.hpp"
#include "linkedin/dates.hpp"

namespace inmail::io::linkedin {
namespace {

struct Columns {
    std::size_t first_name;
    std::size_t last_name;
    std::optional<std::size_t> url;
    std::size_t connected_on;
    std::size_t count;
};

std::optional<Columns> columns_of(const CsvRecord& record) {
    const CsvHeader header(record.fields);
    const auto first = header.find("first name");
    const auto last = header.find("last name");
    const auto on = header.find("connected on");
    if (!first || !last || !on) return std::nullopt;
    return Columns{*first, *last, header.find("url"), *on, header.size()};
}

/// Finds the header. LinkedIn puts notes of changing length before it.
Columns find_columns(CsvReader& csv, const std::string& file) {
    CsvRecord record;
    while (csv.next(record)) {
        if (const auto columns = columns_of(record)) return *columns;
    }
    throw InvalidArchive(archive_fault::BadArchiveFile{archive_fault::BadArchiveFile::Why::no_header, file});
}

}  // namespace

void Connections::add(Connection person) {
    const bool known = person.slug.empty() ? by_name_.count(person.name) != 0 : by_slug_.count(person.slug) != 0;
    if (known) return;
    if (!person.slug.empty()) by_slug_.emplace(person.slug, people_.size());
    by_name_.emplace(person.name, people_.size());
    people_.push_back(std::move(person));
}

const Connection* Connections::find(const std::string& slug, const std::string& name) const {
    if (const auto at = by_slug_.find(slug); !slug.empty() && at != by_slug_.end()) return &people_[at->second];
    if (name.empty() || by_name_.count(name) != 1) return nullptr;
    const Connection& person = people_[by_name_.find(name)->second];
    return slug.empty() || person.slug.empty() ? &person : nullptr;
}

Connections read_connections(const ArchiveFile& file) {
    CsvReader csv = open_csv(file);
    const Columns columns = find_columns(csv, file.name);
    std::vector<std::size_t> used{columns.first_name, columns.last_name, columns.connected_on};
    if (columns.url) used.push_back(*columns.url);
    csv.read_only(used);
    Connections connections;
    const auto warn = [&](const CsvRecord& record, RowWarning::Kind kind, const ValueFlaw& flaw) {
        connections.warnings.push_back({0, kind, {}, {}, file.name, record.line, flaw});
    };
    CsvRecord record;
    while (csv.next(record)) {
        if (record.is_blank()) continue;
        if (const auto flaw = flaw_of(record, columns.count)) {
            warn(record, RowWarning::Kind::unreadable_row, *flaw);
            continue;
        }
        const std::string first = utf8_or_windows_1252(record.fields[columns.first_name]);
        const std::string last = utf8_or_windows_1252(record.fields[columns.last_name]);
        Connection person{canonical_name(fmt::format("{} {}", first, last)),
                          columns.url ? profile_in(record.fields[*columns.url]) : "",
                          {},
                          record.line};
        if (person.name.empty() && person.slug.empty()) continue;  // a hidden member: the row gives only a date
        // A missing date matters only for a message to this person; classify() warns there.
        const std::string_view on = trim(record.fields[columns.connected_on]);
        if (const auto day = parse_connected_on(on))
            person.since = *day;
        else if (!on.empty())
            warn(record, RowWarning::Kind::connected_on_unreadable, day.flaw());
        connections.add(std::move(person));
    }
    return connections;
}

}  // namespace inmail::io::linkedin
