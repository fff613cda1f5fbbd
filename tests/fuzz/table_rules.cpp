// Rules files for tables: toml++ never crashes, and what is read has rules, each with something to do.

#include "inmail/io/table_rules.hpp"

#include "target.hpp"

namespace inmail::fuzz {

void take(std::string_view input) {
    const io::TableRules rules = io::read_table_rules(input, "rules.toml");
    ensure(!rules.rows.empty() && !rules.columns.empty(), "rules recognise a table, and take its rows");
    for (const auto& row : rules.rows) {
        ensure(row.leave_out.empty() == !row.events.empty(), "a rule makes events, or leaves a row out");
        for (const auto& event : row.events) {
            const auto needed = rules.kind == io::TableRules::Kind::events      ? io::TableField::at
                                : rules.kind == io::TableRules::Kind::prospects ? io::TableField::prospect
                                                                                : io::TableField::sends;
            ensure(event.value(needed).has_value(), "a rule has what its kind needs");
        }
    }
}

}  // namespace inmail::fuzz
