#include "writers.hpp"

#include <array>
#include <cstddef>
#include <cstdlib>
#include <string_view>

#include "inmail/chain/event_record.hpp"
#include "inmail/core/time.hpp"

namespace inmail::bench {
namespace {

/// The two accounts of an event's transaction in the journal.
struct Move {
    std::string_view from;
    std::string_view to;
};

Move move_of(const EventRecord& record) {
    switch (record.kind) {
        case EventKind::subscribe:
        case EventKind::switch_plan:
            return {"allotted", "available"};
        case EventKind::cancel:
            return {"available", "zeroed"};
        case EventKind::send:
            return record.channel == Channel::inmail ? Move{"available", "consumed"} : Move{"open", "free"};
        case EventKind::reply:
        case EventKind::bounce:
            return {"refunded", "available"};
        case EventKind::purchase:
            return {"purchased", "available"};
        case EventKind::adjust:
            return record.amount < Credits{0} ? Move{"available", "adjusted"} : Move{"adjusted", "available"};
        default:
            return {"open", "noted"};
    }
}

}  // namespace

void write_csv_header(std::ostream& out) {
    out << "at,event,seat,pool,team,plan,prospect,channel,outcome,thread,campaign,amount,price,currency,note,key,ref\n";
}

void write_csv_row(std::ostream& out, const EventRecord& r) {
    out << to_rfc3339(r.at) << ',' << to_string(r.kind) << ',' << r.seat << ',' << r.pool << ',' << r.team << ',' << r.plan << ','
        << r.prospect << ',';
    if (r.channel) out << to_string(*r.channel);
    out << ',';
    if (r.outcome) out << to_string(*r.outcome);
    out << ',' << r.thread << ',' << r.campaign << ',';
    if (r.amount) out << r.amount->value;
    out << ',';
    if (r.price)
        out << to_decimal(*r.price) << ',' << r.price->currency;
    else
        out << ',';
    out << ',' << r.note << ',' << r.key << ',' << r.ref << '\n';
}

void write_transaction(std::ostream& out, const EventRecord& record) {
    const Move move = move_of(record);
    std::string_view who = "voids";
    if (!record.seat.empty())
        who = record.seat;
    else if (!record.pool.empty())
        who = record.pool;
    const std::int64_t amount = record.amount && record.kind != EventKind::observe ? std::abs(record.amount->value) : 1;
    out << to_string(day_of(record.at)) << ' ' << to_string(record.kind) << '\n'
        << "  " << who << ':' << move.from << "  -" << amount << '\n'
        << "  " << who << ':' << move.to << "  " << amount << "\n\n";
}

}  // namespace inmail::bench
