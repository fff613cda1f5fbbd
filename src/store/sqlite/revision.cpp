#include "sqlite/revision.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "inmail/core/damage.hpp"

namespace inmail::store {

namespace {

constexpr std::string_view mark = "inmail-revision";
constexpr std::size_t id_bytes = no_revision.size();

}  // namespace

namespace {

/// Without the row, the log of a crash would look like another program's.
void require_row(Connection& connection) {
    if (connection.changed_rows() != 1) throw DamagedLedger({damage::MissingRow{"revision", 1}}, connection.path());
}

}  // namespace

void start_revision(Connection& connection) {
    connection.query("UPDATE revision SET previous = id, id = randomblob(16)").run();
    require_row(connection);
}

void start_revision_after(Connection& connection, const RevisionId& previous) {
    Query change = connection.query("UPDATE revision SET previous = ?1, id = randomblob(16)");
    change.bind_blob(1, previous.data(), previous.size());
    change.run();
    require_row(connection);
}

RevisionId revision_of(Connection& connection) {
    RevisionId id{};
    Query row = connection.query("SELECT id FROM revision");
    if (row.step() && row.blob(0).size() == id_bytes) std::copy_n(row.blob(0).begin(), id_bytes, id.begin());
    return id;
}

// https://sqlite.org/fileformat2.html: a leaf of a table with one row.
std::optional<Revision> revision_in_page(const unsigned char* page, std::size_t page_bytes) {
    constexpr unsigned char table_leaf = 0x0D;
    constexpr std::size_t rows_at = 3;
    constexpr std::size_t pointer_at = 8;
    // A row begins with its length, its rowid, the header's length, and the types of the columns: NULL for the rowid, text,
    // blobs.
    constexpr unsigned char header_bytes = 5;
    constexpr unsigned char text_type = 13 + 2 * mark.size();
    constexpr unsigned char blob_type = 12 + 2 * id_bytes;
    constexpr unsigned char row_begins[]{
        header_bytes + mark.size() + 2 * id_bytes, 1, header_bytes, 0, text_type, blob_type, blob_type};
    constexpr std::size_t row_bytes = sizeof row_begins + mark.size() + 2 * id_bytes;

    if (page[0] != table_leaf || page[rows_at] != 0 || page[rows_at + 1] != 1) return std::nullopt;
    const std::size_t at = std::size_t{page[pointer_at]} << 8U | page[pointer_at + 1];
    if (at + row_bytes > page_bytes) return std::nullopt;
    const unsigned char* bytes = page + at;
    if (!std::equal(std::begin(row_begins), std::end(row_begins), bytes)) return std::nullopt;
    bytes += sizeof row_begins;
    if (!std::equal(mark.begin(), mark.end(), bytes)) return std::nullopt;
    bytes += mark.size();
    Revision revision;
    std::copy_n(bytes, id_bytes, revision.previous.begin());
    std::copy_n(bytes + id_bytes, id_bytes, revision.id.begin());
    return revision;
}

bool has_revision(Connection& connection) {
    enum Column { mark_column, previous, id, only_row };
    Query row = connection.prepare("SELECT mark, previous, id, only_row FROM revision");
    const auto is_id = [&row](int column) {
        return row.type(column) == Query::Type::blob && row.blob(column).size() == id_bytes;
    };
    return row.step() && row.text(mark_column) == mark && is_id(previous) && is_id(id) && row.integer(only_row) == 1 &&
           row.blob(previous) != row.blob(id) && !row.step();
}

}  // namespace inmail::store
