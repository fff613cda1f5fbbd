#pragma once

#include <optional>
#include <string>
#include <vector>

#include "format_option.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/render/reports.hpp"
#include "names.hpp"
#include "options.hpp"
#include "session.hpp"

namespace inmail::cli {

/// What every reading command takes: ACCOUNT..., --team, --as-of, --known-at, --rulebook, --format, --output.
class ReportOptions {
  public:
    void declare(Options& options);
    /// For a report whose end is given in another way (a month).
    void declare_without_as_of(Options& options);
    /// Call before `declare`, for a report that can also be drawn as a page or a calendar.
    void offer(FormatOption::Offer offer) { format_.offer(offer); }
    /// For a report on one account.
    void declare_of_one(Options& options);

    /// Before `declare`: of a report that takes people, too, as they are remembered. `several`: whether a word may mean several.
    void take_people(Several several) { takes_people_ = several; }

    /// Before `declare`: of a report whose words name no accounts.
    void take_words(std::vector<std::string>& words) { words_ = &words; }

    /// Of a report that shows a pool as one account and can show what each seat drew.
    void declare_by_seat(Options& options);

    /// `end`: for a report whose end is given in another way; none: --as-of. A handle whose licence has gone to another by then
    /// is replaced by that one, with a message.
    [[nodiscard]] app::ReportQuery query(Session& session, std::optional<Instant> end = std::nullopt) const;
    /// The query of a report that draws each account's last months if a terminal can show them.
    [[nodiscard]] app::ReportQuery query_with_trend(Session& session, std::optional<Instant> end = std::nullopt) const;
    /// The query of a report on the accounts that are named, that wrote to the people, or on the default seat; else on all.
    [[nodiscard]] app::ReportQuery query_of_default(Session& session, std::optional<Instant> end = std::nullopt) const;
    /// The query of a report on one account: named, or the default seat's. Throws UsageError if it is not one.
    [[nodiscard]] app::ReportQuery query_of_one(Session& session, std::optional<Instant> end = std::nullopt) const;
    [[nodiscard]] render::Format format(const Session& session) const { return format_.format(session, output_); }
    /// Of the terminal, or of the file or page that is written.
    [[nodiscard]] render::Display display(Session& session) const;

    /// To standard output, or to the file of --output.
    template <class Report>
    ExitCode print(Session& session, const Report& report) const {
        draw(session, [&](auto& out) { return render::write(out, report, format(session), display(session)); });
        return ExitCode::done;
    }
    void print(Session& session, const std::string& page) const;

  private:
    void draw(Session& session, const Session::Draw& draw) const;
    void declare_common(Options& options);
    void declare_as_of(Options& options);
    [[nodiscard]] app::ReportQuery query_as_typed(Session& session) const;
    [[nodiscard]] std::string team() const;

    /// The words that name accounts go into the query; the others are people.
    void add_accounts(Session& session, app::ReportQuery& query) const;

    std::vector<std::string>* words_{&accounts_};
    std::vector<std::string> accounts_;
    std::optional<Several> takes_people_;
    std::optional<std::string> team_;
    std::optional<std::string> as_of_;
    std::optional<std::string> known_at_;
    std::optional<std::string> rulebook_;
    bool by_seat_{false};
    std::optional<std::string> output_;
    bool replaces_file_{false};
    FormatOption format_;
};

}  // namespace inmail::cli
