#pragma once

#include "fold/timeline.hpp"
#include "inmail/app/reports/account_entry.hpp"

namespace inmail::app {

/// Whether the messages that postings answer are looked up.
enum class Messages { looked_up, left_out };

/// An entry of a timeline with its names.
[[nodiscard]] AccountEntry account_entry_of(Store& store, const Timeline::Entry& entry, Messages messages);

}  // namespace inmail::app
