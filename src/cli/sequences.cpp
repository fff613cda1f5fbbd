#include "sequences.hpp"

#include <algorithm>
#include <filesystem>

#include "inmail/io/sequence_toml.hpp"
#include "path_expansion.hpp"
#include "shipped_rules.hpp"

namespace inmail::cli {
namespace {

constexpr const char* usual_sequence = "connect-first";

}  // namespace

Sequence sequence_named(const std::string& typed, const std::string& where) {
    if (const auto* shipped = shipped_unless_file(RulesKind::sequence, typed))
        return io::read_sequence(shipped->text, shipped->name);
    return io::read_sequence(std::filesystem::path(expanded_path(typed, where)));
}

Sequence sequence_of_setting(const std::string& key, const std::string& value, const std::string& where) {
    Sequence sequence;
    naming_setting(where, key, [&] { sequence = sequence_named(value, where); });
    return sequence;
}

void SequenceOption::declare(Options& options) {
    options.value("--sequence", typed_, "SEQUENCE", "This sequence for everyone: a name that ships, or a file");
}

app::Sequences SequenceOption::read(Session& session) {
    usual_ = sequence_named(typed_.value_or(usual_sequence), "--sequence");
    if (!typed_) {
        const io::Config& config = session.settings().config();
        for (const auto& [campaign, entry] : config.sequences)
            by_campaign_[campaign] =
                sequence_of_setting(std::string(io::sequence_prefix) + campaign, entry.value, config.place_of(entry));
    }
    app::Sequences sequences;
    sequences.longest = days(usual_.end_days);
    for (const auto& [campaign, sequence] : by_campaign_)
        sequences.longest = std::max(*sequences.longest, days(sequence.end_days));
    sequences.sequence_of = [this](const std::string& campaign) {
        const auto named = by_campaign_.find(campaign);
        return named == by_campaign_.end() ? &usual_ : &named->second;
    };
    sequences.date_at = [&zone = session.zone()](Instant t) { return zone.date_at(t); };
    sequences.start_of_date = [&zone = session.zone()](Day date) { return zone.start_of(date); };
    return sequences;
}

}  // namespace inmail::cli
