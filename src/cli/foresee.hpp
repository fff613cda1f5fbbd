#pragma once

#include <optional>
#include <string>
#include <vector>

#include "session.hpp"

namespace inmail::cli {

/// What else a recording of messages will ask for.
struct ForeseenExtras {
    std::optional<std::string> key{};  ///< of the event, if the person gives one
    bool links{false};                 ///< who took over whose licence
};

/// Tells a ledger on a server, before it is opened, which seat and people the words may name: [SEAT] PROSPECT... A ledger in a
/// file answers at once, and needs to know nothing.
void foresee(Session& session, const std::vector<std::string>& words, const ForeseenExtras& extras);

}  // namespace inmail::cli
