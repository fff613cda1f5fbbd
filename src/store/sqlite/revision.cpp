#include "sqlite/revision.hpp"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <cstring>
#include <iterator>
#include <string_view>

#include "inmail/chain/random.hpp"
#include "inmail/core/damage.hpp"
#include "inmail/files/file_identity.hpp"

namespace inmail::store {

namespace {

constexpr std::string_view mark = "inmail-revision";
constexpr std::size_t id_bytes = no_revision.size();

// An id is random bytes, then bytes that stand for the file.
using FileBytes = std::uint64_t;
constexpr std::size_t random_bytes = id_bytes - sizeof(FileBytes);

FileBytes bytes_for(const std::filesystem::path& file) {
    const FileIdentity identity = identity_of(file);
    const std::uint64_t numbers[]{identity.inode, static_cast<std::uint64_t>(identity.born_ns)};
    return XXH3_64bits(numbers, sizeof numbers);
}

std::string_view text_of(const RevisionId& id) { return {reinterpret_cast<const char*>(id.data()), id.size()}; }

RevisionId new_revision(const std::filesystem::path& file) {
    RevisionId id{};
    fill_random(id.data(), random_bytes);
    const FileBytes bytes = bytes_for(file);
    std::memcpy(id.data() + random_bytes, &bytes, sizeof bytes);
    return id;
}

/// Without the row, the log of a crash would look like another program's.
void require_row(Connection& connection) {
    if (connection.changed_rows() != 1) throw DamagedLedger({damage::MissingRow{"revision", 1}}, connection.path());
}

}  // namespace

void start_revision(Connection& connection) {
    const RevisionId id = new_revision(connection.file());
    Query change = connection.query("UPDATE revision SET previous = id, id = ?1");
    change.bind_blob(1, id.data(), id.size());
    change.run();
    require_row(connection);
    if (connection.is_file()) leave_note_on(connection.file(), text_of(id));
}

void start_unproved_revision(Connection& connection) {
    connection.query("UPDATE revision SET previous = id, id = randomblob(16)").run();
    require_row(connection);
}

void start_revision_of_copy(Connection& connection, Connection& target) {
    Query row = target.query("SELECT id FROM revision");
    const RevisionId previous = row.step() ? read_revision(row, 0) : no_revision;
    const RevisionId id = new_revision(target.file());
    Query change = connection.query("UPDATE revision SET previous = ?1, id = ?2");
    change.bind_blob(1, previous.data(), previous.size());
    change.bind_blob(2, id.data(), id.size());
    change.run();
    require_row(connection);
    leave_note_on(target.file(), text_of(id));
}

bool is_of_file(const RevisionId& id, const std::filesystem::path& file) {
    const FileBytes bytes = bytes_for(file);
    return std::memcmp(id.data() + random_bytes, &bytes, sizeof bytes) == 0;
}

bool is_other_noted(const RevisionId& id, const std::filesystem::path& file) {
    const auto note = note_on(file);
    return note && *note != text_of(id);
}

RevisionId read_revision(const Query& row, int column) {
    RevisionId id{};
    const std::string_view bytes = row.blob(column);
    if (bytes.size() == id.size()) std::copy(bytes.begin(), bytes.end(), id.begin());
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
    enum RevisionColumn { mark_column, previous, id, only_row };
    Query row = connection.prepare("SELECT mark, previous, id, only_row FROM revision");
    const auto is_id = [&row](int column) {
        return row.type(column) == Query::Type::blob && row.blob(column).size() == id_bytes;
    };
    return row.step() && row.text(mark_column) == mark && is_id(previous) && is_id(id) && row.integer(only_row) == 1 &&
           row.blob(previous) != row.blob(id) && !row.step();
}

}  // namespace inmail::store
