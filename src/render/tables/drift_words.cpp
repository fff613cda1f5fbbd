#include "drift_words.hpp"

#include <fmt/format.h>

#include "words.hpp"

namespace inmail::render {

std::string drift_words(const app::Drift& drift, const Display& display) {
    const auto close = fmt::format("Drift of {}: its refresh of {}", drift.account.typed(), moment_words(drift.refresh, display));
    if (!drift.now) return close + " was closed, and today there is no such refresh";

    const CloseFigures& then = drift.stored;
    const CloseFigures& now = *drift.now;
    std::string differences;
    const auto compare = [&differences](const char* name, Credits stored, Credits today) {
        if (stored == today) return;
        differences += fmt::format("{}{} {}, today {}", differences.empty() ? "" : "; ", name, stored.value, today.value);
    };
    compare("allotted", then.allotted, now.allotted);
    compare("granted", then.granted, now.granted);
    compare("forfeited", then.forfeited, now.forfeited);
    compare("expired", then.expired, now.expired);
    compare("available", then.available, now.available);
    return fmt::format("{} was closed with {}; see inmail history {}", close, differences, drift.account.typed());
}

}  // namespace inmail::render
