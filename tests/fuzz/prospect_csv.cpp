// Rows of a list of prospects: an accepted row is sound, and a rejected one says why.

#include "inmail/io/prospect_csv.hpp"

#include <set>
#include <sstream>
#include <string>

#include "inmail/chain/prospect_key.hpp"
#include "target.hpp"

namespace inmail::fuzz {

void take(std::string_view input) {
    std::istringstream in{std::string(input)};
    const io::ProspectList list = io::read_prospect_csv(in, "list.csv");
    ensure(!list.prospects.empty() || !list.rejected.empty(), "a list that is read has a row");
    std::set<std::int64_t> rejected;
    for (const auto& row : list.rejected) {
        rejected.insert(row.line);
        const std::string words = render::flaw_words(row.flaw);
        ensure(!words.empty() && for_terminal(words) == words, "a rejected row says why, fit for a terminal");
    }
    for (const Prospect& prospect : list.prospects) {
        ensure(rejected.count(prospect.line) == 0, "a row is accepted or rejected");
        ensure(is(prospect_key(prospect.key), prospect.key), "a prospect of an accepted row is normalised");
        ensure(prospect.seat.empty() || is(parse_handle(prospect.seat), prospect.seat),
               "a seat of an accepted row is normalised");
        ensure(!prospect.degree || (*prospect.degree >= 1 && *prospect.degree <= 3), "a degree is 1 to 3");
    }
}

}  // namespace inmail::fuzz
