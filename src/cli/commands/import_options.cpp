#include "import_options.hpp"

#include "inmail/render/messages.hpp"
#include "inmail/store/open.hpp"
#include "input_files.hpp"
#include "record_options.hpp"

namespace inmail::cli {

void ImportCommandOptions::declare(Options& options) {
    options.words(words_);
    options.flag("--skip-invalid", skip_invalid_, "Record the good rows of a file that has bad ones");
    options.flag("--again", again_, "Record known rows again if they were voided");
    options.value("--zone", zone_, "ZONE",
                  "The zone of bare dates and times without an offset (default: that of the file's earlier import, else yours)");
    options.trial_flag("--dry-run", dry_run_, "Say what would happen, but record nothing");
    format_.declare(options);
}

void ImportCommandOptions::declare_of_ledger(Options& options) {
    options.words(words_);
    options.flag("--skip-invalid", skip_invalid_, "Record what fits if some of it does not");
    options.flag("--again", again_, "Record events again that were voided here");
    options.trial_flag("--dry-run", dry_run_, "Say what would happen, but record nothing");
    format_.declare(options);
}

const std::string& ImportCommandOptions::source(const char* what) const {
    require_words(words_, 1, 1, what);
    return words_.front();
}

app::ImportOptions ImportCommandOptions::options(const Session& session) const {
    app::ImportOptions options;
    options.now = session.now();
    options.skip_invalid = skip_invalid_;
    options.dry_run = dry_run_;
    options.again = again_;
    options.zone_as_before = !zone_;
    return options;
}

io::Zone ImportCommandOptions::zone(Session& session) const { return zone_ ? io::Zone::named(*zone_) : session.zone(); }

ExitCode ImportCommandOptions::finish(Session& session, const app::ImportResult& result) const {
    const std::string source = input_name(store::without_passwords(words_.front()));
    const bool json = format_.is_json(session);
    const bool refused = !result.rejected.empty() && !skip_invalid_;
    auto message = json ? render::Rendered{render::to_json(result), render::complaints(result, source, session.display())}
                        : render::message_of(result, source, session.display());
    if (refused || (result.dry_run && !json)) message.said.push_back(render::nothing_recorded(result, refused));
    if (refused) {
        session.print_refusal(message);
        return ExitCode::input;
    }
    if (json)
        session.acknowledge(message, dry_run_);
    else
        session.acknowledge_in_words(message, dry_run_);
    return ExitCode::done;
}

}  // namespace inmail::cli
