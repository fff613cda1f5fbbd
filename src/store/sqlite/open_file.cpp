#include "sqlite/open_file.hpp"

#include <utility>

#include "inmail/chain/chain.hpp"
#include "sqlite/open_connection.hpp"
#include "sqlite/sqlite_store.hpp"

namespace inmail::store {

namespace fs = std::filesystem;

std::unique_ptr<Store> open_file(const fs::path& path, Access access, Caching caching, const FileOptions& options) {
    Opened opened = open_connection(path, access, options.on_log_found);
    if (access == Access::read) opened.connection->hold_snapshot();
    auto store = std::make_unique<SqliteStore>(std::move(opened.connection), access, caching, Chain{}, opened.former_edition);
    if (options.copies == Copies::proved) store->prove_copy();
    return store;
}

}  // namespace inmail::store
