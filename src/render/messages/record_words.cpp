#include "messages/record_words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "anomaly_names.hpp"
#include "inmail/render/messages.hpp"
#include "inmail/text/shell_words.hpp"
#include "inmail/text/terminal.hpp"
#include "words.hpp"

namespace inmail::render {
namespace {

struct RecordWarningWords {
    const Display& display;

    [[nodiscard]] std::string date(Instant t) const { return short_day(t, display); }
    static std::string cut(const std::string& prospect) {
        constexpr std::size_t shown_prospect_bytes = 80;
        return for_terminal(prospect).substr(0, shown_prospect_bytes);
    }
    std::string operator()(const app::record_warning::VoidedKey& w) const {
        return fmt::format("{} was taken back: --key {} records it again", w.key, shell_word(w.next_key));
    }
    std::string operator()(const app::record_warning::FreeBefore& w) const {
        const auto channel = to_string(w.channel);
        return fmt::format("{} reached {} for free ({}) on {}: if this message was free too, record it with --channel {}", w.seat,
                           cut(w.prospect), channel, date(w.at), channel);
    }
    std::string operator()(const app::record_warning::PastPurchaseLimit& w) const {
        return fmt::format("{} bought {} between two refreshes, and LinkedIn sells at most {} on {} ({})", w.account.typed(),
                           credits_words(w.bought), w.limit.count, w.limit.plan,
                           source_words(w.limit.certainty, {}, w.limit.source));
    }
    std::string operator()(const app::record_warning::PastChannelLimit& w) const {
        const bool of_requests = w.limit.channel == Channel::connection_request;
        return fmt::format("{} sent {} {} in {} days, and LinkedIn allows about {} ({})", w.seat, w.sent,
                           of_requests ? "requests to connect" : fmt::format("messages over {}", to_string(*w.limit.channel)),
                           days_of(w.limit.period), w.limit.count, source_words(w.limit.certainty, {}, w.limit.source));
    }
    std::string operator()(const app::record_warning::PastTextLimit& w) const {
        return fmt::format("the text has {} characters, and LinkedIn allows {} over {} ({})", w.chars, w.limit.count,
                           to_string(*w.limit.channel), source_words(w.limit.certainty, {}, w.limit.source));
    }
    std::string operator()(const app::record_warning::AnsweredThread& w) const {
        return fmt::format("{} answered {} on {}: messages in that thread are free; if this is one, record it with --channel {}",
                           cut(w.prospect), w.seat, date(w.at), to_string(Channel::replied_thread));
    }
    std::string operator()(const app::record_warning::Connected& w) const {
        return fmt::format("{} is connected with {} since {}: messages to a connection are free; record it with --channel {}",
                           cut(w.prospect), w.seat, date(w.at), to_string(Channel::first_degree));
    }
    std::string operator()(const app::record_warning::ColleaguePending& w) const {
        return fmt::format("{} has an InMail to {} pending since {}", w.seat, cut(w.prospect), date(w.sent_at));
    }
    std::string operator()(const app::record_warning::AnsweredBefore& w) const {
        return fmt::format("{} {} on {}", cut(w.prospect), w.declined ? "declined a message of " + w.seat : "answered " + w.seat,
                           date(w.at));
    }
    std::string operator()(const app::record_warning::MayBeOne& w) const {
        const auto wrote = w.seat.empty() ? std::string() : fmt::format(", to whom {} wrote on {},", w.seat, date(w.at));
        return fmt::format("{} and {}{} may be one person: if so, `inmail undo`, and record it for {}", cut(w.prospect),
                           cut(w.other), wrote, shell_word(cut(w.other)));
    }
    std::string operator()(const app::record_warning::InArchive& w) const {
        return fmt::format("LinkedIn's archive has {}'s {} {} {} {} already: `inmail undo` takes this one back if it is the same",
                           w.seat, to_string(w.kind), w.kind == EventKind::send ? "to" : "from", cut(w.prospect),
                           when_words(w.at, display));
    }
    std::string operator()(const app::record_warning::NotCalledFree& w) const {
        return fmt::format("the terms of {} do not call {} free: if it took a credit of {}, record it as an InMail", w.plan,
                           to_string(w.channel), w.account.typed());
    }
    std::string operator()(const app::record_warning::CountForNothing& w) const {
        const bool is_one = w.events == 1;
        const std::string what = fmt::format("{} of {} {} for nothing", counted(w.events, "later event"), enumeration(w.seats),
                                             is_one ? "counts" : "count");
        const std::string shown = fmt::format("`inmail history {}` shows {}", w.seats.front(), is_one ? "it" : "them");
        if (w.taker.empty()) return what + ": " + shown;
        return fmt::format("{}: {}; record {} again for {}", what, shown, is_one ? "it" : "them", w.taker);
    }
    std::string operator()(const app::record_warning::HandoverLoses& w) const {
        std::vector<std::string> gone;
        if (w.now_available < w.available) gone.push_back(credits_words(w.available - w.now_available));
        if (w.now_pending < w.pending) gone.push_back(counted(w.pending - w.now_pending, "pending refund"));
        return fmt::format("{} and {} lose {} by it, because {} has a plan of its own: `inmail history {}` shows where they go",
                           w.seat, w.to, enumeration(gone), w.to, w.to);
    }
    std::string operator()(const app::record_warning::StaysBehind& w) const {
        return fmt::format(
            "{} of {} is recorded for {} and does not go with the licence: to keep it, `inmail void {}` and record "
            "it for {}",
            with_article(w.kind), w.seat, date(w.at), w.key, w.to);
    }
    std::string operator()(const app::record_warning::PlanEnded& w) const {
        return fmt::format("{} was on {} until then: {}", w.stint.account.typed(), w.stint.plan,
                           second_handle_words(w.stint.beside));
    }
    std::string operator()(const app::record_warning::PoolLeft& w) const {
        const bool today = date(w.at) == date(w.now);
        return fmt::format("{} leaves pool:{}{}, which keeps its credits and pending refunds: {}", w.seat, w.pool,
                           today ? "" : " on " + date(w.at), second_handle_words(w.beside));
    }
    std::string operator()(const app::record_warning::KeepsBalance& w) const {
        const bool is_added = w.change > no_credits;
        return fmt::format("the balance of {} on {} was known and stays: {} {} (an adjustment of {:+})", w.account.typed(),
                           date(w.at), credits_words(is_added ? w.change : -w.change), is_added ? "is added back" : "is taken",
                           w.change.value);
    }
    std::string operator()(const app::record_warning::RefreshComesFirst& w) const {
        const Instant before = w.at - Duration{1};
        const Month month = month_of(day_of(before));
        const bool at_months_end = start_of(month + 1) == w.at;
        return fmt::format(
            "the refresh of {} comes first, so its credits are lost, too: to end {} before it, cancel with --at {}", date(w.at),
            w.account.typed(), at_months_end ? "end of " + month_words(month) : typed_instant(before));
    }
    std::string operator()(const app::record_warning::LimitWithoutPool& w) const {
        return fmt::format("{} is in no pool: the limit counts from the day it joins one", w.seat);
    }
};

/// Why an event changes nothing.
std::string outside_words(const app::Effect& effect) {
    const EventRecord& event = effect.event;
    const bool joins = starts_stint(event.kind) && !event.seat.empty() && !event.pool.empty();
    if (joins) return effect.outside_while_active ? "it is a member already" : "that pool is not open then";
    if (!effect.outside_while_active) return "no plan is in force then";
    if (starts_stint(event.kind)) return "that plan is in force already";
    if (event.kind == EventKind::reassign && event.seat != event.to)
        return fmt::format("{} had a licence before", for_terminal(event.to));
    return "nothing changes";
}

std::string why_words(const app::Effect& effect, Posting::Kind anomaly) {
    switch (anomaly) {
        case Posting::Kind::unfunded:
            return "no credit was left to take";
        case Posting::Kind::repeat:
            return "an earlier InMail to the same prospect is still pending";
        case Posting::Kind::unmatched:
            return "no message was waiting for this answer";
        case Posting::Kind::over_limit:
            return "past the seat's usage limit";
        case Posting::Kind::outside:
            return outside_words(effect);
        case Posting::Kind::not_purchasable:
            return "the plan cannot buy credits";
        default:
            return "it fits no rule";
    }
}

}  // namespace

std::string words_of(const app::RecordWarning& warning, const Display& display) {
    return std::visit(RecordWarningWords{display}, warning);
}

bool changes_only_price(const app::Effect& effect) {
    const auto& anomalies = effect.anomalies;
    return starts_stint(effect.event.kind) && effect.event.price &&
           std::find(anomalies.begin(), anomalies.end(), Posting::Kind::outside) != anomalies.end();
}

std::string anomaly_words(const app::Effect& effect, Posting::Kind anomaly) {
    const std::string prospect = for_terminal(effect.event.prospect);
    std::string name{anomaly_name(anomaly)};
    std::replace(name.begin(), name.end(), '_', ' ');
    return fmt::format("{}{}: counts as {}", prospect.empty() ? "" : prospect + ": ", why_words(effect, anomaly), name);
}

}  // namespace inmail::render
