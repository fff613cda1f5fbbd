#include "taking_back_options.hpp"

#include "record_options.hpp"
#include "time_options.hpp"

namespace inmail::cli {

void TakingBackOptions::declare(Options& options) {
    declare_when(options, "--at", at_, "When the mistake was found (default: now); the void takes effect when recorded");
    options.value("--note", note_, "WHY", "The reason");
    options.value("--key", key_, "KEY", "A key of your own for the void, if it takes back one event");
    mode_.declare_unforced(options);
}

app::VoidRequest TakingBackOptions::request(Session& session) const {
    app::VoidRequest request(mode_.mode(session));
    request.at = at_of(session, at_, EventKind::void_event).at;
    request.note = note_.value_or("");
    request.key = own_key(key_);
    return request;
}

}  // namespace inmail::cli
