#include "sqlite/open_file.hpp"

#include <utility>

#include "inmail/chain/chain.hpp"
#include "sqlite/open_connection.hpp"
#include "sqlite/sqlite_store.hpp"

namespace inmail::store {

namespace fs = std::filesystem;

std::unique_ptr<Store> open_file(const fs::path& path, Access access, Caching caching, const FileOptions& options) {
    const Access for_file = access == Access::trial ? Access::read : access;
    Opened opened = open_connection(path, for_file, options.on_log_found);
    if (for_file == Access::read) opened.connection->hold_snapshot();
    auto store = std::make_unique<SqliteStore>(std::move(opened.connection), for_file, caching, Chain{}, opened.former_edition);
    if (options.copies == Copies::proved) store->prove_copy();
    if (access == Access::trial) return store->copy_in_memory();
    return store;
}

}  // namespace inmail::store
