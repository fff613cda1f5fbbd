#include "drift_words.hpp"

#include <fmt/format.h>

#include "inmail/app/reports/drift.hpp"
#include "words.hpp"

namespace inmail::render {

namespace {

/// "; learnt since: send 01H..., void 01J...": what the close could not know.
std::string causes_of(const app::Drift& drift) {
    constexpr std::size_t most_causes = 5;
    std::string causes;
    for (std::size_t i = 0; i < drift.causes.size() && i < most_causes; ++i) {
        causes +=
            fmt::format("{}{} {}", i == 0 ? "; learnt since: " : ", ", to_string(drift.causes[i].kind), drift.causes[i].key);
    }
    if (drift.causes.size() > most_causes) causes += fmt::format(" and {} more", drift.causes.size() - most_causes);
    return causes;
}

std::string words_of(const app::Drift& drift, const Display& display) {
    const auto close = fmt::format("Drift of {}: its refresh of {}", drift.account.typed(), moment_words(drift.refresh, display));
    if (!drift.now) return close + " was closed, but there is no such refresh now" + causes_of(drift);

    const CloseFigures& then = drift.stored;
    const CloseFigures& now = *drift.now;
    std::string differences;
    const auto compare = [&differences](const char* name, Credits stored, Credits today) {
        if (stored == today) return;
        differences += fmt::format("{}{} {}, now {}", differences.empty() ? "" : "; ", name, stored.value, today.value);
    };
    compare("allotted", then.allotted, now.allotted);
    compare("granted", then.granted, now.granted);
    compare("forfeited", then.forfeited, now.forfeited);
    compare("expired", then.expired, now.expired);
    compare("available", then.available, now.available);
    return fmt::format("{} was closed with {}{}", close, differences, causes_of(drift));
}

}  // namespace

std::vector<std::string> drift_words(const app::Drifts& drifts, const Display& display) {
    std::vector<std::string> lines;
    for (const auto& drift : drifts.listed) lines.push_back(words_of(drift, display));
    if (drifts.through_edition > 0) {
        lines.push_back(
            fmt::format("Drift caused only by the rulebooks' new edition: {}; `--rulebook @1` shows the first edition",
                        counted(drifts.through_edition, "close")));
    }
    return lines;
}

}  // namespace inmail::render
