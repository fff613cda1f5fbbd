#pragma once

#include <optional>
#include <string>
#include <vector>

#include "format_option.hpp"
#include "inmail/app/import/import_result.hpp"
#include "inmail/io/zone.hpp"
#include "options.hpp"

namespace inmail::cli {

/// The options that both imports take, and how they end.
class ImportCommandOptions {
  public:
    void declare(Options& options);
    /// The same for another ledger, whose times have no zone.
    void declare_of_ledger(Options& options);
    /// The one word: what to import.
    [[nodiscard]] const std::string& source(const char* what) const;
    [[nodiscard]] app::ImportOptions options(const Session& session) const;
    /// `--zone`, else the display zone.
    [[nodiscard]] io::Zone zone(Session& session) const;
    /// Throws for a format that an import's result does not have, before anything is recorded.
    void check_format(const Session& session) const { static_cast<void>(format_.format(session)); }
    /// Prints what was done; exit 3 if rows were rejected without --skip-invalid.
    [[nodiscard]] ExitCode finish(Session& session, const app::ImportResult& result) const;

  private:
    std::vector<std::string> words_;
    bool skip_invalid_{false};
    bool dry_run_{false};
    bool again_{false};
    std::optional<std::string> zone_;
    FormatOption format_{FormatOption::Offer::sentences};
};

}  // namespace inmail::cli
