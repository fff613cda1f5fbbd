// What a sequence may say (docs/outreach.md). tests/cli/sequence.transcript has the words of its mistakes.

#include "inmail/io/sequence_toml.hpp"
#include "inmail/io/shipped_rules.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace inmail::io;
using Step = Sequence::Step;

TEST_CASE("connect-first is HeyTalent's sequence") {
    const auto& shipped = shipped_rules(RulesKind::sequence);
    REQUIRE(shipped.size() == 1);
    CHECK(std::string(shipped.front().name) == "connect-first");
    const Sequence sequence = read_sequence(shipped.front().text, shipped.front().name);
    REQUIRE(sequence.steps.size() == 4);
    const Step& message = sequence.steps[1];
    CHECK(message.channels == std::vector<Channel>{Channel::first_degree});
    CHECK(message.after == Step::After::accepted);
    CHECK(message.only_if == Step::OnlyIf::accepted);
    CHECK(message.from_day == 3);
    CHECK(message.to_day == 5);
    const Step& inmail = sequence.steps[2];
    CHECK(inmail.channels == std::vector<Channel>{Channel::inmail});
    CHECK(inmail.only_if == Step::OnlyIf::not_accepted);
    CHECK(inmail.priority == Step::Priority::high);
    CHECK(inmail.from_day == 7);
    CHECK(inmail.to_day == 10);
    CHECK(sequence.steps[3].channels == std::vector<Channel>{Channel::email, Channel::phone});
}

TEST_CASE("a mistake in a sequence is named with line and key") {
    struct Row {
        std::string lines;  ///< of the second step
        std::uint32_t line;
        std::string key;
        rules_fault::BadRules::Why why;
    };
    using Why = rules_fault::BadRules::Why;
    const Row rows[] = {
        {"channel = 'email'\ndays = 1\ndya = 1\n", 7, "step.dya", Why::unknown_key},
        {"channel = 'fax'\ndays = 1\n", 5, "step.channel", Why::unknown_value},
        {"days = 1\n", 4, "step.channel", Why::missing_key},
        {"channel = 'email'\n", 4, "step.days", Why::missing_key},
        {"channel = 'email'\ndays = [2, 1]\n", 6, "step.days", Why::contradiction},
        {"channel = 'email'\ndays = 31\n", 6, "step.days", Why::contradiction},
        {"channel = 'email'\ndays = []\n", 6, "step.days", Why::wrong_type},
        {"channel = 'email'\ndays = [1, 'x']\n", 6, "step.days", Why::wrong_type},
        {"channel = 'email'\ndays = 1\nonly_if = 'never'\n", 7, "step.only_if", Why::unknown_value},
        {"channel = 'email'\ndays = 1\nafter = 'accepted'\nonly_if = 'not accepted'\n", 8, "step.only_if", Why::contradiction},
        {"channel = 'connection-note'\ndays = 1\nonly_if = 'accepted'\n", 5, "step.channel", Why::contradiction},
        {"channel = 'first-degree'\ndays = 1\nonly_if = 'not accepted'\n", 5, "step.channel", Why::contradiction},
        {"channel = 'inmail'\ndays = 1\n[[step]]\nchannel = 'inmail'\ndays = 2\n", 8, "step.channel", Why::contradiction},
        {"channel = 'email'\ndays = 1\npriority = 'urgent'\n", 7, "step.priority", Why::unknown_value},
        {"channel = 'email'\ndays = 1\ndo = \"a\\u001bb\"\n", 7, "step.do", Why::wrong_type},
    };
    for (const auto& row : rows) {
        INFO(row.lines);
        try {
            static_cast<void>(read_sequence("end = 30\n[[step]]\nchannel = 'connection-note'\n[[step]]\n" + row.lines, "s.toml"));
            FAIL("it was read");
        } catch (const InvalidRules& error) {
            const auto* bad = std::get_if<rules_fault::BadRules>(&error.reason());
            REQUIRE(bad != nullptr);
            CHECK(bad->file == "s.toml");
            CHECK(bad->line == row.line);
            CHECK(bad->key == row.key);
            CHECK(bad->why == row.why);
            CHECK(bad->kind == RulesKind::sequence);
        }
    }
}
