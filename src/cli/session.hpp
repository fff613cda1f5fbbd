#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "global_options.hpp"
#include "held_output.hpp"
#include "inmail/core/time.hpp"
#include "inmail/io/zone.hpp"
#include "inmail/render/format.hpp"
#include "inmail/store/open.hpp"
#include "inmail/store/store.hpp"
#include "settings.hpp"
#include "throwaway_ledger.hpp"

namespace inmail::cli {

/// The surroundings of one run: the clock, the person's defaults, the ledger (opened when first needed), and the output.
class Session {
  public:
    /// Throws InputError if INMAIL_NOW is wrong.
    Session(GlobalOptions global, store::Access access);

    /// When the clock was last read: at the command's beginning, or by `read_clock_again`.
    [[nodiscard]] Instant now() const { return now_; }
    Instant read_clock_again();
    /// Read when first asked for, which is before anything is recorded. Throws InputError if they are wrong.
    [[nodiscard]] const Settings& settings() const;
    /// Closes the ledger and warns if other users may change it: by then its side files are gone, or stay.
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    /// Where the ledger is, or will be made.
    [[nodiscard]] const std::filesystem::path& ledger_path();
    /// The location of the ledger's server. Throws InvalidLedgerRequest for a ledger in a file.
    [[nodiscard]] std::string server_location();

    [[nodiscard]] Store& store();
    /// Call before `store`: what the command will ask, each time that it opens the ledger.
    void foresee(store::Foreseen foreseen) { foreseen_ = std::move(foreseen); }
    /// Keeps a warning until the ledger is closed.
    [[nodiscard]] store::OnLogFound on_log_found();
    /// Call before `store`, in a command that proves the ledger itself, checkpoints included.
    void take_as_it_is() {
        caching_ = store::Caching::ignored;
        copies_ = store::Copies::taken_as_they_are;
    }
    /// Whether there is no ledger yet: the settings name a place where none is. A place that was typed is meant to have one.
    [[nodiscard]] bool lacks_ledger();
    /// Call before `store`, in a command that needs rulebooks alone: without a ledger, it reads those that ship.
    void need_only_rulebooks();
    /// The display zone: the person's, else the ledger's.
    [[nodiscard]] const io::Zone& zone();
    [[nodiscard]] static io::Zone ledger_zone(const LedgerInfo& info);
    [[nodiscard]] render::Display display();
    /// In the ledger's zone if the ledger is open, else in UTC.
    [[nodiscard]] render::Display display_of_errors();
    [[nodiscard]] render::Display display_in(const io::Zone& zone) const;

    /// After a failure that no sound ledger causes: throws DamagedLedger if `verify` finds the ledger damaged.
    void rule_out_damage();

    /// Closes the ledger, so that a slow reader of the output delays no one, and the file itself holds everything recorded. Then
    /// prints the warnings about it.
    void close();
    /// Closes the ledger, then prints data to standard output and messages about it to standard error. Throws MachineFailure if
    /// the data does not arrive; a reader that has closed the pipe is not a failure.
    void print(const render::Rendered& rendered);
    /// Draws a report, and returns the sentences about it.
    using Draw = std::function<std::vector<std::string>(std::ostream& out)>;
    /// `print`, of what `draw` draws while the ledger is open. A table that is longer than the terminal goes through the pager,
    /// if one is set.
    void print_report(render::Format format, const Draw& draw);
    /// `print`, of input that was refused: what is said of it is said with --quiet, too.
    void print_refusal(const render::Rendered& rendered);
    /// `print`, for what the command has done: if that does not arrive, the error says that it is done nevertheless. A dry run
    /// has done nothing.
    void acknowledge(const render::Rendered& rendered, bool dry_run = false);
    /// `acknowledge`, of sentences, which nobody wants to read with --quiet; those of a dry run are what was asked for.
    void acknowledge_in_words(const render::Rendered& rendered, bool dry_run = false);
    /// On standard error; nothing with --quiet.
    void say(const std::string& line) const;

  private:
    /// Whether a pager showed the text. Says why not if one should have.
    [[nodiscard]] bool was_shown_in_pager(HeldOutput& text);
    void print(const render::Rendered& rendered, bool quiet);
    /// Keeps the message about new rulebooks, of the first opening by a program that has them, until the ledger is closed.
    void note_new_edition();
    /// Keeps a warning, likewise, if this machine's clock is far from that of the ledger's server.
    void note_clock();

    Instant now_;
    GlobalOptions global_;
    mutable std::optional<Settings> settings_;
    std::optional<std::filesystem::path> ledger_path_;
    store::Access access_;
    store::Caching caching_;
    store::Copies copies_{store::Copies::proved};
    store::Foreseen foreseen_;
    std::vector<std::string> warnings_;           ///< about the ledger, not said yet
    std::unique_ptr<ThrowawayLedger> throwaway_;  ///< outlives `store_`
    std::unique_ptr<Store> store_;
    std::optional<io::Zone> zone_;
};

/// `Session::print` without a ledger.
void print_text(const std::string& text);

}  // namespace inmail::cli
