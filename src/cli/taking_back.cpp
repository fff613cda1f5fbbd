#include "taking_back.hpp"

#include "time_options.hpp"

namespace inmail::cli {

void TakingBack::declare(Options& options) {
    declare_when(options, "--at", at_, "When it was found out (default now); it counts from its recording on");
    options.value("--note", note_, "WHY", "The reason");
    options.value("--key", key_, "KEY", "A key of your own for the void, where one event is taken back");
    options.dry_run(dry_run_, "Say what would happen, record nothing");
}

app::VoidRequest TakingBack::request(Session& session) const {
    app::VoidRequest request;
    request.at = at_of(session, at_, EventKind::void_event).at;
    request.note = note_.value_or("");
    request.key = key_.value_or("");
    request.now = session.now();
    request.dry_run = dry_run_;
    return request;
}

}  // namespace inmail::cli
