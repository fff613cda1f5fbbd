#include "inmail/io/sequence_toml.hpp"

#include <algorithm>
#include <utility>

#include "inmail/text/unicode.hpp"
#include "toml/toml_file.hpp"

namespace inmail::io {
namespace {

using Why = TomlTable::Why;
using Step = Sequence::Step;

constexpr std::int64_t most_days = 365;
constexpr std::size_t most_steps = 50;
constexpr std::size_t most_todo_bytes = 200;

std::vector<std::string> channel_names() {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < channel_count; ++i) names.emplace_back(to_string(static_cast<Channel>(i)));
    return names;
}

/// Whether only a connection can be written to over the channel.
bool needs_connection(Channel channel) { return channel == Channel::first_degree; }

bool is_inmail(const Sequence::Step& step) { return step.channels == std::vector<Channel>{Channel::inmail}; }

/// Whether whoever gets `later` has got `earlier` before.
bool holds_with(const Sequence::Step& earlier, const Sequence::Step& later) {
    const bool same_people = earlier.priority == Step::Priority::any || earlier.priority == later.priority;
    return same_people && (earlier.only_if == Step::OnlyIf::not_answered || earlier.only_if == later.only_if);
}

class SequenceReader {
  public:
    SequenceReader(const toml::table& table, const std::string& file) : top_(table, {file, RulesKind::sequence}, {}) {
        sequence_.name = file;
    }

    Sequence read() {
        top_.allow_only({"end", "step"});
        const auto end = top_.number("end");
        if (!end) top_.fail("end", Why::missing_key, "the days after which the sequence ends, such as 30");
        if (*end < 1 || *end > most_days) top_.fail("end", Why::wrong_type, "1 to 365 days");
        sequence_.end_days = static_cast<int>(*end);
        const auto steps = top_.list("step");
        if (steps.size() < 2) top_.fail("step", Why::missing_key, "at least two [[step]]: the first message, and what follows");
        if (steps.size() > most_steps) top_.fail("step", Why::wrong_type, "at most 50 steps");
        for (const auto& step : steps) read_step(step);
        return std::move(sequence_);
    }

  private:
    [[nodiscard]] bool is_first() const { return sequence_.steps.empty(); }

    void read_step(const TomlTable& table) {
        table.allow_only({"channel", "after", "days", "only_if", "priority", "do"});
        Step step;
        step.channels = channels(table);
        step.todo = todo(table);
        if (is_first()) {
            for (const auto* key : {"after", "days", "only_if", "priority"}) {
                if (table.has(key))
                    table.fail(key, Why::contradiction, "the first step begins the sequence, and comes after nothing");
            }
        } else {
            read_time(table, step);
            read_conditions(table, step);
        }
        sequence_.steps.push_back(std::move(step));
    }

    static std::vector<Channel> channels(const TomlTable& table) {
        const auto names = table.texts("channel");
        if (!names || names->empty()) table.fail("channel", Why::missing_key, "the channel of the message");
        std::vector<Channel> channels;
        for (const auto& name : *names) {
            const auto channel = parse_channel(name);
            if (!channel) table.fail("channel", Why::unknown_value, name, channel_names());
            if (std::find(channels.begin(), channels.end(), *channel) != channels.end())
                table.fail("channel", Why::twice_in_file, name);
            if (*channel == Channel::replied_thread)
                table.fail("channel", Why::contradiction, "an answer ends the sequence, so no step is in an answered thread");
            channels.push_back(*channel);
        }
        return channels;
    }

    static std::string todo(const TomlTable& table) {
        auto text = table.text("do").value_or("");
        if (!is_utf8(text) || has_control(text) || text.size() > most_todo_bytes)
            table.fail("do", Why::wrong_type, "one line of at most 200 bytes");
        return text;
    }

    void read_time(const TomlTable& table, Step& step) const {
        const auto after = table.choice("after", {"start", "accepted", "previous"}).value_or("previous");
        if (after == "start") step.after = Step::After::start;
        if (after == "accepted") step.after = Step::After::accepted;
        const auto days = table.numbers("days");
        if (!days)
            table.fail("days", Why::missing_key, "the days to wait, as 7, or [7, 10]: due from day 7 on, overdue after day 10");
        if (days->empty() || days->size() > 2) table.fail("days", Why::wrong_type, "one number, or two: [7, 10]");
        if (days->back() < days->front()) table.fail("days", Why::contradiction, "the step is overdue before it is due");
        if (days->back() > sequence_.end_days)
            table.fail("days", Why::contradiction, "the sequence ends before: `end` has fewer days");
        step.from_day = static_cast<int>(days->front());
        step.to_day = static_cast<int>(days->back());
    }

    /// Whether a step before this one has a channel like that.
    [[nodiscard]] bool has_before(bool (*is_like)(Channel)) const {
        return std::any_of(sequence_.steps.begin(), sequence_.steps.end(), [&](const Step& earlier) {
            return std::any_of(earlier.channels.begin(), earlier.channels.end(), is_like);
        });
    }

    void read_conditions(const TomlTable& table, Step& step) const {
        const bool after_acceptance = step.after == Step::After::accepted;
        const auto only_if = table.choice("only_if", {"accepted", "not accepted", "not answered"})
                                 .value_or(after_acceptance ? "accepted" : "not answered");
        if (only_if == "accepted") step.only_if = Step::OnlyIf::accepted;
        if (only_if == "not accepted") step.only_if = Step::OnlyIf::not_accepted;
        const auto priority = table.choice("priority", {"high", "low", "any"}).value_or("any");
        if (priority == "high") step.priority = Step::Priority::high;
        if (priority == "low") step.priority = Step::Priority::low;
        if (after_acceptance && step.only_if == Step::OnlyIf::not_accepted)
            table.fail("only_if", Why::contradiction, "the step comes after an acceptance");
        const bool asked = has_before(asks_to_connect);
        if ((step.only_if == Step::OnlyIf::accepted || after_acceptance) && !asked)
            table.fail(after_acceptance ? "after" : "only_if", Why::contradiction,
                       "no step before it asks to connect, so nothing can be accepted");
        const bool after_inmail = std::any_of(sequence_.steps.begin(), sequence_.steps.end(), [&](const Step& earlier) {
            return is_inmail(earlier) && holds_with(earlier, step);
        });
        if (is_inmail(step) && after_inmail)
            table.fail("channel", Why::contradiction, "LinkedIn takes no second InMail before the first is answered");
        const bool may_be_connected = asked || has_before(needs_connection);
        for (const Channel channel : step.channels) {
            if (needs_connection(channel) && !may_be_connected)
                table.fail("channel", Why::contradiction, "no step before it asks to connect, and only a connection can get it");
            if (step.only_if == Step::OnlyIf::accepted && asks_to_connect(channel))
                table.fail("channel", Why::contradiction, "whoever has accepted is connected already");
            if (step.only_if == Step::OnlyIf::not_accepted && needs_connection(channel))
                table.fail("channel", Why::contradiction, "only a connection can get a first-degree message");
        }
    }

    Sequence sequence_;
    TomlTable top_;
};

}  // namespace

Sequence read_sequence(std::string_view text, const std::string& file) {
    const toml::table table = parse_toml(text, {file, RulesKind::sequence});
    return SequenceReader(table, file).read();
}

Sequence read_sequence(const std::filesystem::path& path) {
    return read_sequence(toml_text_of(path, RulesKind::sequence), path.string());
}

}  // namespace inmail::io
