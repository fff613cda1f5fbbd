#include "free_channel.hpp"

#include <fmt/format.h>

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "inmail/core/errors.hpp"
#include "inmail/text/terminal.hpp"
#include "record_options.hpp"
#include "terminal.hpp"

namespace inmail::cli {
namespace {

using namespace app::record_warning;

/// The prospect of a hint, and the channel that it says is free.
std::optional<std::pair<std::string, Channel>> free_way(const app::RecordWarning& warning) {
    if (const auto* w = std::get_if<AnsweredThread>(&warning)) return std::pair{w->prospect, Channel::replied_thread};
    if (const auto* w = std::get_if<Connected>(&warning)) return std::pair{w->prospect, Channel::first_degree};
    if (const auto* w = std::get_if<FreeBefore>(&warning)) return std::pair{w->prospect, w->channel};
    return std::nullopt;
}

/// The channels that most plans call free.
std::string usual_channels(const char* before_last) {
    const auto& usual = Terms{}.free_channels;
    std::string names;
    for (std::size_t i = 0; i < usual.size(); ++i)
        names += fmt::format("{}{}", i == 0 ? "" : i + 1 == usual.size() ? before_last : ", ", to_string(usual[i]));
    return names;
}

Channel ask_for_channel(Session& session, const std::string& prospect, std::optional<Channel> known) {
    // Do not make others wait for the ledger while the person thinks.
    session.close();
    const std::string person = for_terminal(prospect);
    const Channel likeliest = known.value_or(Channel::open_profile);
    const auto answer =
        ask_for(fmt::format("Which free channel to {} was it: {}? [{}]", person, usual_channels(" or "), to_string(likeliest)));
    if (answer) {
        const Channel channel = answer->empty() ? likeliest : channel_of(*answer);
        if (channel != Channel::inmail) return channel;
        throw InputError("an InMail takes a credit", "leave --free out to record one");
    }
    if (!known)
        throw UsageError(fmt::format("--free does not say by which channel the message to {} went", person),
                         "name it instead, such as --channel " + usual_channels(" or "));
    session.say(fmt::format("{} to {}: the ledger knows this free way", to_string(*known), person));
    return *known;
}

}  // namespace

std::vector<Channel> free_channels_of(Session& session, app::RecordRequest request) {
    // What an InMail to the same person would be advised instead.
    request.dry_run = true;
    request.force = true;
    const auto as_inmails = app::record(session.store(), request);
    std::map<std::string, Channel> known;
    for (const auto& warning : as_inmails.warnings) {
        if (auto way = free_way(warning)) known.insert(*std::move(way));
    }
    std::vector<Channel> channels;
    for (const auto& effect : as_inmails.effects) {
        if (effect.event.kind != EventKind::send) continue;
        const auto way = known.find(effect.event.prospect);
        channels.push_back(
            ask_for_channel(session, effect.event.prospect, way == known.end() ? std::nullopt : std::optional{way->second}));
    }
    return channels;
}

}  // namespace inmail::cli
