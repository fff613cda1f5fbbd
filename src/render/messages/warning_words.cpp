#include <fmt/format.h>

#include <cstdlib>

#include "inmail/core/machine_faults.hpp"
#include "inmail/render/errors.hpp"
#include "inmail/render/messages.hpp"
#include "inmail/text/terminal.hpp"
#include "words.hpp"

namespace inmail::render {

std::string not_written_back(const MachineFailure& why) {
    const auto* fault = dynamic_cast<const FailedMachine*>(&why);
    const auto* unusable = fault == nullptr ? nullptr : std::get_if<machine_fault::LedgerUnusable>(&fault->reason());
    if (unusable != nullptr && unusable->why == machine_fault::LedgerUnusable::Why::replaced) {
        return fmt::format(
            "warning: another file replaced {0} while this command ran. What the command recorded is not in that file.\n"
            "         The next command keeps it aside, with the log {0}-wal.",
            for_terminal(unusable->path));
    }
    return fmt::format(
        "warning: what was recorded is safe in the ledger's log, but not yet in its file: {}.\n"
        "         Until a later command has written it there, copy the ledger with `inmail backup` only.",
        for_terminal(words_of(why).what));
}

std::string clock_differs(Duration ahead) {
    constexpr std::int64_t ms_per_minute = 60'000;
    return fmt::format(
        "warning: this machine's clock is {} {} that of the ledger's server.\n"
        "         Today, and what lies in the future, follow this machine. Set its clock, or INMAIL_NOW.",
        counted(std::abs(ahead.value) / ms_per_minute, "minute"), ahead.value > 0 ? "ahead of" : "behind");
}

std::string backup_not_noted(const MachineFailure& why) {
    return fmt::format(
        "warning: the backup is whole, but the ledger could not note that there is one: {}.\n"
        "         So `inmail status` does not show it, nor does `inmail forget` name it as a copy.",
        for_terminal(words_of(why).what));
}

std::string log_taken_up(const std::string& log, std::optional<std::int64_t> events) {
    const std::string what = events ? counted(*events, "event") : "what";
    return fmt::format(
        "warning: recovered {} that stood only in {}: a command was cut short before it had written the log back.\n"
        "         If you have put a copy over the ledger since, this was recorded after the copy was made.",
        what, for_terminal(log));
}

std::string log_set_aside(const std::string& was, const std::string& is) {
    return fmt::format(
        "warning: {} belonged to another file than this ledger, and was not read. It is kept as {}.\n"
        "         That happens when a copy is put over a ledger. It may hold records of the other ledger.",
        for_terminal(was), for_terminal(is));
}

std::string words_of(const app::FollowedHandover& handover, const Display& display) {
    auto words = fmt::format("{} went to {} on {}", for_terminal(handover.from), for_terminal(handover.to),
                             moment_words(handover.at, display));
    if (handover.uncounted.empty()) return words;
    constexpr std::size_t most_listed = 5;
    std::vector<std::string> listed;
    for (const RecordedEvent& event : handover.uncounted) {
        if (listed.size() == most_listed) break;
        listed.push_back(
            fmt::format("{} of {} ({})", to_string(event.kind), moment_words(event.at, display), for_terminal(event.key)));
    }
    const std::size_t more = handover.uncounted.size() - listed.size();
    if (more > 0) listed.push_back(fmt::format("{} more", more));
    const auto count = static_cast<std::int64_t>(handover.uncounted.size());
    return words + fmt::format("\n{} of {} {} for nothing: {}", counted(count, "later event"), for_terminal(handover.from),
                               count == 1 ? "counts" : "count", enumeration(listed));
}

}  // namespace inmail::render
