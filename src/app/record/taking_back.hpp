#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "inmail/app/record/void.hpp"
#include "inmail/core/ids.hpp"
#include "inmail/store/store.hpp"
#include "record/batch_events.hpp"

namespace inmail::app {

// What void, undo and redo share.

/// What a taking back voids, and what it records again.
struct TakingBack {
    std::vector<EventId> voided;
    std::vector<EventId> again;
    EventId batch_first;               ///< the first event of the batch that is taken back whole; none: it is none
    std::vector<std::string> notes{};  ///< of the voids; empty: the request's
    /// Known balances stay as they were. Otherwise the ledger becomes as it was before the batch, whose adjustments kept them.
    bool keeps_known_balances{false};
};

/// None for a dry run.
[[nodiscard]] std::unique_ptr<Transaction> begin_taking_back(Store& store, const VoidRequest& request, std::string_view command);
[[nodiscard]] RecordResult take_back(Store& store, Transaction* transaction, const TakingBack& events, std::string_view command,
                                     const VoidRequest& request);
/// All of the batch that was read last.
[[nodiscard]] TakingBack whole_of(BatchEvents& events);
/// The latest batch with an event that stands for one of this batch's; empty: there is none.
[[nodiscard]] std::string batch_in_place_of(Store& store, const std::string& name);
/// Refuses a note that a later import would read as one of the program's own.
void require_own_words(const std::string& note);

}  // namespace inmail::app
