#pragma once

namespace inmail::store {

/// The columns of `event AS e` that every reader of events selects first. Change this list and FoldedColumn together.
constexpr const char* event_columns =
    "e.seq, e.occurred_at, e.kind, e.seat, e.pool, e.prospect, e.channel, e.amount, e.key, e.thread, e.plan, e.rulebook, "
    "e.team, e.name, e.figures, e.to_seat";

enum FoldedColumn {
    c_seq,
    c_at,
    c_kind,
    c_seat,
    c_pool,
    c_prospect,
    c_channel,
    c_amount,
    c_key,
    c_thread,
    c_plan,
    c_rulebook,
    c_team,
    c_name,
    c_figures,
    c_to,
    event_columns_end
};

}  // namespace inmail::store
