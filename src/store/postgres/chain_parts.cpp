#include "postgres/chain_parts.hpp"

#include "inmail/chain/record_flaws.hpp"
#include "postgres/event_rows.hpp"
#include "postgres/terms_rows.hpp"

namespace inmail::store::postgres {

namespace {

using damage::BadValue;

/// Behind a record's columns.
enum LinkColumn { l_salt, l_erased_digest, l_command, l_begins_batch, l_ends_batch, l_has_empty_text, l_has_half_price };
constexpr const char* link_columns =
    "prospect.salt, erased.digest, batch.command, batch.first_seq <= e.seq, "
    "coalesce((SELECT n.first_seq FROM batch AS n WHERE n.id > batch.id ORDER BY n.id LIMIT 1) <= e.seq, false), "
    "'' = ANY (ARRAY[e.thread, e.name, e.figures, e.currency, e.note]), (e.price_minor IS NULL) <> (e.currency IS NULL)";

int place_of(LinkColumn column) { return column_behind_record + column; }

/// What no hash shows, and what was never accepted.
std::optional<BadValue> flaw_of(const Answer& answer, int row, const EventLink& link, const Chain& chain) {
    if (!chain.guards(link.hash_version, link.event)) return BadValue{BadValue::What::unguarded, {}, link.hash_version};
    // Its hash would be that of NULL.
    if (answer.flag(row, place_of(l_has_empty_text))) return BadValue{BadValue::What::empty_text};
    if (answer.flag(row, place_of(l_has_half_price))) return BadValue{BadValue::What::half_a_price};
    const auto flaws = flaws_of(link.event);
    if (flaws.empty()) return std::nullopt;
    return BadValue{BadValue::What::flawed_column, flaws.front().column, 0, flaws.front().reason};
}

void read_link(const Answer& answer, int row, const Chain& chain, EventLink& link) {
    link.unreadable.reset();
    link.event.key.clear();
    link.context.prospect.reset();
    RecordIds ids;
    try {
        read_event(answer, row, link.event, ids);
        link.hash_version = answer.integer(row, hash_version_column);
        if (!answer.is_null(row, place_of(l_salt))) {
            link.context.prospect = sha256(answer.string(row, place_of(l_salt)) + link.event.prospect);
        } else if (!answer.is_null(row, place_of(l_erased_digest))) {
            link.context.prospect = answer.digest(row, place_of(l_erased_digest));
        }
        link.context.command = answer.text(row, place_of(l_command));
        link.in_batch = answer.flag(row, place_of(l_begins_batch)) && !answer.flag(row, place_of(l_ends_batch));
        if (const auto flaw = flaw_of(answer, row, link, chain)) link.unreadable = Damage{*flaw};
    } catch (const DamagedLedger& damaged) { link.unreadable = damaged.damage(); }
}

std::set<Digest> erased_digests(Connection& connection) {
    const Answer answer = connection.ask({"SELECT digest FROM erased_prospect"});
    std::set<Digest> digests;
    for (int row = 0; row < answer.rows(); ++row) digests.insert(answer.digest(row, 0));
    return digests;
}

void read_links(Connection& connection, const std::function<void(const EventLink&)>& each) {
    const Chain chain;
    EventLink link;
    connection.read_all({select_records("event", "NULL::bigint", link_columns) + "ORDER BY e.seq"},
                        [&](const Answer& answer, int row) {
                            read_link(answer, row, chain, link);
                            each(link);
                        });
}

}  // namespace

ChainParts chain_parts(Connection& connection, const LedgerInfo& info, const std::string& known_head) {
    ChainParts parts{info, terms_from(connection, TermsOrigin::imported), erased_digests(connection), {}, {}};
    if (!known_head.empty()) parts.past_heads.push_back({known_head, {}, {}});
    parts.read_events = [&connection](const auto& each) { read_links(connection, each); };
    return parts;
}

}  // namespace inmail::store::postgres
