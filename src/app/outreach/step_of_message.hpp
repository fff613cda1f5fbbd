#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "inmail/app/outreach/sequence_step.hpp"
#include "inmail/app/report_query.hpp"

namespace inmail {
class Store;
}

namespace inmail::app {

/// The step of a sequence that a message did.
struct StepOfMessage {
    std::string sequence;
    std::size_t number{0};          ///< from 1
    std::vector<Channel> channels;  ///< of the step; the message's may be another of its kind
};

/// Of all messages up to the query's as_of that did one, whatever accounts the query asks about.
[[nodiscard]] std::map<EventId, StepOfMessage> steps_of_messages(Store& store, const ReportQuery& query,
                                                                 const Sequences& sequences);

}  // namespace inmail::app
