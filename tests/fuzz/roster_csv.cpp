// Rosters as CSV: an accepted row has normalised names, and a rejected one says why.

#include "inmail/io/roster_csv.hpp"

#include <sstream>
#include <string>

#include "inmail/chain/prospect_key.hpp"
#include "inmail/core/errors.hpp"
#include "target.hpp"

namespace inmail::fuzz {

void take(std::string_view input) {
    std::istringstream in{std::string(input)};
    const io::Roster roster = io::read_roster(in, "roster.csv", io::Zone());
    for (const auto& row : roster.rows) {
        ensure(is(parse_handle(row.handle), row.handle), "a seat of a roster is normalised");
        ensure(row.pool.empty() || is(parse_handle(row.pool), row.pool), "a pool of a roster is normalised");
        ensure(!row.holds || *row.holds >= no_credits, "a balance of a roster is not below 0");
    }
    for (const auto& row : roster.rejected) {
        const std::string words = render::flaw_words(row.flaw);
        ensure(row.line > 0 && !words.empty() && for_terminal(words) == words, "a rejected row says where and why");
    }
}

}  // namespace inmail::fuzz
