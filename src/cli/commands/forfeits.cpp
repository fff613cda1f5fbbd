#include "inmail/app/reports/forfeits.hpp"

#include "commands/command_table.hpp"
#include "horizon_option.hpp"
#include "month_options.hpp"
#include "report_options.hpp"

namespace inmail::cli {
namespace {

constexpr int usual_months = 3;

class Forfeits : public Command {
  public:
    void declare(Options& options) override {
        report_options_.declare(options);
        report_options_.declare_by_seat(options);
        horizon_.declare(options);
        options.value("--months", months_, "N", "How many months, this one included (default 3)");
    }

    ExitCode run(Session& session) override {
        const auto query = report_options_.query(session);
        return report_options_.print(session,
                                     app::forfeits(session.store(), query, months(), horizon_.from(session, query.as_of)));
    }

  private:
    [[nodiscard]] int months() const { return months_ ? month_count(*months_) : usual_months; }

    ReportOptions report_options_;
    std::optional<std::string> months_;
    HorizonOption horizon_;
};

}  // namespace

CommandEntry forfeits_command() {
    return {
        "forfeits",
        "",
        CommandGroup::reading,
        "[ACCOUNT...]",
        "Who lost credits, and who is about to",
        "inmail forfeits --months 6\n"
        "inmail forfeits pool:acme --by-seat",
        "Ranks the accounts by what they lost: forfeited above the cap at a refresh, expired unused, or zeroed by a cancel or\n"
        "switch. Then lists what they are about to lose if nothing is sent and nobody replies, as `inmail forecast` and `inmail\n"
        "expiring` do. Both also in money: at the price of a bought credit, and at the plan's price per credit (its price a\n"
        "month divided by its allowance). What a pool lost belongs to no seat; --by-seat shows below it what each seat sent and\n"
        "got back in these months.",
        make_command<Forfeits>};
}

}  // namespace inmail::cli
