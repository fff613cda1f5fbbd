#include "plan_change.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "inmail/app/faults.hpp"
#include "inmail/app/record/midway.hpp"
#include "inmail/chain/event_record.hpp"
#include "inmail/chain/record_flaws.hpp"
#include "inmail/render/messages.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/suggestion.hpp"
#include "inmail/text/terminal.hpp"
#include "names.hpp"
#include "options.hpp"
#include "terminal.hpp"

namespace inmail::cli {
namespace {

std::vector<std::string> billing_periods() { return {"monthly", "annual"}; }

/// The latest date up to `today` with that number, or with the month's last one if it is the greater.
Day latest_with(unsigned number, Day today) {
    const Month this_month = month_of(today);
    // A stint of the 31st refreshes on the last day of shorter months, so it began in a longer one.
    for (Month month = this_month;; month = month + -1) {
        const Day day = first_day(month) + static_cast<std::int32_t>(number - 1);
        if (month_of(day) == month && day <= today) return day;
    }
}

Day ask_for_billing_day(Session& session, const std::string& plan, Day today) {
    // Do not make others wait for the ledger while the person thinks.
    session.close();
    constexpr int last_number = 31;
    const std::string shown = for_terminal(plan);
    const auto answer = ask_for(fmt::format("{} refreshes on its billing day. Which day of the month is that? [1-31]", shown));
    if (!answer) {
        throw UsageError(fmt::format("{} refreshes on its billing day, and --holds does not say which that is", shown),
                         fmt::format("give the latest one, such as --at {}", to_string(today + -1)));
    }
    const auto number = whole_number(*answer);
    if (number && *number >= 1 && *number <= last_number) return latest_with(static_cast<unsigned>(*number), today);
    throw InputError(fmt::format("'{}' is no day of a month", for_terminal(*answer)), "nothing was recorded");
}

}  // namespace

void PlanChange::declare(Options& options) {
    options.words(words_);
    options.value("--plan", plan_, "PLAN", "The plan; `inmail plans` lists them");
    options.value("--pool", pool_, "P", "The pool that the seat joins; without SEAT, the pool that takes the plan");
    options.value("--team", team_, "T", "The seat's team");
    options.value("--name", name_, "NAME", "The seat's display name");
    options.value("--rulebook", rulebook_, "R", "The rulebook (default: that of the current plan, else the ledger's)");
    options.value("--price", price_, "PRICE", "Your contract's price for one seat and billing period, with --currency");
    options.value("--currency", currency_, "CODE", "ISO 4217: USD, EUR, ...");
    options.value("--billed", billed_, "PERIOD", "monthly or annual: how often the price is paid", billing_periods());
    options.value("--holds", holds_, "N", "The balance that LinkedIn shows; also records the adjustment to it");
    record_options_.declare_of_plan(options);
    if (kind_ == EventKind::subscribe)
        options.flag("--yes", yes_, "Record without asking, even if a plan that holds credits ends");
}

ExitCode PlanChange::run(Session& session) {
    if (!plan_ && !pool_)
        throw UsageError("the plan is missing: give --plan PLAN, or --pool P to join a pool", "`inmail plans` lists the plans");
    const Subject subject = subject_of_plan_change(session, words_, pool_, plan_.has_value() && pool_.has_value());
    if (!subject.rest.empty()) require_one_seat_options();
    EventRecord event = record_options_.event(session, kind_, subject);
    if (plan_) event.plan = plan_named(session, *plan_);
    if (rulebook_) event.rulebook = handle_of(*rulebook_);
    event.price = price_of(price_, currency_, "--price 79.99 --currency EUR --billed monthly");
    if (billed_) {
        event.billed = parse_billing(*billed_);
        if (!event.billed) {
            throw InputError(
                "unknown billing period '" + for_terminal(*billed_) + "'" + did_you_mean(*billed_, billing_periods()),
                "--billed is monthly or annual");
        }
    }
    event.team = team_.value_or("");
    event.name = name_.value_or("");
    if (const auto unused = drop_unused(event); !unused.empty()) {
        throw UsageError(fmt::format("--{} does not apply to {}", unused.front(),
                                     event.seat.empty() ? "a pool" : "a seat that joins a pool: the pool has the plan"),
                         "leave it out, or give it with the pool's own plan");
    }
    const bool subscribes = kind_ == EventKind::subscribe;
    std::vector<EventRecord> events;
    for (const auto& seat : subject.rest) {
        events.push_back(event);
        events.back().seat = handle_of(seat);
    }
    const auto holds = holds_of(holds_);
    const bool is_midway = holds && begins_midway(session, event);
    events.insert(events.begin(), std::move(event));
    auto request = record_options_.request(session, subscribes ? "subscribe" : "switch", std::move(events), holds);
    if (is_midway) request.holds_at = session.now();
    // A person who types switch knows that the other plan ends.
    request.guards_holdings = subscribes;
    return record_options_.report(session, record(session, std::move(request)));
}

void PlanChange::require_one_seat_options() const {
    const char* option = holds_ ? "--holds" : name_ ? "--name" : record_options_.key() ? "--key" : nullptr;
    if (option == nullptr) return;
    throw UsageError(fmt::format("{} concerns one seat, and there are several", option),
                     "record them one by one, or all with `inmail import roster`, which takes a name and a balance for each");
}

bool PlanChange::begins_midway(Session& session, EventRecord& event) const {
    if (kind_ != EventKind::subscribe || event.plan.empty() || record_options_.has_at()) return false;
    const Day today = session.zone().date_at(session.now());
    const Instant first = std::min(start_of(month_of(today)), session.now());
    switch (app::midway_start(session.store(), event, first, session.now())) {
        case app::MidwayStart::now:
            return false;
        case app::MidwayStart::first_of_month:
            event.at = first;
            break;
        case app::MidwayStart::billing_day:
            event.at = start_of(ask_for_billing_day(session, event.plan, today));
            break;
    }
    event.bare_date = event.at;
    const std::string account = event.seat.empty() ? "pool:" + event.pool : event.seat;
    session.say(fmt::format("{} begins on {}, the latest refresh of {}; use --at to begin on another day", for_terminal(account),
                            render::short_day(event.at, session.display()), for_terminal(event.plan)));
    return true;
}

app::RecordResult PlanChange::record(Session& session, app::RecordRequest request) const {
    while (true) {
        try {
            return app::record(session.store(), request);
        } catch (const app::Refused& refused) {
            const auto* loss = std::get_if<app::refusal::LosesHoldings>(&refused.reason());
            if (loss == nullptr) throw;
            const std::string what = for_terminal(render::loss_words(loss->stint, session.display()));
            if (yes_ || request.force || request.dry_run) {
                const bool would_ask = !yes_ && !request.force;
                session.say("note: " + what + (would_ask ? "; recording it asks first, or needs --yes" : ""));
            } else {
                // Do not make others wait for the ledger while the person thinks.
                session.close();
                const auto answer =
                    ask(what + "; " + for_terminal(render::second_handle_words(loss->stint.beside)) + "\nRecord it?");
                if (!answer) throw;
                if (!*answer) throw Refusal("nothing was recorded");
            }
            request.accepted_losses.push_back(loss->stint);
        }
    }
}

}  // namespace inmail::cli
