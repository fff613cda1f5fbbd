#include "sqlite/copied_rows.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

#include "inmail/core/ledger_faults.hpp"
#include "inmail/files/durable_file.hpp"
#include "sqlite/create_file.hpp"
#include "sqlite/key_column.hpp"
#include "sqlite/migrations.hpp"
#include "sqlite/open_connection.hpp"
#include "sqlite/open_ledger.hpp"
#include "sqlite/proof.hpp"
#include "sqlite/revision.hpp"

namespace inmail::store {
namespace {

namespace fs = std::filesystem;

bool is_key(const LedgerTable& table, const LedgerColumn& column) {
    return table.name == std::string_view{"event"} && column.name == std::string_view{"key"};
}

LedgerValue value_of(const Query& row, int index, const LedgerColumn& column, bool is_packed) {
    if (row.is_null(index)) return {};
    if (is_packed) return key_of(row, index);
    switch (column.type) {
        case LedgerColumn::Type::integer:
            return row.integer(index);
        case LedgerColumn::Type::text:
            return row.string(index);
        case LedgerColumn::Type::bytes:
            break;
    }
    return std::string(row.blob(index));
}

class FileRows final : public RowSource {
  public:
    explicit FileRows(std::unique_ptr<Connection> connection) : ledger_(std::move(connection)) {
        ledger_.connection->hold_snapshot();
    }

    LastLink last_link() override {
        const Head& head = ledger_.head();
        return {head.seq, head.hash, head.recorded_at, head.event_recorded_at};
    }

    void read(const LedgerTable& table, const std::function<void(const LedgerRow&)>& each) override {
        Query rows = ledger_.connection->prepare(fmt::format("SELECT {} FROM {} ORDER BY 1", columns_of(table), table.name));
        LedgerRow row(table.columns.size());
        while (rows.step()) {
            for (std::size_t i = 0; i < row.size(); ++i) {
                const LedgerColumn& column = table.columns[i];
                row[i] = value_of(rows, static_cast<int>(i), column, is_key(table, column));
            }
            each(row);
        }
    }

  private:
    OpenLedger ledger_;
};

void bind(Query& query, int index, const LedgerColumn& column, const LedgerValue& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) return query.bind(index, *number);
    const auto* text = std::get_if<std::string>(&value);
    if (text == nullptr) return query.bind_null(index);
    if (column.type == LedgerColumn::Type::text) return query.bind(index, *text);
    query.bind_blob(index, reinterpret_cast<const std::uint8_t*>(text->data()), text->size());
}

void copy_table(Connection& to, RowSource& from, const LedgerTable& table) {
    std::string columns = columns_of(table);
    std::string values;
    int count = 0;
    for (const LedgerColumn& column : table.columns) {
        const char* comma = count++ == 0 ? "" : ", ";
        values += fmt::format(is_key(table, column) ? "{}stored_key(?{})" : "{}?{}", comma, count);
    }
    if (table.name == std::string_view{"prospect"}) {
        columns += ", name_hash";
        values += ", name_hash(?2)";
    }
    Query insert = to.prepare(fmt::format("INSERT INTO {} ({}) VALUES ({})", table.name, columns, values));
    from.read(table, [&](const LedgerRow& row) {
        for (std::size_t i = 0; i < row.size(); ++i) bind(insert, static_cast<int>(i) + 1, table.columns[i], row[i]);
        insert.run();
    });
}

/// What keeps rows from being changed. They stand aside while the rows of a migration make room for those of a ledger.
std::vector<std::pair<std::string, std::string>> triggers_of(Connection& connection) {
    std::vector<std::pair<std::string, std::string>> triggers;
    Query rows = connection.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid");
    while (rows.step()) triggers.emplace_back(rows.string(0), rows.string(1));
    return triggers;
}

void fill(Connection& connection, RowSource& from) {
    define_functions(connection);
    connection.exec("BEGIN IMMEDIATE");
    const auto triggers = triggers_of(connection);
    for (const auto& trigger : triggers) connection.exec("DROP TRIGGER " + trigger.first);
    const auto& tables = ledger_tables();
    connection.exec("DELETE FROM earlier_spelling");
    for (auto table = tables.rbegin(); table != tables.rend(); ++table)
        connection.exec("DELETE FROM " + std::string(table->name));
    for (const LedgerTable& table : tables) copy_table(connection, from, table);
    connection.exec(
        "INSERT INTO earlier_spelling (prospect, key_hash) "
        "SELECT id, other_key_hash(name) FROM prospect WHERE other_key_hash(name) IS NOT NULL");
    for (const auto& trigger : triggers) connection.exec(trigger.second);
    connection.exec("COMMIT");
}

/// Throws Refusal if anything was recorded.
void require_empty(OpenLedger& ledger, const fs::path& path) {
    using ledger_refusal::PathTaken;
    if (ledger.head().recorded_at) throw RefusedByLedger(PathTaken{PathTaken::By::ledger_with_events, path.string()});
}

/// Whether an empty ledger is there; false: nothing is. Throws as `copy_into_file` does for anything else.
bool holds_empty_ledger(const fs::path& path, const OnLogFound& on_log_found) {
    if (!is_ledger(path)) {
        require_free_place(path);
        return false;
    }
    OpenLedger ledger(open_connection(path, Access::read, on_log_found).connection);
    require_empty(ledger, path);
    return true;
}

/// Puts the copy over a ledger without events and terms of its own.
void replace_empty(const TemporaryFile& temporary, const OnLogFound& on_log_found) {
    OpenLedger copy = open_alone(temporary);
    const fs::path& place = temporary.place();
    OpenLedger current(open_connection(place, Access::write, on_log_found).connection);
    copy.connection->copy_to(*current.connection, [&] {
        OpenLedger seen(open_connection(place, Access::read, on_log_found).connection);
        require_empty(seen, place);
        start_revision_of_copy(*copy.connection, *seen.connection);
    });
}

}  // namespace

std::unique_ptr<RowSource> rows_of_file(const fs::path& path, const OnLogFound& on_log_found) {
    return std::make_unique<FileRows>(open_connection(path, Access::read, on_log_found).connection);
}

Copied copy_into_file(RowSource& from, const fs::path& to, Instant now, const OnLogFound& on_log_found) {
    const bool replaces = holds_empty_ledger(to, on_log_found);
    make_directories_for(to);
    TemporaryFile temporary(to, Unfinished::database);
    {
        Connection connection(temporary);
        migrate(connection, now);
        fill(connection, from);
        finish_file(connection);
    }
    Copied copied = prove(temporary, to, DamagedLedger::Whose::copy, to_hex(from.last_link().hash));
    if (replaces)
        replace_empty(temporary, on_log_found);
    else if (!temporary.put_in_place())
        require_free_place(to);
    return copied;
}

}  // namespace inmail::store
