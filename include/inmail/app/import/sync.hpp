#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "inmail/app/account_name.hpp"
#include "inmail/app/import/import_result.hpp"
#include "inmail/app/record/erase.hpp"

namespace inmail {
class Store;
}

namespace inmail::app {

struct SyncResult {
    /// Into the server's ledger. `rejected`: what the server does not take of this user, and the file keeps. A row counts as its
    /// event's number in the ledger that it comes from.
    ImportResult up;
    ImportResult down;           ///< into the file
    std::int64_t terms_up{0};    ///< rows of a user's own terms that the server got
    std::int64_t terms_down{0};  ///< and the file
    /// Accounts whose balance the file cannot tell, because the server shows this user only a part of their events; sorted.
    std::vector<AccountName> shown_in_part;
    std::optional<EraseResult> forgotten_there;  ///< on the server, because the file had forgotten them
    std::optional<EraseResult> forgotten_here;   ///< in the file, likewise
    std::vector<std::string> not_forgotten;      ///< people whom the file has forgotten, and this user may not forget there
};

/// The two ledgers, by the names that messages and the ledgers themselves give them.
struct SyncSides {
    Store& server;
    std::string server_name;
    Store& file;
    std::string file_name;
};

/// Records on the server what the file has and the server lacks, and then in the file what the server shows of what the file
/// lacks: both as facts, with recorded_at of now. Events are told apart by their keys. Voids go with their keys; closes stay.
/// What was taken back before it got to the other side stays where it is. A row that does not fit is listed, and the others are
/// recorded. `options`: now and dry_run count. Throws InvalidRequest if the ledgers have other default rulebooks, Refused if the
/// file has other terms of its own. Each side is one transaction: if the second one fails, the next sync does it.
[[nodiscard]] SyncResult sync(const SyncSides& sides, const ImportOptions& options);

}  // namespace inmail::app
