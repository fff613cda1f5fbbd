#include "numbering.hpp"

#include <fmt/format.h>

#include <initializer_list>

namespace inmail::store {

namespace {

/// Whether the rows of the tables together are numbered from 1 without gaps. As subqueries of their own, each is answered at an
/// edge of the table; one for all would scan it.
std::string has_gap(std::initializer_list<const char*> tables) {
    std::string count, first, last;
    for (const char* table : tables) {
        const char* plus = count.empty() ? "" : " + ";
        count += fmt::format("{}(SELECT count(*) FROM {})", plus, table);
        last += fmt::format("{}SELECT coalesce(max(id), 0) AS id FROM {}", first.empty() ? "" : " UNION ALL ", table);
        first += fmt::format("{}SELECT coalesce(min(id), 1) AS id FROM {}", first.empty() ? "" : " UNION ALL ", table);
    }
    return fmt::format(
        "SELECT CASE WHEN {} = (SELECT max(id) FROM ({}) AS edge) AND (SELECT min(id) FROM ({}) AS edge) = 1 THEN 0 ELSE 1 END",
        count, last, first);
}

}  // namespace

std::vector<Damage> numbering_flaws(const std::function<std::int64_t(const std::string& sql)>& ask) {
    using damage::BadProspect;
    std::vector<Damage> flaws;
    // Names are never removed. An erased prospect's number moves to the other table.
    for (const char* table : {"seat", "pool", "plan", "rulebook", "team", "campaign", "recorder"}) {
        if (ask(has_gap({table})) != 0) flaws.push_back({damage::NumberingGap{table}});
    }
    if (ask(has_gap({"prospect", "erased_prospect"})) != 0) flaws.push_back({damage::NumberingGap{"prospect"}});
    if (ask("SELECT count(*) FROM erased_prospect AS e JOIN prospect AS p ON p.id = e.id") != 0)
        flaws.push_back({BadProspect{BadProspect::What::known_and_erased}});
    if (ask("SELECT count(*) - count(DISTINCT digest) FROM erased_prospect") != 0)
        flaws.push_back({BadProspect{BadProspect::What::erased_twice}});
    if (ask(has_gap({"terms"})) != 0) flaws.push_back({damage::NumberingGap{"terms"}});
    constexpr const char* strays =
        "SELECT count(*) FROM batch AS b WHERE NOT EXISTS "
        "(SELECT 1 FROM event AS e WHERE e.seq = b.first_seq AND e.batch = b.id)";
    if (ask(strays) != 0) flaws.push_back({damage::StrayBatch{}});
    return flaws;
}

}  // namespace inmail::store
