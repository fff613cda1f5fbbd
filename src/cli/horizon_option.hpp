#pragma once

#include <fmt/format.h>

#include <optional>
#include <string>

#include "inmail/app/forecast/coming_loss.hpp"
#include "options.hpp"
#include "time_options.hpp"

namespace inmail::cli {

/// `--within DAYS`: how far ahead a report looks for losses.
class HorizonOption {
  public:
    void declare(Options& options) {
        options.value("--within", within_, "DAYS",
                      fmt::format("How far ahead to look for losses: {}d (default), 2w", app::usual_horizon.value / ms_per_day));
    }
    [[nodiscard]] Duration within() const { return within_ ? days_of(*within_, "--within") : app::usual_horizon; }

  private:
    std::optional<std::string> within_;
};

}  // namespace inmail::cli
