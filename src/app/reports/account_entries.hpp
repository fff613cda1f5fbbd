#pragma once

#include <vector>

#include "fold/timeline.hpp"
#include "inmail/app/reports/account_entry.hpp"

namespace inmail::app {

/// Whether the messages that postings answer are looked up.
enum class AnsweredMessages { looked_up, left_out };

/// The entries of a timeline with their events and names.
[[nodiscard]] std::vector<AccountEntry> account_entries(Store& store, const std::vector<Timeline::Entry>& timeline,
                                                        AnsweredMessages messages);

}  // namespace inmail::app
