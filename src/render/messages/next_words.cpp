#include "messages/next_words.hpp"

#include <fmt/format.h>

#include "inmail/render/messages.hpp"
#include "inmail/text/shell_words.hpp"
#include "messages/route_words.hpp"

namespace inmail::render {

std::string next_words(const app::NextReport::Row& row, const DateWords& date) {
    const std::string since = date(row.since);
    if (row.instead) {
        app::RouteReport::Row free;
        free.channel = row.channels.front();
        free.reason = *row.instead;
        free.since = row.instead_since;
        return fmt::format("no answer since {}; {}", since, route_words(free, date));
    }
    if (row.after_decline) return "declined the request on " + since;
    switch (row.step.after) {
        case Sequence::Step::After::start:
            if (row.step.only_if == Sequence::Step::OnlyIf::accepted) return "accepted after the message of " + since;
            return fmt::format("the message of {} is unanswered", since);
        case Sequence::Step::After::accepted:
            return "accepted on " + since;
        case Sequence::Step::After::previous:
            break;
    }
    return "no answer since " + since;
}

namespace {

/// The person as a command takes it.
std::string person_argument(const app::NextReport::Row& row) {
    const bool is_slug = row.prospect.find(' ') == std::string::npos;
    const bool may_be_option = row.prospect.front() == '-' || row.prospect.front() == '@';
    if (is_slug && (row.needs_address || may_be_option)) return shell_word("linkedin.com/in/" + row.prospect);
    if (may_be_option) return "-- " + shell_word(row.prospect);
    return (row.prospect.find(',') == std::string::npos ? "" : "--each ") + shell_word(row.prospect);
}

}  // namespace

std::string next_command(const app::NextReport::Row& row) {
    std::string options;
    if (row.channels.front() != Channel::inmail) options += fmt::format(" --channel {}", to_string(row.channels.front()));
    if (!row.campaign.empty()) options += " --campaign " + shell_word(row.campaign);
    const std::string person = person_argument(row);
    // What follows `--` is no option.
    const bool ends_options = person.compare(0, 3, "-- ") == 0;
    return "inmail send " + shell_word(row.seat) + (ends_options ? options + " " + person : " " + person + options);
}

std::string channels_words(const std::vector<Channel>& channels) {
    std::string words;
    for (const Channel channel : channels) words += fmt::format("{}{}", words.empty() ? "" : " or ", to_string(channel));
    return words;
}

std::string time_words(const Sequence::Step& step) {
    using Step = Sequence::Step;
    const bool one_day = step.from_day == step.to_day;
    std::string words = one_day ? counted(step.from_day, "day") : fmt::format("{}-{} days", step.from_day, step.to_day);
    words += step.after == Step::After::start      ? " after the first message"
             : step.after == Step::After::accepted ? " after the acceptance"
                                                   : " after the latest message";
    if (step.only_if == Step::OnlyIf::not_accepted) words += ", if not accepted";
    if (step.only_if == Step::OnlyIf::accepted && step.after != Step::After::accepted) words += ", if accepted";
    if (step.priority != Step::Priority::any)
        words += step.priority == Step::Priority::high ? ", for high priority" : ", for low priority";
    return words;
}

}  // namespace inmail::render
