// A file of rulebooks: each accepted row is sound.

#include "inmail/io/rulebook_json.hpp"

#include <set>
#include <utility>

#include "inmail/chain/prospect_key.hpp"
#include "inmail/text/unicode.hpp"
#include "target.hpp"

namespace inmail::fuzz {

void take(std::string_view input) {
    std::set<std::string> names;
    for (const auto& book : io::parse_rulebooks(input, "rulebooks.json")) {
        ensure(is(parse_handle(book.name), book.name) && names.insert(book.name).second, "a rulebook has a name of its own");
        ensure(is_utf8(book.title) && !has_control(book.title) && !book.title.empty(), "a rulebook has a title");
        ensure(!book.terms.empty(), "a rulebook has terms");
        std::set<std::pair<std::string, Day>> rows;
        for (const auto& row : book.terms) {
            ensure(row.rulebook == book.name && is(parse_handle(row.plan), row.plan),
                   "a row has its rulebook's and its plan's name");
            ensure(!defect_of(row.terms), "an accepted row of terms is sound");
            ensure(rows.emplace(row.plan, row.terms.effective_from).second, "a plan has one row from a date on");
        }
    }
}

}  // namespace inmail::fuzz
