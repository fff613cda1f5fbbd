#include "taking_back.hpp"

#include "time_options.hpp"

namespace inmail::cli {

void TakingBack::declare(Options& options) {
    declare_when(options, "--at", at_, "When it was found out (default now); it counts from its recording on");
    options.value("--note", note_, "WHY", "The reason");
    options.value("--key", key_, "KEY", "A key of your own for the void, where one event is taken back");
    options.dry_run(dry_run_, "Say what would happen, record nothing");
    format_.declare(options);
}

app::VoidRequest TakingBack::request(Session& session) const {
    app::VoidRequest request;
    request.at = at_of(session, at_, EventKind::void_event).at;
    request.note = note_.value_or("");
    request.key = key_.value_or("");
    request.now = session.now();
    request.dry_run = dry_run_;
    request.with_balances = format_.is_json(session);
    return request;
}

ExitCode TakingBack::tell(Session& session, const app::RecordResult& result) const {
    session.acknowledge(format_.told(session, result), dry_run_);
    return ExitCode::done;
}

}  // namespace inmail::cli
