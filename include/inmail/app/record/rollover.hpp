#pragma once

#include <string>
#include <vector>

#include "inmail/app/account_name.hpp"
#include "inmail/core/event.hpp"
#include "inmail/core/time.hpp"

namespace inmail {
class Store;
}

namespace inmail::app {

/// Posts the close of each account's refreshes that are due and not yet closed (RULES section 4, rollover).
struct RolloverRequest {
    Instant through;  ///< <= now
    std::string note;
    std::string key;  ///< of the close, if only one is due; empty: a new key
    Instant now;
    bool dry_run{false};
};
struct PostedClose {
    AccountName account;
    Day refresh;
    CloseFigures figures;
    std::string key;
};
struct RolloverResult {
    bool dry_run{false};
    std::string batch;  ///< empty: nothing was recorded
    std::vector<PostedClose> closes;
};
[[nodiscard]] RolloverResult rollover(Store& store, const RolloverRequest& request);

}  // namespace inmail::app
