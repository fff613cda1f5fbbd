#include <fmt/format.h>

#include "commands/command_table.hpp"
#include "inmail/app/forecast/forecast.hpp"
#include "inmail/io/money.hpp"
#include "inmail/render/errors.hpp"
#include "report_options.hpp"
#include "time_options.hpp"

namespace inmail::cli {
namespace {

constexpr const char* usual_losing_within = "7d";
constexpr const char* usual_min = "10";
constexpr const char* usual_dry_within = "5d";

class Check : public Command {
  public:
    void declare(Options& options) override {
        options.value("--losing-within", losing_within_, "DAYS", "Find who loses credits within so many days (default 7d)");
        options.value("--min", min_, "N", "... at least so many (default 10)");
        options.value("--dry-within", dry_within_, "DAYS", "Find who runs dry within so many days (default 5d, at most 90d)");
        report_options_.declare(options);
    }

    ExitCode run(Session& session) override {
        const auto report = app::check(session.store(), report_options_.query(session), request());
        static_cast<void>(report_options_.print(session, report));
        return report.findings.empty() ? ExitCode::done : ExitCode::findings;
    }

  private:
    [[nodiscard]] app::CheckRequest request() const {
        const bool losing = losing_within_ || min_ || !dry_within_;
        const bool dry = dry_within_ || !(losing_within_ || min_);
        app::CheckRequest request;
        if (losing) request.losing_within = days_ahead(losing_within_.value_or(usual_losing_within), "--losing-within");
        if (dry) request.dry_within = days_ahead(dry_within_.value_or(usual_dry_within), "--dry-within");
        request.min = min();
        if (request.dry_within > app::dry_horizon) {
            throw InputError(
                fmt::format("--dry-within: a dry day is looked for up to {} days ahead", app::dry_horizon.value / ms_per_day));
        }
        return request;
    }

    [[nodiscard]] static Duration days_ahead(const std::string& typed, const char* option) {
        const Duration ahead = days_of(typed, option);
        if (ahead.value == 0) throw InputError(fmt::format("{}: a day ahead at least, or nothing would ever be found", option));
        return ahead;
    }

    [[nodiscard]] Credits min() const {
        const auto least = io::parse_amount(min_.value_or(usual_min));
        if (!least) throw InputError("--min: " + render::flaw_words(least.flaw()));
        if (*least < Credits{1}) throw InputError("--min: 1 credit at least");
        return *least;
    }

    std::optional<std::string> losing_within_;
    std::optional<std::string> min_;
    std::optional<std::string> dry_within_;
    ReportOptions report_options_;
};

}  // namespace

CommandEntry check_command() {
    return {
        "check",
        "",
        CommandGroup::reading,
        "[ACCOUNT...]",
        "Warn of what is about to be lost: for cron and chat",
        "inmail check\n"
        "inmail check --losing-within 7d --min 10 --dry-within 5d\n"
        "inmail check --dry-within 5d --team emea --format json",
        "One line for each account that is about to lose credits or to run dry, and exit 6; silence and exit 0 where all is\n"
        "well (as JSON: a document without findings). Looks for both, or only for what an option asks about. The figures are\n"
        "those of `inmail forecast`.",
        make_command<Check>};
}

}  // namespace inmail::cli
