#include "postgres/copied_rows.hpp"

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <utility>

#include "inmail/chain/prospect_key.hpp"
#include "inmail/core/damage.hpp"
#include "inmail/core/ledger_faults.hpp"
#include "postgres/connection.hpp"
#include "postgres/create_ledger.hpp"
#include "postgres/maintenance.hpp"
#include "postgres/postgres_store.hpp"

namespace inmail::store::postgres {
namespace {

using Json = nlohmann::json;

constexpr std::size_t rows_a_question = 2000;

LedgerValue value_of(const Answer& answer, int row, int index, LedgerColumn::Type type) {
    if (answer.is_null(row, index)) return {};
    if (type == LedgerColumn::Type::integer) return answer.integer(row, index);
    return answer.string(row, index);
}

class ServerRows final : public RowSource {
  public:
    explicit ServerRows(const std::string& location) : connection_(location) {
        connection_.ask({"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"});
        connection_.set_in_transaction(true);
        require_whole_view(connection_);
    }

    LastLink last_link() override {
        const Answer head = connection_.ask({"SELECT seq, hash, recorded_at, event_recorded_at FROM head"});
        ensure(head.rows() == 1, "a ledger has one head");
        return {head.integer(0, 0), head.digest(0, 1), head.instant_if_any(0, 2), head.instant_if_any(0, 3)};
    }

    void read(const LedgerTable& table, const std::function<void(const LedgerRow&)>& each) override {
        LedgerRow row(table.columns.size());
        connection_.read_all({"SELECT " + columns_of(table) + " FROM " + table.name + " ORDER BY 1"},
                             [&](const Answer& answer, int number) {
                                 for (std::size_t i = 0; i < row.size(); ++i)
                                     row[i] = value_of(answer, number, static_cast<int>(i), table.columns[i].type);
                                 each(row);
                             });
    }

  private:
    Connection connection_;
};

Json json_of(const LedgerTable& table, const LedgerRow& row) {
    Json object;
    for (std::size_t i = 0; i < row.size(); ++i) {
        const LedgerColumn& column = table.columns[i];
        if (const auto* number = std::get_if<std::int64_t>(&row[i])) object[column.name] = *number;
        const auto* text = std::get_if<std::string>(&row[i]);
        if (text == nullptr) continue;
        object[column.name] = column.type == LedgerColumn::Type::bytes ? "\\x" + to_hex(*text) : *text;
    }
    return object;
}

/// Rows on their way into one table.
class Portions {
  public:
    /// `columns`: parted by commas. The server fills in the others.
    Portions(Connection& connection, const std::string& table, const std::string& columns)
        : connection_(connection),
          insert_("INSERT INTO inmail." + table + " (" + columns + ") SELECT " + columns +
                  " FROM jsonb_populate_recordset(NULL::inmail." + table + ", $1::jsonb)") {}

    void add(Json row) {
        rows_.push_back(std::move(row));
        if (rows_.size() == rows_a_question) send();
    }
    void send() {
        if (rows_.empty()) return;
        connection_.ask({insert_, {std::exchange(rows_, Json::array()).dump()}});
    }

  private:
    Connection& connection_;
    std::string insert_;
    Json rows_ = Json::array();
};

/// The prospects whose key of today is another name (migrations/postgres, earlier_spelling).
void add_spelling(Portions& spellings, const LedgerRow& prospect) {
    const std::string& name = std::get<std::string>(prospect[1]);
    const std::string key = key_today(name);
    if (key != name) spellings.add({{"prospect", std::get<std::int64_t>(prospect[0])}, {"key", key}});
}

void copy_rows(Connection& connection, RowSource& from) {
    const auto& tables = ledger_tables();
    std::vector<Question> make_room{{"DELETE FROM inmail.earlier_spelling"}};
    for (auto table = tables.rbegin(); table != tables.rend(); ++table) {
        const std::string name = std::string("inmail.") + table->name;
        make_room.push_back({"ALTER TABLE " + name + " DISABLE TRIGGER USER"});
        make_room.push_back({"DELETE FROM " + name});
    }
    connection.ask_all(make_room);
    Portions spellings(connection, "earlier_spelling", "prospect, key");
    for (const LedgerTable& table : tables) {
        const bool has_spellings = table.name == std::string_view{"prospect"};
        Portions portions(connection, table.name, columns_of(table));
        from.read(table, [&](const LedgerRow& row) {
            portions.add(json_of(table, row));
            if (has_spellings) add_spelling(spellings, row);
        });
        portions.send();
        if (has_spellings) spellings.send();
    }
    std::vector<Question> close;
    for (const LedgerTable& table : tables)
        close.push_back({std::string("ALTER TABLE inmail.") + table.name + " ENABLE TRIGGER USER"});
    // Without statistics the server reads all of a table for each row of another, until it gathers them by itself.
    for (const LedgerTable& table : tables) close.push_back({std::string("ANALYZE inmail.") + table.name});
    connection.ask_all(close);
}

bool holds_ledger(Connection& connection) {
    return connection.ask({"SELECT 1 FROM pg_namespace WHERE nspname = 'inmail'"}).rows() != 0;
}

/// Keeps others from recording until the end of the transaction.
void require_empty(Connection& connection) {
    const Answer head = connection.ask({"SELECT recorded_at FROM inmail.head FOR UPDATE"});
    using ledger_refusal::PathTaken;
    if (head.rows() != 1 || !head.is_null(0, 0)) {
        throw RefusedByLedger(PathTaken{PathTaken::By::ledger_with_events, connection.name()});
    }
}

}  // namespace

std::unique_ptr<RowSource> rows_of_server(const std::string& location) {
    const PostgresStore known(location, Access::read);  // refuses what is no ledger, or one of another version
    return std::make_unique<ServerRows>(location);
}

Copied copy_into_server(RowSource& from, const std::string& location, Instant now) {
    Connection connection(location);
    if (holds_ledger(connection)) {
        const PostgresStore known(location, Access::read);
        connection.ask({"BEGIN"});
        require_empty(connection);
    } else {
        create_schema(connection, now);
        connection.ask({"INSERT INTO inmail.head (only_row, seq, hash, writer) VALUES (1, 0, $1::bytea, '0')", {Digest{}}});
    }
    connection.set_in_transaction(true);
    copy_rows(connection, from);
    const LastLink last = from.last_link();
    const auto instant = [](const std::optional<Instant>& at) { return at ? Parameter(*at) : Parameter(std::nullopt); };
    const auto answers = connection.ask_all(
        {{"UPDATE inmail.head SET seq = $1::bigint, hash = $2::bytea, recorded_at = $3::bigint, event_recorded_at = $4::bigint, "
          "writer = pg_current_xact_id(), other_writer = pg_current_xact_id(), command = NULL, writing_at = NULL, own_batch = "
          "NULL, batch = NULL",
          {last.seq, last.hash, instant(last.recorded_at), instant(last.event_recorded_at)}},
         {"SELECT count(*) FROM inmail.event"}});
    ensure(answers.back().integer(0, 0) == last.seq, "each event was copied");
    connection.ask(commit_question());
    connection.set_in_transaction(false);
    return {last.seq, to_hex(last.hash)};
}

}  // namespace inmail::store::postgres
