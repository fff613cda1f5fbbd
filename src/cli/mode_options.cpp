#include "mode_options.hpp"

namespace inmail::cli {

void ModeOptions::declare(Options& options) {
    declare_dry_run(options);
    options.flag("--force", force_, "Record it even if a rule refuses it");
    format_.declare(options);
}

void ModeOptions::declare_unforced(Options& options) {
    declare_dry_run(options);
    format_.declare(options);
}

void ModeOptions::declare_dry_run(Options& options) { options.dry_run(dry_run_, "Say what would happen, but record nothing"); }

app::RecordingMode ModeOptions::mode(Session& session) const {
    app::RecordingMode mode;
    mode.now = session.now();
    mode.clock = [&session] { return session.read_clock_again(); };
    mode.force = force_;
    mode.dry_run = dry_run_;
    mode.with_balances = format_.of_sentences().is_json(session);
    return mode;
}

}  // namespace inmail::cli
