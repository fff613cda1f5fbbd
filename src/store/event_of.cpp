#include "inmail/store/event_of.hpp"

#include <memory>
#include <utility>

#include "inmail/core/errors.hpp"

namespace inmail {

namespace {

Event::PlanChange plan_change(const EventRecord& record, const RecordIds& ids) {
    SharedPlanPrice price;
    if (record.price)
        price = std::make_shared<const PlanPrice>(PlanPrice{*record.price, record.billed.value_or(Billing::monthly)});
    return {ids.plan, ids.rulebook, record.team, record.name, std::move(price)};
}

Event::Payload payload_of(const EventRecord& record, const RecordIds& ids) {
    const Credits amount = record.amount.value_or(no_credits);
    switch (record.kind) {
        case EventKind::subscribe:
            return Event::Subscribe{plan_change(record, ids)};
        case EventKind::switch_plan:
            return Event::Switch{plan_change(record, ids)};
        case EventKind::cancel:
            return Event::Cancel{};
        case EventKind::assign:
            return Event::Assign{record.team, record.name};
        case EventKind::limit:
            return Event::Limit{record.amount};
        case EventKind::send:
            return Event::Send{ids.prospect, record.channel.value_or(Channel::inmail), record.thread, record.campaign,
                               record.chars};
        case EventKind::reply:
            return Event::Reply{ids.prospect, record.thread, record.channel, record.outcome};
        case EventKind::bounce:
            return Event::Bounce{ids.prospect, record.thread};
        case EventKind::purchase:
            return Event::Purchase{amount};
        case EventKind::adjust:
            return Event::Adjust{amount};
        case EventKind::observe:
            return Event::Observe{amount};
        case EventKind::rollover:
            return Event::Rollover{record.figures.value_or(CloseFigures{})};
        case EventKind::reassign:
            return Event::Reassign{ids.to, record.name};
        case EventKind::void_event:
            break;
    }
    throw Defect("a void is settled before the fold");
}

}  // namespace

Event event_of(const EventRecord& record, const RecordIds& ids) {
    return {ids.event, record.at, ids.seat, ids.pool, record.key, payload_of(record, ids)};
}

}  // namespace inmail
