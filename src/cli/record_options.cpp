#include "record_options.hpp"

#include <fmt/format.h>

#include "inmail/chain/event_key.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/io/money.hpp"
#include "inmail/render/errors.hpp"
#include "inmail/render/messages.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/suggestion.hpp"
#include "inmail/text/terminal.hpp"
#include "time_options.hpp"

namespace inmail::cli {

void RecordOptions::declare(Options& options) {
    declare_when(options, "--at", at_, "When it happened (default: now): 9:30, yesterday 17:00, last friday, 14 mar, 2026-03-14");
    declare_rest(options);
}

void RecordOptions::declare_of_plan(Options& options) {
    declare_when(options, "--at", at_,
                 "When (default: now), also in the future: 2026-03-14, 14 mar 2026, tomorrow, end of month");
    declare_rest(options);
}

void RecordOptions::declare_rest(Options& options) {
    options.value("--note", note_, "TEXT", "A note to keep with it");
    options.value("--key", key_, "KEY", "A key of your own: recording the same key again adds nothing");
    mode_.declare(options);
}

EventRecord RecordOptions::event(Session& session, EventKind kind, const Subject& subject) const {
    EventRecord event;
    event.kind = kind;
    const EventTime typed = at_of(session, at_, kind);
    event.at = typed.at;
    event.bare_date = typed.date;
    event.seat = subject.seat;
    event.pool = subject.pool;
    event.note = note_.value_or("");
    event.key = own_key(key_);
    return event;
}

app::RecordRequest RecordOptions::request(Session& session, const char* command, std::vector<EventRecord> events,
                                          std::optional<Credits> holds) const {
    app::RecordRequest request(mode_.mode(session));
    request.command = command;
    request.events = std::move(events);
    request.holds = holds;
    return request;
}

ExitCode RecordOptions::record(Session& session, const char* command, std::vector<EventRecord> events,
                               std::optional<Credits> holds) const {
    return report(session, app::record(session.store(), request(session, command, std::move(events), holds)));
}

ExitCode RecordOptions::report(Session& session, const app::RecordResult& result) const { return mode_.report(session, result); }

std::string own_key(const std::optional<std::string>& typed) {
    std::string key = typed.value_or("");
    if (begins_with(key, archive_key_prefix)) {
        throw InputError(fmt::format("--key '{}': keys of LinkedIn's archives begin so", for_terminal(key)),
                         "choose another key");
    }
    return key;
}

void require_words(const std::vector<std::string>& words, std::size_t least, std::size_t most, const char* what) {
    if (words.size() < least) throw UsageError(fmt::format("{} is missing", what), "--help shows an example");
    if (words.size() > most) {
        throw UsageError(fmt::format("unexpected argument '{}'", for_terminal(words[most])),
                         "quote words that belong together; --help shows an example");
    }
}

std::optional<Credits> holds_of(const std::optional<std::string>& typed) {
    if (!typed) return std::nullopt;
    const Credits holds = amount_of(*typed);
    if (holds < no_credits) throw InputError(fmt::format("--holds {}: a balance cannot be below 0", holds.value));
    return holds;
}

std::vector<std::string> channels() {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < channel_count; ++i) names.emplace_back(to_string(static_cast<Channel>(i)));
    return names;
}

Channel channel_of(const std::string& typed) {
    if (const auto channel = parse_channel(typed)) return *channel;
    std::string all;
    for (const auto& name : channels()) all += (all.empty() ? "" : ", ") + name;
    throw InputError("unknown channel '" + for_terminal(typed) + "'" + did_you_mean(typed, channels()),
                     "the channels are " + all);
}

std::vector<std::string> outcomes() {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < outcome_count; ++i) names.emplace_back(to_string(static_cast<Outcome>(i)));
    return names;
}

Outcome outcome_of(const std::string& typed) {
    if (const auto outcome = parse_outcome(typed)) return *outcome;
    throw InputError("unknown outcome '" + for_terminal(typed) + "'" + did_you_mean(typed, outcomes()),
                     "the outcomes are accepted, declined, quick and auto");
}

std::int64_t chars_of(const std::string& typed) {
    const auto chars = whole_number(typed);
    if (chars && *chars >= 0 && *chars <= max_chars) return *chars;
    throw InputError("cannot read --chars '" + for_terminal(typed) + "' as a length",
                     "write the number of characters, such as --chars 380");
}

std::optional<Money> price_of(const std::optional<std::string>& price, const std::optional<std::string>& currency,
                              const char* example) {
    if (price.has_value() != currency.has_value()) throw UsageError("--price and --currency go together", example);
    if (!price) return std::nullopt;
    const auto money = io::parse_money(*price, *currency);
    if (!money) throw InputError("--price: " + render::flaw_words(money.flaw()), std::string("an example is ") + example);
    return *money;
}

}  // namespace inmail::cli
