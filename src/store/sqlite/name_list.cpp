#include "inmail/store/name_list.hpp"

#include <filesystem>

#include "inmail/core/ledger_faults.hpp"
#include "sqlite/connection.hpp"
#include "sqlite/migrations.hpp"

namespace inmail::store {

namespace {

const char* table_of(NameList list) {
    switch (list) {
        case NameList::seats:
            return "seat";
        case NameList::pools:
            return "pool";
        case NameList::plans:
            return "plan";
        case NameList::rulebooks:
            return "rulebook";
        case NameList::teams:
            return "team";
        case NameList::campaigns:
            return "campaign";
        case NameList::prospects:
            return "prospect";
    }
    throw Defect("a list of names without a table");
}

}  // namespace

std::vector<std::string> names_beginning(const std::string& location, NameList list, const std::string& prefix,
                                         std::size_t most) {
    // Opening a pipe would wait for its other end.
    if (!std::filesystem::is_regular_file(location)) {
        using Path = ledger_fault::UnusablePath;
        throw InvalidLedgerRequest(Path{Path::Use::ledger, Path::Why::no_regular_file, location});
    }
    Connection connection(location, Connection::Mode::read_only);
    if (connection.integer("PRAGMA application_id") != application_id) throw DamagedLedger({damage::NotALedger{}}, location);
    // No index helps with prefixes, and a million names would take too long.
    Query query = connection.prepare(std::string("SELECT name FROM (SELECT id, name FROM ") + table_of(list) +
                                     " ORDER BY id DESC LIMIT 200000)"
                                     " WHERE lower(substr(name, 1, length(?1))) = lower(?1) ORDER BY id DESC LIMIT ?2");
    query.bind(1, prefix);
    query.bind(2, static_cast<std::int64_t>(most));
    std::vector<std::string> names;
    while (query.step()) names.push_back(query.string(0));
    return names;
}

}  // namespace inmail::store
