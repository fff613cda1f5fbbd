#pragma once

#include <vector>

#include "inmail/app/record/record.hpp"
#include "inmail/core/event.hpp"
#include "session.hpp"

namespace inmail::cli {

/// By which channel each message of the request went, if all of them took no credit. The ledger may know one free way to the
/// person; else the program asks on a terminal, and offers the likeliest. Throws UsageError if nobody can be asked, InputError
/// for an answer that is no free channel.
[[nodiscard]] std::vector<Channel> free_channels_of(Session& session, app::RecordRequest request);

}  // namespace inmail::cli
