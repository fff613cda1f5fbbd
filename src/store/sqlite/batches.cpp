#include "sqlite/batches.hpp"

#include "inmail/core/damage.hpp"

namespace inmail::store {

namespace {

const std::string select_batch =
    "SELECT b.id, b.first_seq, (SELECT n.first_seq FROM batch AS n WHERE n.id > b.id ORDER BY n.id LIMIT 1), "
    "coalesce(b.name, 'b' || b.id), b.command FROM batch AS b ";
const std::string select_by_id = select_batch + "WHERE b.id = ?1";
const std::string select_before = select_batch + "WHERE b.id < ?1 ORDER BY b.id DESC LIMIT 1";
const std::string select_by_name =
    select_batch + "WHERE b.name = ?1 UNION ALL " + select_batch + "WHERE b.name IS NULL AND b.id = ?2 ORDER BY 1";

BatchRun run_of(const Query& query) {
    BatchRun run;
    run.id = query.integer(0);
    run.first_seq = query.integer(1);
    if (const auto end = query.integer_if_any(2)) run.end_seq = *end;
    run.name = query.text(3);
    run.command = query.text(4);
    return run;
}

/// The number in a name that this ledger made ("b17"); nothing for any other name.
std::optional<std::int64_t> own_id(const std::string& name) {
    constexpr std::size_t max_digits = 18;  // fit into 64 bits
    if (name.size() < 2 || name.size() > max_digits + 1 || name.front() != 'b') return std::nullopt;
    if (name.find_first_not_of("0123456789", 1) != std::string::npos || name[1] == '0') return std::nullopt;
    return std::stoll(name.substr(1));
}

}  // namespace

BatchRun batch_of(Connection& connection, std::int64_t id) {
    Query query = connection.query(select_by_id.c_str()).with(id);
    if (!query.step()) throw DamagedLedger({damage::MissingRow{"batch", id}}, connection.path());
    return run_of(query);
}

std::vector<BatchRun> batches_named(Connection& connection, const std::string& name) {
    std::vector<BatchRun> runs;
    Query query = connection.query(select_by_name.c_str()).with(name, own_id(name));
    while (query.step()) runs.push_back(run_of(query));
    return runs;
}

std::optional<BatchRun> batch_before(Connection& connection, std::int64_t id) {
    Query query = connection.query(select_before.c_str()).with(id);
    if (!query.step()) return std::nullopt;
    return run_of(query);
}

std::int64_t next_own_batch(Connection& connection, std::int64_t last_id) {
    std::int64_t id = 1 + last_id;
    const auto taken = [&] { return connection.query("SELECT 1 FROM batch WHERE name = ?1").with(own_batch_name(id)).step(); };
    while (taken()) ++id;
    return id;
}

std::string own_batch_name(std::int64_t id) { return "b" + std::to_string(id); }

void insert_batch(Connection& connection, std::int64_t id, std::int64_t first_seq, const std::string& name,
                  const std::string& command) {
    Query insert =
        connection.query("INSERT INTO batch (id, first_seq, name, command) VALUES (?1, ?2, ?3, ?4)").with(id, first_seq);
    if (name == own_batch_name(id)) {
        insert.bind_null(3);
    } else {
        insert.bind(3, name);
    }
    insert.bind(4, command);
    insert.run();
}

}  // namespace inmail::store
