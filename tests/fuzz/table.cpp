// Tables under fixed rules of each kind: each row is passed on or rejected, once, and says why in words that are fit for a
// terminal.

#include <array>
#include <set>
#include <sstream>

#include "inmail/io/table_reader.hpp"
#include "inmail/io/zone.hpp"
#include "inmail/render/errors.hpp"
#include "inmail/text/terminal.hpp"
#include "target.hpp"

namespace inmail::fuzz {
namespace {

constexpr const char* events_text = R"(
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

constexpr const char* prospects_text = R"(
kind     = "prospects"
name     = "fuzz-prospects"
columns  = ["Id", "Kind"]
optional = ["Who", "Owner", "Degree", "Open", "Priority"]
empty    = ["-"]
[[row]]
when      = { Kind = "note" }
leave_out = "a note"
[[row]]
prospect     = ["{Who}", "{Id}"]
name         = "{Who}"
seat         = "{Owner}"
degree       = { value = "{Degree}", map = { 1st = "1", 2nd = "2" }, else = "{value}" }
open_profile = "{Open}"
priority     = "{Priority}"
)";

constexpr const char* totals_text = R"(
kind     = "totals"
name     = "fuzz-totals"
columns  = ["Id", "Kind"]
optional = ["Sent", "Answered", "Who", "Owner", "From", "To"]
end      = { fields = 1 }
[[row]]
when = { Kind = "undated" }
seat  = "{Owner}"
sends = "{Sent}"
[[row]]
seat     = "{Who}"
from     = "{From}"
to       = "{To}"
sends    = "{Sent}"
accepted = "{Answered}"
declined = "{Id}"
)";

void take_under(const io::TableRules& rules, std::string_view input) {
    std::istringstream in{std::string(input)};
    std::set<std::int64_t> lines;
    io::TableSink sink;
    sink.row = [&](io::TableRow&& row) {
        const bool is_taken = !row.events.empty() || !row.prospects.empty() || row.totals.has_value();
        ensure(is_taken || !row.left_out.empty(), "a row that gives nothing says why");
        ensure(lines.insert(row.line).second, "a row comes once");
        if (!row.totals) return;
        const UsageTotals& t = *row.totals;
        ensure(t.sends >= 0 && t.accepted.value_or(0) >= 0 && t.declined.value_or(0) >= 0, "a count is never below zero");
        ensure(t.from.has_value() == t.to.has_value() && (!t.from || *t.from <= *t.to), "a period ends after it starts");
    };
    sink.rejected = [&](RejectedRow&& row) {
        lines.insert(row.line);
        const std::string words = render::flaw_words(row.flaw);
        ensure(!words.empty() && for_terminal(words) == words, "a rejected row says why, fit for a terminal");
    };
    const io::TableSummary summary = io::read_table(in, "table.csv", rules, io::Zone(), sink);
    ensure(lines.size() == static_cast<std::size_t>(summary.rows), "every row is passed on or rejected");
}

}  // namespace

void take(std::string_view input) {
    static const std::array<io::TableRules, 3> all{io::read_table_rules(events_text, "events.toml"),
                                                   io::read_table_rules(prospects_text, "prospects.toml"),
                                                   io::read_table_rules(totals_text, "totals.toml")};
    for (const auto& rules : all) take_under(rules, input);
}

}  // namespace inmail::fuzz
