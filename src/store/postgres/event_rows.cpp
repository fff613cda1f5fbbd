#include "postgres/event_rows.hpp"

#include <algorithm>

#include "inmail/chain/link_encodings.hpp"
#include "inmail/core/damage.hpp"

namespace inmail::store::postgres {

namespace {

using damage::BadValue;

enum EventColumn {
    e_seq,
    e_at,
    e_kind,
    e_seat,
    e_pool,
    e_plan,
    e_rulebook,
    e_prospect,
    e_to,
    e_channel,
    e_amount,
    e_key,
    e_thread,
    e_team_name,
    e_name,
    e_figures,
    e_price,
    e_currency,
    e_billed,
    e_campaign,
    e_chars,
    e_outcome,
    first_of_record,
    e_seat_name = first_of_record,
    e_pool_name,
    e_plan_name,
    e_rulebook_name,
    e_prospect_name,
    e_prospect_erased,
    e_to_name,
    e_note,
    e_line,
    e_ref,
    e_recorded_at,
    e_recorded_by,
    e_batch,
    e_hash,
    e_hash_version,
    e_voided_by,
    behind_record
};

const std::string of_fold =
    "e.seq, e.occurred_at, e.kind, e.seat, e.pool, e.plan, e.rulebook, e.prospect, e.to_seat, e.channel, e.amount, e.key, "
    "e.thread, "
    "team.name, e.name, e.figures, e.price_minor, e.currency, e.billed";
const std::string details_of_fold = ", campaign.name, e.chars, e.outcome";
const std::string no_details = ", NULL::text, NULL::bigint, NULL::smallint";
const std::string join_campaign = "LEFT JOIN campaign ON campaign.id = e.campaign ";

[[noreturn]] void fail_in_event(const RecordedEvent& event, const BadValue& value) {
    throw DamagedLedger({value, Damage::OfEvent{event.id.value}});
}

template <class Enum>
Enum enum_of(const Answer& answer, int row, int column, std::size_t count, const char* what, const RecordedEvent& event) {
    const std::int64_t value = answer.integer(row, column);
    if (value < 0 || value >= static_cast<std::int64_t>(count)) fail_in_event(event, {BadValue::What::unknown_choice, what});
    return static_cast<Enum>(value);
}

void read_record(const Answer& answer, int row, RecordedEvent& event) {
    /// The name of an id that stands in `id`.
    const auto name_of = [&](int id, int name, const char* table) {
        if (!answer.is_null(row, id) && answer.is_null(row, name))
            throw DamagedLedger({damage::MissingRow{table, answer.integer(row, id)}});
        return answer.text(row, name);
    };
    event.seat = name_of(e_seat, e_seat_name, "seat");
    event.pool = name_of(e_pool, e_pool_name, "pool");
    event.plan = name_of(e_plan, e_plan_name, "plan");
    event.rulebook = name_of(e_rulebook, e_rulebook_name, "rulebook");
    event.prospect = name_of(e_prospect, e_prospect_name, "prospect");
    event.prospect_erased = answer.flag(row, e_prospect_erased);
    event.to = name_of(e_to, e_to_name, "seat");
    event.note = answer.text(row, e_note);
    event.line = answer.integer(row, e_line);
    event.ref = answer.text(row, e_ref);
    event.recorded_at = Instant{answer.integer(row, e_recorded_at)};
    event.recorded_by = answer.text(row, e_recorded_by);
    event.batch = answer.text(row, e_batch);
    event.hash = answer.digest(row, e_hash);
    const std::int64_t version = answer.integer(row, e_hash_version);
    const auto& encodings = link_encodings();
    const bool is_known =
        std::any_of(encodings.begin(), encodings.end(), [version](const LinkEncoding& e) { return e.version == version; });
    if (!is_known) fail_in_event(event, {BadValue::What::hash_version, {}, version});
    event.voided_by = EventId{answer.integer(row, e_voided_by)};
}

}  // namespace

const int hash_version_column = e_hash_version;
const int column_behind_record = behind_record;

std::string select_records(const std::string& from, const std::string& voided_by, const std::string& more) {
    return "SELECT " + of_fold + details_of_fold +
           ", seat.name, pool.name, plan.name, rulebook.name, "
           "coalesce(prospect.name, erased.stand_in), "
           "prospect.id IS NULL AND erased.id IS NOT NULL, taker.name, e.note, e.line, "
           "(SELECT r.key FROM event AS r WHERE r.seq = e.ref), e.recorded_at, recorder.name, "
           "coalesce(batch.name, 'b' || batch.id::text), e.hash, e.hash_version, " +
           voided_by + (more.empty() ? "" : ", " + more) + " FROM " + from +
           " AS e LEFT JOIN seat ON seat.id = e.seat LEFT JOIN pool ON pool.id = e.pool LEFT JOIN plan ON plan.id = e.plan "
           "LEFT JOIN rulebook ON rulebook.id = e.rulebook LEFT JOIN team ON team.id = e.team "
           "LEFT JOIN prospect ON prospect.id = e.prospect LEFT JOIN erased_prospect AS erased ON erased.id = e.prospect "
           "LEFT JOIN seat AS taker ON taker.id = e.to_seat " +
           join_campaign + "LEFT JOIN recorder ON recorder.id = e.recorded_by LEFT JOIN batch ON batch.id = e.batch ";
}

std::string select_for_fold(const std::string& from, bool details) {
    return "SELECT " + of_fold + (details ? details_of_fold : no_details) + " FROM " + from +
           " AS e LEFT JOIN team ON team.id = e.team " + (details ? join_campaign : "");
}

void read_event(const Answer& answer, int row, RecordedEvent& event, RecordIds& ids) {
    event.id = EventId{answer.integer(row, e_seq)};
    event.at = Instant{answer.integer(row, e_at)};
    event.kind = enum_of<EventKind>(answer, row, e_kind, event_kind_count, "kind", event);
    ids = {event.id,
           SeatId{answer.id(row, e_seat)},
           PoolId{answer.id(row, e_pool)},
           PlanId{answer.id(row, e_plan)},
           RulebookId{answer.id(row, e_rulebook)},
           ProspectId{answer.id(row, e_prospect)},
           SeatId{answer.id(row, e_to)}};
    event.channel.reset();
    if (!answer.is_null(row, e_channel))
        event.channel = enum_of<Channel>(answer, row, e_channel, channel_count, "channel", event);
    event.amount.reset();
    if (!answer.is_null(row, e_amount)) event.amount = Credits{answer.integer(row, e_amount)};
    event.key = answer.text(row, e_key);
    event.thread = answer.text(row, e_thread);
    event.team = answer.text(row, e_team_name);
    event.name = answer.text(row, e_name);
    const std::string_view figures = answer.text(row, e_figures);
    event.figures = parse_close_figures(figures);
    if (event.figures.has_value() == figures.empty()) fail_in_event(event, {BadValue::What::unreadable_figures});
    event.price.reset();
    if (!answer.is_null(row, e_price)) event.price = Money{answer.integer(row, e_price), answer.string(row, e_currency)};
    event.billed.reset();
    if (!answer.is_null(row, e_billed)) event.billed = enum_of<Billing>(answer, row, e_billed, billing_count, "billing", event);
    event.campaign = answer.text(row, e_campaign);
    event.chars = answer.integer_if_any(row, e_chars);
    event.outcome.reset();
    if (!answer.is_null(row, e_outcome))
        event.outcome = enum_of<Outcome>(answer, row, e_outcome, outcome_count, "outcome", event);
    if (answer.columns() > first_of_record) read_record(answer, row, event);
}

}  // namespace inmail::store::postgres
