// Tables under fixed rules: each row is passed on or rejected, once, and says why in words that are fit for a terminal.

#include <set>
#include <sstream>

#include "inmail/io/table_reader.hpp"
#include "inmail/io/zone.hpp"
#include "inmail/render/errors.hpp"
#include "inmail/text/terminal.hpp"
#include "target.hpp"

namespace inmail::fuzz {
namespace {

constexpr const char* rules_text = R"(
name    = "fuzz"
columns = ["Id", "Kind"]
optional = ["Sent", "Answered", "Who", "Owner"]
end     = { first = "^Total" }
empty   = ["-"]
replies = "first"
[maps.seats]
"Ana" = "ana"
[[row]]
when      = { Kind = "note" }
leave_out = "a note"
[[row]]
when     = { Kind = { matches = '(in)?(mail)' } }
seat     = { value = "{Owner}", map = "seats" }
prospect = { value = "{Who}", split = ", " }
thread   = "{Id}"
campaign = "{1}/{2}"
  [[row.events]]
  event = "send"
  at    = ["{Sent}", "{1}"]
  [[row.events]]
  when  = { Answered = { empty = false } }
  event = "reply"
  at    = "{Answered}"
  missing = "leave out"
)";

}  // namespace

void take(std::string_view input) {
    static const io::TableRules rules = io::read_table_rules(rules_text, "rules.toml");
    std::istringstream in{std::string(input)};
    std::set<std::int64_t> lines;
    io::TableSink sink;
    sink.row = [&](io::TableRow&& row) {
        ensure(row.events.empty() == !row.left_out.empty() || !row.events.empty(), "a row without events says why");
        ensure(lines.insert(row.line).second, "a row comes once");
    };
    sink.rejected = [&](RejectedRow&& row) {
        lines.insert(row.line);
        const std::string words = render::flaw_words(row.flaw);
        ensure(!words.empty() && for_terminal(words) == words, "a rejected row says why, fit for a terminal");
    };
    const io::TableSummary summary = io::read_table(in, "table.csv", rules, io::Zone(), sink);
    ensure(lines.size() == static_cast<std::size_t>(summary.rows), "every row is passed on or rejected");
}

}  // namespace inmail::fuzz
