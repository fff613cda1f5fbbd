#include "sqlite/index_check.hpp"

#include <endian.h>

#include <algorithm>
#include <cstring>

#define XXH_INLINE_ALL
#include <fmt/format.h>
#include <xxhash.h>

#include "inmail/chain/random.hpp"

namespace inmail::store {

namespace {

using damage::BadIndex;

constexpr unsigned byte_bits = 8;
constexpr unsigned number_bits = 64;

/// A row's columns and rowid as bytes that sort like the entries of an index.
class IndexEntry {
  public:
    void clear() { bytes_.clear(); }
    void add_null() { bytes_ += '\0'; }
    /// Adds a type that no index of the ledger has.
    void add_other() { bytes_ += '\4'; }
    void add(std::int64_t number) {
        // Big-endian with the sign bit flipped, so that negative numbers sort before the others.
        const std::uint64_t bits = static_cast<std::uint64_t>(number) ^ (std::uint64_t{1} << (number_bits - 1));
        const std::uint64_t big_endian = htobe64(bits);
        char typed[1 + sizeof big_endian] = {'\1'};
        std::memcpy(typed + 1, &big_endian, sizeof big_endian);
        bytes_.append(typed, sizeof typed);
    }
    void add_text(std::string_view text) { add(text, '\2'); }
    void add_blob(std::string_view bytes) { add(bytes, '\3'); }
    [[nodiscard]] std::string_view bytes() const { return bytes_; }
    [[nodiscard]] std::string_view without_row_number() const {
        return bytes().substr(0, bytes_.size() - sizeof(std::int64_t) - 1);
    }

  private:
    void add(std::string_view text, char type) {
        bytes_ += type;
        // The terminator sorts before any continuation of the text, and no text contains it.
        for (std::size_t from = 0;;) {
            const std::size_t zero = text.find('\0', from);
            bytes_ += text.substr(from, zero - from);
            if (zero == std::string_view::npos) break;
            bytes_ += std::string_view{"\0\1", 2};
            from = zero + 1;
        }
        bytes_ += std::string_view{"\0\0", 2};
    }

    std::string bytes_;
};

/// The number of entries and the sum of their hashes, which do not depend on order.
struct Sum {
    std::uint64_t count{0};
    std::uint64_t hashes{0};

    void add(const IndexEntry& entry, std::uint64_t seed) {
        ++count;
        hashes += XXH3_64bits_withSeed(entry.bytes().data(), entry.bytes().size(), seed);
    }
    bool operator!=(const Sum& other) const { return count != other.count || hashes != other.hashes; }
};

struct TableIndex {
    std::string name;
    std::vector<std::string> columns;
    std::string condition;  ///< WHERE of a partial index; empty: all rows
    bool is_unique;
};

std::vector<TableIndex> indexes_of(Connection& connection, const std::string& table) {
    std::vector<TableIndex> indexes;
    Query listed = connection
                       .query(
                           "SELECT l.name, l.\"unique\", coalesce(s.sql, '') FROM pragma_index_list(?1) AS l "
                           "JOIN sqlite_schema AS s ON s.type = 'index' AND s.name = l.name ORDER BY l.name")
                       .with(table);
    while (listed.step()) {
        TableIndex& index = indexes.emplace_back();
        index.name = listed.string(0);
        index.is_unique = listed.integer(1) != 0;
        constexpr std::string_view where = " WHERE ";
        const std::string_view sql = listed.text(2);
        if (const std::size_t at = sql.find(where); at != std::string_view::npos) index.condition = sql.substr(at + where.size());
        Query columns = connection.query("SELECT name FROM pragma_index_info(?1) ORDER BY seqno").with(index.name);
        while (columns.step()) index.columns.push_back(columns.string(0));
    }
    return indexes;
}

class TableCheck {
  public:
    TableCheck(Connection& connection, std::string table, std::uint64_t seed)
        : connection_(connection), table_(std::move(table)), seed_(seed), indexes_(indexes_of(connection, table_)) {}

    void check(std::vector<Damage>& flaws) {
        const std::vector<Sum> expected = sums_of_table();
        for (std::size_t i = 0; i < indexes_.size(); ++i) {
            if (const auto flaw = flaw_of(indexes_[i], expected[i])) flaws.push_back({BadIndex{*flaw, indexes_[i].name, table_}});
        }
    }

  private:
    /// The sums that each index should have, by one scan of the table.
    std::vector<Sum> sums_of_table() {
        std::vector<std::string> selected{"rowid"};
        const auto column_of = [&selected](const std::string& expression) {
            const auto found = std::find(selected.begin(), selected.end(), expression);
            const auto column = static_cast<int>(found - selected.begin());
            if (found == selected.end()) selected.push_back(expression);
            return column;
        };
        std::vector<std::vector<int>> columns;
        std::vector<int> conditions;  // column 0 is the rowid, which is never 0, so all rows match
        for (const TableIndex& index : indexes_) {
            std::vector<int>& of_index = columns.emplace_back();
            for (const std::string& column : index.columns) of_index.push_back(column_of(column));
            conditions.push_back(index.condition.empty() ? 0 : column_of(index.condition));
        }
        Query rows = connection_.prepare(fmt::format("SELECT {} FROM {} NOT INDEXED", fmt::join(selected, ", "), table_));
        std::vector<Sum> sums(indexes_.size());
        while (rows.step()) {
            for (std::size_t i = 0; i < indexes_.size(); ++i) {
                if (rows.integer(conditions[i]) == 0) continue;
                read(rows, columns[i], 0);
                sums[i].add(entry_, seed_);
            }
        }
        return sums;
    }

    /// The index's flaw; none if it holds what it should, in order.
    std::optional<BadIndex::What> flaw_of(const TableIndex& index, const Sum& expected) {
        std::string select;
        std::vector<int> columns;
        for (const std::string& column : index.columns) {
            columns.push_back(static_cast<int>(columns.size()));
            select += column + ", ";
        }
        const std::string condition = index.condition.empty() ? "" : " WHERE " + index.condition;
        // No ORDER BY, to read the entries in the order of the index.
        Query entries =
            connection_.prepare(fmt::format("SELECT {}rowid FROM {} INDEXED BY {}{}", select, table_, index.name, condition));
        Sum sum;
        IndexEntry previous;
        while (entries.step()) {
            read(entries, columns, static_cast<int>(columns.size()));
            if (sum.count != 0) {
                if (entry_.bytes() <= previous.bytes()) return BadIndex::What::out_of_order;
                // The ledger's unique columns are never NULL, which would differ from itself.
                if (index.is_unique && entry_.without_row_number() == previous.without_row_number())
                    return BadIndex::What::repeats_unique_value;
            }
            sum.add(entry_, seed_);
            std::swap(previous, entry_);
        }
        if (sum != expected) return BadIndex::What::differs_from_table;
        return std::nullopt;
    }

    /// Reads an entry from the given columns of the row; `row_number` is the column of its rowid.
    void read(const Query& row, const std::vector<int>& columns, int row_number) {
        entry_.clear();
        for (const int column : columns) {
            switch (row.type(column)) {
                case Query::Type::null:
                    entry_.add_null();
                    break;
                case Query::Type::integer:
                    entry_.add(row.integer(column));
                    break;
                case Query::Type::text:
                    entry_.add_text(row.text(column));
                    break;
                case Query::Type::blob:
                    entry_.add_blob(row.blob(column));
                    break;
                case Query::Type::other:
                    entry_.add_other();
                    break;
            }
        }
        entry_.add(row.integer(row_number));
    }

    Connection& connection_;
    std::string table_;
    std::uint64_t seed_;
    std::vector<TableIndex> indexes_;
    IndexEntry entry_;
};

}  // namespace

std::vector<Damage> flaws_of_indexes(Connection& connection) {
    std::uint8_t random[sizeof(std::uint64_t)];
    fill_random(random, sizeof random);
    std::uint64_t seed = 0;
    for (const std::uint8_t byte : random) seed = seed << byte_bits | byte;

    std::vector<std::string> tables;
    Query indexed = connection.query("SELECT DISTINCT tbl_name FROM sqlite_schema WHERE type = 'index' ORDER BY tbl_name");
    while (indexed.step()) tables.push_back(indexed.string(0));
    std::vector<Damage> flaws;
    for (const std::string& table : tables) TableCheck(connection, table, seed).check(flaws);
    return flaws;
}

}  // namespace inmail::store
