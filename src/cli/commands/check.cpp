#include "inmail/app/forecast/check.hpp"

#include <fmt/format.h>

#include "commands/command_table.hpp"
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
        options.value("--losing-within", losing_within_, "DAYS", "Find accounts that lose credits within DAYS (default 7d)");
        options.value("--min", min_, "N", "The smallest loss to report (default 10; any loss if the plan ends)");
        options.value("--dry-within", dry_within_, "DAYS", "Find accounts that run out within DAYS (default 5d, at most 90d)");
        options.flag("--policy", policy_, "Find seats whose reply rate is too low for the policy of their plan");
        report_options_.declare(options);
    }

    ExitCode run(Session& session) override {
        const auto report = app::check(session.store(), report_options_.query(session), request());
        static_cast<void>(report_options_.print(session, report));
        return report.found_any() ? ExitCode::findings : ExitCode::done;
    }

  private:
    [[nodiscard]] app::CheckRequest request() const {
        const bool asks_of_losing = losing_within_ || min_;
        const bool asks_nothing = !asks_of_losing && !dry_within_ && !policy_;
        const bool losing = asks_of_losing || asks_nothing;
        const bool dry = dry_within_ || asks_nothing;
        app::CheckRequest request;
        if (losing) request.losing_within = days_ahead(losing_within_.value_or(usual_losing_within), "--losing-within");
        if (dry) request.dry_within = days_ahead(dry_within_.value_or(usual_dry_within), "--dry-within");
        request.policy = policy_ || asks_nothing;
        request.min = min();
        // A number that is given counts for all; the default leaves out small losses that recur every month.
        request.leavers = !min_;
        if (request.dry_within > app::dry_horizon) {
            throw InputError(fmt::format("--dry-within: at most {} days ahead", app::dry_horizon.value / ms_per_day));
        }
        return request;
    }

    [[nodiscard]] static Duration days_ahead(const std::string& typed, const char* option) {
        const Duration ahead = days_of(typed, option);
        if (ahead.value == 0) throw InputError(fmt::format("{}: at least 1 day is needed", option));
        return ahead;
    }

    [[nodiscard]] Credits min() const {
        const auto least = io::parse_amount(min_.value_or(usual_min));
        if (!least) throw InputError("--min: " + render::flaw_words(least.flaw()));
        if (*least < Credits{1}) throw InputError("--min: at least 1 credit is needed");
        return *least;
    }

    std::optional<std::string> losing_within_;
    std::optional<std::string> min_;
    std::optional<std::string> dry_within_;
    bool policy_{false};
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
        "inmail check --dry-within 5d --team emea --format json\n"
        "inmail check --policy",
        "Prints one line for each account that is about to lose credits or to run out, and for each seat whose reply rate is\n"
        "below what LinkedIn asks of recruiters or less than 2 points above it; exit 6. If all is well, it prints nothing (as\n"
        "JSON: a document without findings); exit 0. Options narrow what it looks for. The figures are those of `inmail\n"
        "forecast` and `inmail audit`.",
        make_command<Check>};
}

}  // namespace inmail::cli
