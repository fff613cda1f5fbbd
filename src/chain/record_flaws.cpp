// What each kind of event needs, may have and must not have, in one table (RULES sections 3 to 5).

#include "inmail/chain/record_flaws.hpp"

#include "inmail/core/event.hpp"
#include "inmail/text/unicode.hpp"

namespace inmail {
namespace {

enum class WhoIsNamed { seat, seat_or_pool, plan_change, none };
enum class Amount { none, optional_from_zero, from_zero, from_one, any_but_zero };

struct Shape {
    WhoIsNamed subject{WhoIsNamed::seat};
    Amount amount{Amount::none};
    bool prospect{false};
    bool thread{false};
    bool names{false};  ///< team and display name
};

Shape shape_of(EventKind kind) {
    switch (kind) {
        case EventKind::subscribe:
        case EventKind::switch_plan:
            return {WhoIsNamed::plan_change, Amount::none, false, false, true};
        case EventKind::cancel:
            return {WhoIsNamed::seat_or_pool};
        case EventKind::assign:
            return {WhoIsNamed::seat, Amount::none, false, false, true};
        case EventKind::limit:
            return {WhoIsNamed::seat, Amount::optional_from_zero};
        case EventKind::send:
        case EventKind::reply:
        case EventKind::bounce:
            return {WhoIsNamed::seat, Amount::none, true, true};
        case EventKind::purchase:
            return {WhoIsNamed::seat_or_pool, Amount::from_one};
        case EventKind::adjust:
            return {WhoIsNamed::seat_or_pool, Amount::any_but_zero};
        case EventKind::observe:
            return {WhoIsNamed::seat_or_pool, Amount::from_zero};
        case EventKind::rollover:
            return {WhoIsNamed::seat_or_pool};
        case EventKind::void_event:
            return {WhoIsNamed::none};
        case EventKind::reassign:
            return {WhoIsNamed::seat};
    }
    return {};
}

/// `bound` is the least for what is too small, else the most.
template <class Number, class Bound>
ValueFlaw bounded(FlawKind kind, Number number, Bound bound) {
    ValueFlaw flaw{kind};
    flaw.number = static_cast<std::int64_t>(number);
    (kind == FlawKind::number_too_small ? flaw.least : flaw.most) = static_cast<std::int64_t>(bound);
    return flaw;
}

class RecordCheck {
  public:
    explicit RecordCheck(const EventRecord& record) : r_(record), shape_(shape_of(record.kind)) {}

    std::vector<RecordFlaw> find() {
        if (r_.at < first_instant || r_.at > last_instant) add("at", FlawKind::outside_years);
        subject();
        amount();
        if (shape_.prospect && r_.prospect.empty()) add("prospect", FlawKind::needs_prospect);
        if (r_.kind == EventKind::assign && r_.team.empty() && r_.name.empty()) add("team", FlawKind::needs_team_or_name);
        if (r_.kind == EventKind::void_event && r_.ref.empty()) add("ref", FlawKind::needs_ref);
        if (r_.kind == EventKind::reassign && r_.to.empty()) add("to", FlawKind::needs_taker);
        if (r_.channel && r_.kind != EventKind::send && r_.kind != EventKind::reply) add("channel", FlawKind::channel_not_taken);
        if (r_.chars && *r_.chars < 0) add("chars", bounded(FlawKind::number_too_small, *r_.chars, 0));
        if (r_.chars && *r_.chars > max_chars) add("chars", bounded(FlawKind::number_too_large, *r_.chars, max_chars));
        if (r_.billed && !r_.price) add("billed", FlawKind::billing_without_price);
        texts();
        return std::move(flaws_);
    }

  private:
    void add(const char* column, ValueFlaw flaw) {
        flaw.what = std::string(to_string(r_.kind));
        flaws_.push_back({column, std::move(flaw)});
    }
    void add(const char* column, FlawKind kind) { add(column, ValueFlaw{kind}); }

    void subject() {
        const bool seat = !r_.seat.empty();
        const bool pool = !r_.pool.empty();
        switch (shape_.subject) {
            case WhoIsNamed::none:
                return;
            case WhoIsNamed::seat:
                if (!seat) add("seat", FlawKind::needs_seat);
                if (pool) add("pool", FlawKind::pool_on_seats_event);
                return;
            case WhoIsNamed::seat_or_pool:
                if (!seat && !pool) add("seat", FlawKind::needs_account);
                if (seat && pool) add("pool", FlawKind::seat_and_pool);
                return;
            case WhoIsNamed::plan_change:
                if (!seat && !pool)
                    add("seat", FlawKind::needs_account);
                else if (seat && pool && !r_.plan.empty())
                    add("plan", FlawKind::plan_with_pool);
                else if (!(seat && pool) && r_.plan.empty())
                    add("plan", FlawKind::needs_plan);
                return;
        }
    }

    void amount() {
        if (!r_.amount) {
            if (shape_.amount != Amount::none && shape_.amount != Amount::optional_from_zero) {
                add("amount", FlawKind::needs_amount);
            }
            return;
        }
        const Credits n = *r_.amount;
        if (shape_.amount == Amount::none) return add("amount", FlawKind::amount_not_taken);
        if (n > max_event_amount || n < -max_event_amount)
            return add("amount", bounded(FlawKind::number_too_large, n.value, max_event_amount.value));
        if (shape_.amount == Amount::any_but_zero) {
            if (n == no_credits) add("amount", FlawKind::adjusts_nothing);
            return;
        }
        const Credits lowest{shape_.amount == Amount::from_one ? 1 : 0};
        if (n < lowest) add("amount", bounded(FlawKind::number_too_small, n.value, lowest.value));
    }

    void text(const char* column, const std::string& value, std::size_t max_bytes) {
        if (value.size() > max_bytes) return add(column, bounded(FlawKind::too_long, value.size(), max_bytes));
        if (is_printable_ascii(value)) return;
        if (!is_utf8(value)) return add(column, FlawKind::not_utf8);
        if (has_control(value)) add(column, FlawKind::control_character);
    }

    void texts() {
        text("seat", r_.seat, max_handle_bytes);
        text("pool", r_.pool, max_handle_bytes);
        text("plan", r_.plan, max_handle_bytes);
        text("rulebook", r_.rulebook, max_handle_bytes);
        text("team", r_.team, max_name_bytes);
        text("name", r_.name, max_name_bytes);
        text("prospect", r_.prospect, max_prospect_bytes);
        text("thread", r_.thread, max_key_bytes);
        text("campaign", r_.campaign, max_name_bytes);
        text("note", r_.note, max_note_bytes);
        text("key", r_.key, max_key_bytes);
        text("ref", r_.ref, max_key_bytes);
        text("to", r_.to, max_handle_bytes);
    }

    const EventRecord& r_;
    Shape shape_;
    std::vector<RecordFlaw> flaws_;
};

}  // namespace

std::vector<RecordFlaw> flaws_of(const EventRecord& record) { return RecordCheck(record).find(); }

std::vector<std::string> drop_unused(EventRecord& r) {
    const Shape shape = shape_of(r.kind);
    const bool joins = shape.subject == WhoIsNamed::plan_change && !r.seat.empty() && !r.pool.empty();
    std::vector<std::string> dropped;
    const auto drop_text = [&](bool used, const char* column, std::string& value) {
        if (used || value.empty()) return;
        value.clear();
        dropped.emplace_back(column);
    };
    const auto drop = [&](bool used, const char* column, auto& value) {
        if (used || !value) return;
        value.reset();
        dropped.emplace_back(column);
    };
    const bool is_send = r.kind == EventKind::send;
    drop_text(shape.subject != WhoIsNamed::none, "seat", r.seat);
    drop_text(shape.subject != WhoIsNamed::none, "pool", r.pool);
    const bool takes_plan = shape.subject == WhoIsNamed::plan_change && !joins;
    drop_text(shape.names && !r.seat.empty(), "team", r.team);
    drop_text((shape.names && !r.seat.empty()) || r.kind == EventKind::reassign, "name", r.name);
    drop_text(shape.subject == WhoIsNamed::plan_change, "plan", r.plan);
    drop_text(takes_plan, "rulebook", r.rulebook);
    drop_text(shape.prospect, "prospect", r.prospect);
    drop(r.kind == EventKind::reply, "outcome", r.outcome);
    drop_text(shape.thread, "thread", r.thread);
    drop_text(is_send, "campaign", r.campaign);
    drop(r.kind == EventKind::purchase || takes_plan, "price", r.price);
    drop(takes_plan, "billed", r.billed);
    drop(is_send, "chars", r.chars);
    drop_text(r.kind == EventKind::reassign, "to", r.to);
    drop_text(r.kind == EventKind::void_event, "ref", r.ref);
    drop(r.kind == EventKind::rollover, "figures", r.figures);
    return dropped;
}

}  // namespace inmail
