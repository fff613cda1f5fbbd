#pragma once

#include <optional>
#include <string>
#include <vector>

#include "session.hpp"

namespace inmail::cli {

/// What else a recording will ask for.
struct ForeseenExtras {
    std::optional<std::string> key{};  ///< of the event, if the person gives one
    bool links{false};                 ///< who took over whose licence
};

// These tell a ledger on a server, before it is opened, what the words may name. A ledger in a file answers at once, and needs to
// know nothing.

/// [SEAT] PROSPECT...
void foresee(Session& session, const std::vector<std::string>& words, const ForeseenExtras& extras);
/// [SEAT] N. `pool`: --pool.
void foresee_account(Session& session, const std::vector<std::string>& words, const std::optional<std::string>& pool,
                     const ForeseenExtras& extras);

}  // namespace inmail::cli
