// The words of `explain` and `diagnose`.

#include <fmt/format.h>

#include <utility>

#include "columns.hpp"
#include "inmail/app/reports/observation.hpp"
#include "inmail/render/reports.hpp"
#include "inmail/text/strings.hpp"
#include "messages/diagnosis_words.hpp"
#include "words.hpp"

namespace inmail::render {
namespace {

using Kind = Posting::Kind;

std::string lot_words(const LotId& lot, const Display& display) {
    return fmt::format("the {} lot of {}", to_string(lot.source), short_moment(lot.granted_at, display));
}

/// `at_refresh`: the refresh at which the lot expires, if it expires at one.
std::string expiry_words(const LotId& lot, std::optional<int> at_refresh, const Display& display) {
    if (!lot.expires_at) return "never expires";
    const std::string on = short_moment(*lot.expires_at, display);
    return at_refresh ? fmt::format("expires at refresh {}, {}", *at_refresh, on) : "expires " + on;
}

std::string message_words(const app::AccountEntry::PostingLine& step, const Display& display) {
    if (!step.message) return "a message";
    return fmt::format("the message to {} of {}", step.message->prospect, short_moment(step.message->sent_at, display));
}

std::string refresh_words(const Posting::Refresh& r) {
    if (r.join) return fmt::format("a new member brings one allowance of {}, whatever the cap", r.allowance.value);
    return fmt::format("refresh {}: held {}, allowance {}, cap {}: granted {}, forfeited {}", r.k, r.held.value,
                       r.allowance.value, r.cap.value, r.granted.value, r.forfeited.value);
}

std::string closed_words(const app::AccountEntry::PostingLine& step) {
    if (step.close == step.now) return "closed: the figures stored then hold today";
    return fmt::format("closed with {}, today {}", to_string(*step.close),
                       step.now ? to_string(*step.now) : "there is no such refresh");
}

std::string moved_words(const app::AccountEntry::PostingLine& step, const Display& display) {
    const std::string n = credits_words(step.amount);
    switch (step.kind) {
        case Kind::granted:
            return fmt::format("{} granted: a monthly lot that {}", n, expiry_words(step.lot, step.expires_at_refresh, display));
        case Kind::withheld:
            return fmt::format("{} of the allowance forfeited: past the cap", n);
        case Kind::trimmed:
            return fmt::format("{} forfeited from {}: past the cap", n, lot_words(step.lot, display));
        case Kind::expired:
            return fmt::format("{} of {} expired", n, lot_words(step.lot, display));
        case Kind::zeroed:
            return fmt::format("{} of {} zeroed", n, lot_words(step.lot, display));
        case Kind::purchased:
            return fmt::format("{} bought: a lot that {}", n, expiry_words(step.lot, {}, display));
        case Kind::refunded:
            return fmt::format("{} back for {}: a refund lot that {}", n, message_words(step, display),
                               expiry_words(step.lot, {}, display));
        case Kind::adjusted_up:
            return fmt::format("{} added: a lot that {}", n, expiry_words(step.lot, {}, display));
        case Kind::adjusted_down:
            return fmt::format("{} taken from {}", n, lot_words(step.lot, display));
        default:
            return fmt::format("{} drawn from {}", n, lot_words(step.lot, display));
    }
}

std::string outside_words(const app::AccountEntry& entry) {
    const bool names_price = entry.event && starts_stint(entry.event->kind) && entry.event->price;
    if (!names_price) return "outside any plan, or asks for no change: changes nothing";
    const PlanPrice price{*entry.event->price, entry.event->billed.value_or(Billing::monthly)};
    return fmt::format("the plan is already in force: changes only its price, to {} for a seat", price_words(price));
}

std::string posting_line_words(const app::AccountEntry::PostingLine& step, const app::AccountEntry& entry,
                               const Display& display) {
    switch (step.kind) {
        case Kind::sent:
            return step.until ? "a paid InMail, refundable until " + short_moment(*step.until, display) : "a paid InMail";
        case Kind::sent_free:
            return "a free message";
        case Kind::lapsed:
            return message_words(step, display) +
                   (entry.event ? " is ended by the reply to the later one" : " lapsed unanswered");
        case Kind::replied:
            return "answers " + message_words(step, display);
        case Kind::bounced:
            return "could not be delivered: " + message_words(step, display);
        case Kind::unfunded:
            return credits_words(step.amount) + " needed but not available";
        case Kind::repeat:
            return "a repeat: one to the same prospect was pending";
        case Kind::unmatched:
            return "answers no pending InMail";
        case Kind::over_limit:
            return "past the seat's usage limit";
        case Kind::outside:
            return outside_words(entry);
        case Kind::not_purchasable:
            return "the plan cannot buy credits";
        case Kind::stint_started:
            return "a plan begins";
        case Kind::refreshed:
            return step.refresh ? refresh_words(*step.refresh) : "refresh";
        case Kind::joined:
            return "joins the pool";
        case Kind::left:
            return "leaves the pool; its pending InMails stay refundable to it";
        case Kind::dropped:
            return message_words(step, display) + " is dropped: never refundable";
        case Kind::observed:
            return fmt::format("LinkedIn showed {}, the ledger held {}", step.amount.value, step.held.value);
        case Kind::closed:
            return closed_words(step);
        case Kind::cancelled:
            return "the plan ends";
        case Kind::reassigned:
            return fmt::format("everything of {} belongs to {} from here on", entry.event->seat, entry.event->to);
        default:
            return moved_words(step, display);
    }
}

std::string observation_words(const app::Observation& o, const Display& display) {
    return fmt::format("{}: LinkedIn showed {}, the ledger held {}", short_moment(o.at, display), o.shown.value,
                       o.computed.value);
}

/// Why there is nothing to explain.
std::string agreement_words(const app::DiagnoseReport& report, const Display& display) {
    const std::string account = report.account.typed();
    if (report.observations == 0)
        return fmt::format("No balance of {} was observed yet: `inmail observe` records what LinkedIn shows.", account);
    auto words = fmt::format("{} agrees with LinkedIn: {}.", account, observation_words(*report.last_agreed, display));
    if (const auto& before = report.differed_before) {
        words += fmt::format(" It differed before: {}; `inmail diagnose {} --as-of {}`.", observation_words(*before, display),
                             account, typed_instant(before->at));
    }
    return words;
}

/// "4, refresh (trim)" of "RULES section 4, refresh (trim)": what `inmail rules` shows.
std::string short_citation(std::string_view rule) {
    constexpr std::string_view long_form = "RULES section ";
    return std::string(begins_with(rule, long_form) ? rule.substr(long_form.size()) : rule);
}

}  // namespace

Table table_of(const app::ExplainReport& report, const Display& display) {
    Table table;
    table.title = fmt::format("{}: why {}", titled(report.account), report.available.value);
    table.columns = {moment("at"),
                     text("event"),
                     text("seat"),
                     prose("what it did", "words"),
                     asked_for(number("available")),
                     detail(text("rule")),
                     spare(screen_only(text("inmail rules"))),
                     spare(key("key"), 2)};
    if (!report.account.is_pool()) table.columns[2] = detail(text("seat"));
    for (const auto& entry : report.entries) {
        bool first = true;
        for (const auto& step : entry.postings) {
            // The first line of an entry shows its common values; the others leave them out.
            Cell at;
            if (first) at = Cell(entry.at);
            Cell words(posting_line_words(step, entry, display));
            if (is_anomaly(step.kind)) words.tone = Tone::bad;
            table.rows.push_back({at, first ? entry.what : "", first ? entry.seat : "", words, step.held, step.rule,
                                  short_citation(step.rule), first && entry.event ? entry.event->key : ""});
            first = false;
        }
    }
    for (const auto& lot : report.lots) {
        table.notes.push_back(fmt::format("holds {} of {}, {}", lot.remaining.value, lot_words(lot, display),
                                          expiry_words(lot, lot.expires_at_refresh, display)));
    }
    table.empty = fmt::format("Nothing is known of {} as of {}.", report.account.typed(), end_words(report.as_of, display));
    return table;
}

Table table_of(const app::DiagnoseReport& report, const Display& display) {
    Table table;
    table.title = fmt::format("{}: where the ledger and LinkedIn disagree", titled(report.account));
    table.columns = {number("facts"), prose("explanation"), prose("assumes", "rests_on"), command("would record it")};
    for (const auto& explanation : report.explanations) {
        Cell facts(explanation.facts);
        std::string what = explanation_words(explanation, display);
        for (const auto& part : explanation.parts) {
            for (const auto& option : part.options) {
                std::string evidence = evidence_words(part, option, display);
                for (const auto& command : commands_of(part, option, display)) {
                    // The first line shows the common values; the others leave them out.
                    table.rows.push_back(
                        {std::exchange(facts, Cell()), std::exchange(what, {}), std::exchange(evidence, {}), command});
                }
            }
        }
    }
    if (!report.first_differs) {
        table.empty = agreement_words(report, display);
        return table;
    }
    table.empty = "No small explanation was found: `inmail explain` shows every step.";
    table.notes.push_back(report.last_agreed ? "last agreed " + observation_words(*report.last_agreed, display)
                                             : "no observation agreed before");
    table.notes.push_back("first differs " + observation_words(*report.first_differs, display));
    if (report.differs->at != report.first_differs->at)
        table.notes.push_back("explained here " + observation_words(*report.differs, display));
    return table;
}

}  // namespace inmail::render
