#include "inmail/app/import/merge.hpp"

#include <string>

#include "batch_commands.hpp"
#include "import/ledger_rows.hpp"
#include "inmail/app/faults.hpp"
#include "inmail/core/ledger_faults.hpp"
#include "inmail/io/zone.hpp"
#include "inmail/store/server_ledger.hpp"

namespace inmail::app {

namespace {

/// What a rep sees of others has stand-ins for names, which would be recorded as names.
void require_whole_view(Store& store) {
    using ledger_refusal::NotAllowed;
    const auto member = store.server() == nullptr ? std::nullopt : store.server()->member();
    if (member && member->role == MemberRole::rep) throw RefusedByLedger(NotAllowed{NotAllowed::Why::part_of_ledger});
}

}  // namespace

MergeResult merge(Store& store, Store& other, const std::string& name, const ImportOptions& options) {
    require_one_rulebook(store, other, name);
    require_whole_view(other);
    LedgerRows rows(store, other, {});
    const auto people = rows.people_erased_there();
    if (!people.empty() && store.maintenance() == nullptr)
        throw InvalidRequest(fault::NoMaintenance{fault::NoMaintenance::Use::erase});
    const auto read = [&](EventImport& import, const io::Zone&, ImportResult& result) { return rows.read(import, result); };
    MergeResult merged;
    merged.import = import_rows(store, std::string(command_merge) + name, io::Zone::named("UTC"), options, read);
    const bool is_refused = !merged.import.rejected.empty() && !options.skip_invalid;
    if (is_refused) return merged;
    if (!people.empty()) merged.forgotten = forget_as_told(store, people, name, options);
    return merged;
}

}  // namespace inmail::app
