#include "entries.hpp"
#include "inmail/app/reports.hpp"
#include "moments.hpp"
#include "reading.hpp"

namespace inmail::cli {
namespace {

constexpr const char* usual_expiring_horizon = "30d";

class Expiring : public Command {
  public:
    void declare(Options& options) override {
        reading_.declare(options);
        options.value("--within", within_, "DAYS", "How far ahead: 30d (default), 2w");
    }

    ExitCode run(Session& session) override {
        return reading_.print(session, app::expiring(session.store(), reading_.view(session),
                                                     days_of(within_.value_or(usual_expiring_horizon), "--within")));
    }

  private:
    Reading reading_;
    std::optional<std::string> within_;
};

}  // namespace

CommandEntry expiring_command() {
    return {"expiring",
            "",
            Group::reading,
            "[ACCOUNT...]",
            "Credits that expire soon",
            "inmail expiring --within 14d",
            "Lists the lots that expire from --as-of on within so many days, the soonest first. A lot of a pool belongs\n"
            "to the pool, not to a seat: `inmail balance --by-seat` shows who draws on it.",
            make_command<Expiring>};
}

}  // namespace inmail::cli
