#include "free_channel.hpp"

#include <fmt/format.h>

#include <algorithm>
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

/// All channels that take no credit, the likeliest first: the one that the ledger knows, those that the seat's plan calls free,
/// then the others.
std::vector<Channel> likeliest_first(std::optional<Channel> known, const std::vector<Channel>& called_free) {
    std::vector<Channel> channels;
    const auto add = [&channels](Channel channel) {
        const bool is_new = std::find(channels.begin(), channels.end(), channel) == channels.end();
        if (is_new && channel != Channel::inmail) channels.push_back(channel);
    };
    if (known) add(*known);
    for (const Channel usual : {Channel::open_profile, Channel::first_degree, Channel::replied_thread}) {
        if (std::find(called_free.begin(), called_free.end(), usual) != called_free.end()) add(usual);
    }
    std::for_each(called_free.begin(), called_free.end(), add);
    for (std::size_t i = 0; i < channel_count; ++i) add(static_cast<Channel>(i));
    return channels;
}

Channel ask_for_channel(Session& session, const app::Effect& effect, std::optional<Channel> known) {
    // Do not make others wait for the ledger while the person thinks.
    session.close();
    const std::string person = for_terminal(effect.event.prospect);
    const auto channels = likeliest_first(known, effect.free_channels);
    std::vector<std::string> names;
    for (const Channel channel : channels) names.emplace_back(to_string(channel));
    if (const auto choice = ask_which(fmt::format("By which free channel did the message to {} go?", person), names, 0)) {
        const Channel channel = choice->entry ? channels[*choice->entry] : channel_of(choice->typed);
        if (channel != Channel::inmail) return channel;
        throw InputError("an InMail takes a credit", "leave --free out to record one");
    }
    if (!known) {
        throw UsageError(fmt::format("--free does not say by which channel the message to {} went", person),
                         "name it instead, such as --channel " + usual_channels(" or "));
    }
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
        channels.push_back(ask_for_channel(session, effect, way == known.end() ? std::nullopt : std::optional{way->second}));
    }
    return channels;
}

}  // namespace inmail::cli
