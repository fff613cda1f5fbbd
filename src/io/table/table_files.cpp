// The files of maps and lookups.

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <memory>
#include <system_error>
#include <utility>

#include "csv_header.hpp"
#include "inmail/core/rules_faults.hpp"
#include "inmail/io/table_rules.hpp"
#include "table/folded.hpp"
#include "table/open_table.hpp"

namespace inmail::io {
namespace {

namespace fs = std::filesystem;
using rules_fault::BadRules;
using Why = BadRules::Why;

/// Where in the rules a file is named.
struct NamedBy {
    const TableRules& rules;
    std::string key;
    std::uint32_t line;

    [[noreturn]] void fail(Why why, std::string text, std::vector<std::string> choices = {}) const {
        throw InvalidRules(BadRules{rules.file, line, key, why, std::move(text), std::move(choices)});
    }
};

/// Rules come from others, so that they may not read files from everywhere.
fs::path file_beside(const std::string& file, const fs::path& table_folder, const NamedBy& by) {
    const fs::path name(file);
    const bool leaves =
        name.is_absolute() || std::any_of(name.begin(), name.end(), [](const auto& part) { return part == ".."; });
    if (leaves) by.fail(Why::outside_folder, file);
    std::error_code error;
    for (const auto& folder : {by.rules.folder, table_folder}) {
        if (folder.empty() || !fs::exists(folder / name, error)) continue;
        const fs::path real = fs::canonical(folder / name, error);
        const fs::path root = fs::canonical(folder, error);
        const auto ends = std::mismatch(root.begin(), root.end(), real.begin(), real.end());
        if (ends.first != root.end()) by.fail(Why::outside_folder, file);
        // Reading a pipe would wait for a writer for ever.
        if (!fs::is_regular_file(real, error)) by.fail(Why::no_regular_file, file);
        return folder / name;
    }
    by.fail(Why::no_file, file);
}

/// The rows of a small table, each with its fields by folded column.
class SmallTable {
  public:
    SmallTable(const fs::path& path, const NamedBy& by)
        : path_(path.string()),
          in_(path, std::ios::binary),
          by_(by),
          reader_(opened(), path_, table_options()),
          header_(read_header(reader_, path_, 0)) {
        for (auto& name : header_.fields) name = table_text(name, TableRules::Encoding::automatic);
        width_ = CsvHeader(header_.fields).size();
    }

    std::size_t column(const std::string& name) const {
        const CsvHeader header(header_.fields);
        const auto found = header.find(folded_column_name(name));
        if (!found) by_.fail(Why::no_column, path_ + ": " + name, header_.fields);
        if (const auto again = header.find_again(*found)) {
            throw InvalidRules(
                rules_fault::TableHasColumnTwice{path_, by_.rules.file, name, header_.fields[*found], header_.fields[*again]});
        }
        return *found;
    }
    bool next(CsvRecord& record) {
        while (reader_.next(record)) {
            if (record.is_blank()) continue;
            record.fields.resize(std::max(width_, record.fields.size()));
            for (auto& field : record.fields) field = table_text(std::move(field), TableRules::Encoding::automatic);
            return true;
        }
        return false;
    }
    [[nodiscard]] const std::vector<std::string>& names() const { return header_.fields; }
    [[nodiscard]] std::size_t width() const { return width_; }
    [[noreturn]] void fail_twice(const CsvRecord& record, const std::string& key, const std::string& value) const {
        throw InvalidRules(BadRules{path_, static_cast<std::uint32_t>(record.line), key, Why::twice_in_file, value, {}});
    }

  private:
    std::unique_ptr<ByteStream> opened() {
        std::error_code error;
        if (fs::is_directory(path_, error)) by_.fail(Why::no_regular_file, path_);
        if (!in_) by_.fail(Why::no_file, path_);
        return std::make_unique<IstreamBytes>(in_, path_);
    }

    std::string path_;
    std::ifstream in_;
    const NamedBy& by_;
    CsvReader reader_;
    CsvRecord header_;
    std::size_t width_{0};
};

void load_map(TableMap& map, const fs::path& path, const NamedBy& by, bool is_given) {
    SmallTable table(path, by);
    if (table.width() < 2) by.fail(Why::one_column, path.string(), table.names());
    const std::size_t from = map.from.empty() || is_given ? 0 : table.column(map.from);
    const std::size_t to = map.to.empty() || is_given ? 1 : table.column(map.to);
    CsvRecord record;
    map.entries.clear();
    while (table.next(record)) {
        const auto [entry, is_new] = map.entries.emplace(folded_value(record.fields[from]), trim(record.fields[to]));
        if (!is_new && entry->second != trim(record.fields[to])) table.fail_twice(record, by.key, record.fields[from]);
    }
}

void load_lookup(TableLookup& lookup, const TableRules& rules, const fs::path& path, const NamedBy& by) {
    SmallTable table(path, by);
    const std::size_t on = table.column(lookup.on);
    const std::size_t place = static_cast<std::size_t>(&lookup - rules.lookups.data());
    std::map<std::string, std::size_t> used;
    for (const auto& column : rules.columns_used) {
        if (column.lookup == place) used[column.folded] = table.column(column.folded);
    }
    CsvRecord record;
    while (table.next(record)) {
        std::map<std::string, std::string> fields;
        for (const auto& [name, index] : used) fields[name] = record.fields[index];
        const std::string key(trim(record.fields[on]));
        if (!key.empty() && !lookup.rows.emplace(key, std::move(fields)).second) table.fail_twice(record, by.key, key);
    }
}

template <class Tables>
void require_known(const TableRules& rules, const NamedFiles& given, const Tables& tables, const char* option) {
    std::vector<std::string> names;
    for (const auto& table : tables) {
        if (!table.name.empty()) names.push_back(table.name);
    }
    for (const auto& [name, path] : given) {
        if (std::find(names.begin(), names.end(), name) == names.end())
            throw InvalidRules(rules_fault::NoSuchTable{option, name, rules.name, names});
    }
}

}  // namespace

void load_table_files(TableRules& rules, const fs::path& table_folder, const NamedFiles& maps, const NamedFiles& lookups) {
    require_known(rules, maps, rules.maps, "--map");
    require_known(rules, lookups, rules.lookups, "--lookup");
    for (auto& map : rules.maps) {
        const NamedBy by{rules, "maps." + map.name, map.line};
        const auto given = map.name.empty() ? maps.end() : maps.find(map.name);
        if (given != maps.end())
            load_map(map, given->second, by, true);
        else if (!map.file.empty())
            load_map(map, file_beside(map.file, table_folder, by), by, false);
    }
    for (auto& lookup : rules.lookups) {
        const NamedBy by{rules, "lookups." + lookup.name, lookup.line};
        const auto given = lookups.find(lookup.name);
        load_lookup(lookup, rules, given != lookups.end() ? given->second : file_beside(lookup.file, table_folder, by), by);
    }
}

}  // namespace inmail::io
