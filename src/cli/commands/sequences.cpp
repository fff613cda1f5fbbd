#include "sequences.hpp"

#include <fmt/format.h>

#include "commands/command_table.hpp"
#include "commands/rules_files.hpp"
#include "inmail/io/sequence_toml.hpp"
#include "inmail/io/shipped_rules.hpp"
#include "inmail/render/messages.hpp"

namespace inmail::cli {
namespace {

class Sequences : public RulesFiles {
  public:
    Sequences() : RulesFiles(RulesKind::sequence, "sequences", "docs/outreach.md") {}

  private:
    /// The steps of each.
    [[nodiscard]] render::Table list() const override {
        using Kind = render::Column::Kind;
        render::Table table;
        table.columns = {{"sequence", Kind::name}, {"step", Kind::number}, {"channel"}, {"when", Kind::prose}};
        for (const auto& shipped : io::shipped_rules(RulesKind::sequence)) {
            const Sequence sequence = io::read_sequence(shipped.text, shipped.name);
            for (std::size_t i = 0; i < sequence.steps.size(); ++i) {
                const auto& step = sequence.steps[i];
                table.rows.push_back({sequence.name, static_cast<std::int64_t>(i + 1), render::channels_words(step.channels),
                                      i == 0 ? "first" : render::time_words(step)});
            }
        }
        return table;
    }

    [[nodiscard]] std::string check(const std::string& file) const override {
        const Sequence sequence = io::read_sequence(std::filesystem::path(file));
        return fmt::format("{} steps; it ends {} days after the latest message or acceptance", sequence.steps.size(),
                           sequence.end_days);
    }
};

}  // namespace

CommandEntry sequences_command() {
    return {
        "sequences",
        "",
        CommandGroup::ledger,
        "[show NAME | check FILE]",
        "List, print or check sequences for `next`",
        "inmail sequences\n"
        "inmail sequences show connect-first > ours.toml\n"
        "inmail sequences check ours.toml",
        "Lists the steps of the sequences that ship for `inmail next`. `show` prints one as a file to change. `check` proves\n"
        "a file without a ledger.",
        make_command<Sequences>};
}

}  // namespace inmail::cli
