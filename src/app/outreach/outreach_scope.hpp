#pragma once

#include <optional>
#include <vector>

#include "inmail/app/report_query.hpp"
#include "inmail/core/ids.hpp"
#include "inmail/core/prospect.hpp"

namespace inmail {
class Store;
}

namespace inmail::app {

/// A part of the ledger that decides about some accounts' outreach as well as the whole of it would.
struct OutreachScope {
    std::vector<AccountId> accounts;  ///< those, and all whose seats have to do with one of the people; empty: all
    std::vector<ProspectId> people;   ///< under all spellings that the ledger has of them
};

/// The part for what the accounts (empty, or with a team in the query: all) do with `listed`, and with everyone of whom their
/// events after `since` tell; none: all of theirs.
[[nodiscard]] OutreachScope outreach_scope(Store& store, const ReportQuery& query, std::vector<AccountId> accounts,
                                           const std::vector<Prospect>& listed, std::optional<Instant> since);

}  // namespace inmail::app
