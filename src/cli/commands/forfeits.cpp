#include <fmt/format.h>

#include <charconv>

#include "entries.hpp"
#include "inmail/app/reports.hpp"
#include "inmail/core/text.hpp"
#include "reading.hpp"

namespace inmail::cli {
namespace {

constexpr int usual_months = 3;
constexpr int most_months = 120;

class Forfeits : public Command {
  public:
    void declare(Options& options) override {
        reading_.declare(options);
        reading_.declare_by_seat(options);
        options.value("--months", months_, "N", "How many months back, this one included (default 3)");
    }

    ExitCode run(Session& session) override {
        return reading_.print(session, app::forfeits(session.store(), reading_.view(session), months()));
    }

  private:
    [[nodiscard]] int months() const {
        if (!months_) return usual_months;
        int n = 0;
        const char* end = months_->data() + months_->size();
        const auto read = std::from_chars(months_->data(), end, n);
        if (read.ec != std::errc() || read.ptr != end || n < 1 || n > most_months) {
            throw InputError(
                fmt::format("--months '{}': a whole number from 1 to {} is needed", for_terminal(*months_), most_months));
        }
        return n;
    }

    Reading reading_;
    std::optional<std::string> months_;
};

}  // namespace

CommandEntry forfeits_command() {
    return {"forfeits",
            "",
            Group::reading,
            "[ACCOUNT...]",
            "Who lost credits, and who is about to",
            "inmail forfeits --months 6\n"
            "inmail forfeits pool:acme --by-seat",
            "Ranks the accounts by what they lost: forfeited past the cap at a refresh, or expired unused. Then what the next\n"
            "refresh will forfeit if nothing is sent and nobody replies. What a pool lost belongs to no seat; --by-seat shows below it\n"
            "who sent what and got what back in these months.",
            make_command<Forfeits>};
}

}  // namespace inmail::cli
