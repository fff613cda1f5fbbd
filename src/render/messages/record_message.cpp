#include <fmt/format.h>

#include <algorithm>

#include "inmail/core/errors.hpp"
#include "inmail/render/messages.hpp"
#include "inmail/text/shell_words.hpp"
#include "inmail/text/terminal.hpp"
#include "messages/brief_words.hpp"
#include "messages/record_words.hpp"
#include "tables/loss_words.hpp"
#include "words.hpp"

namespace inmail::render {
namespace {

constexpr std::size_t most_keys = 5;  // that a message lists

using app::After;
using app::Effect;
using app::RecordResult;

/// Says what one recording did, account by account, then how to take it back.
class RecordMessage {
  public:
    RecordMessage(const RecordResult& result, const Display& display) : result_(result), display_(display) {}

    Rendered write() {
        for (const auto& effect : result_.effects) {
            if (!effect.duplicate) continue;
            say(for_terminal(effect.event.key) + (is_voided(effect.event.key) ? " was taken back: nothing was recorded"
                                                                              : " is recorded already: nothing changed"));
        }
        if (result_.corrected)
            say_corrected();
        else if (result_.takes_back)
            say_taken_back();
        else if (is(EventKind::send))
            say_sends();
        else
            say_each(fresh());
        for (const auto& effect : result_.effects) say_anomalies(effect);
        say_how_to_undo();
        for (const auto& warning : result_.warnings)
            message_.said.push_back("note: " + for_terminal(words_of(warning, display_)));
        message_.out = fitted(message_.out, display_);
        return std::move(message_);
    }

  private:
    [[nodiscard]] bool is_voided(const std::string& key) const {
        return std::any_of(result_.warnings.begin(), result_.warnings.end(), [&key](const app::RecordWarning& warning) {
            const auto* voided = std::get_if<app::record_warning::VoidedKey>(&warning);
            return voided != nullptr && voided->key == key;
        });
    }
    void say(const std::string& line) { message_.out += line + "\n"; }

    [[nodiscard]] std::vector<const Effect*> fresh() const {
        std::vector<const Effect*> effects;
        for (const auto& effect : result_.effects) {
            if (!effect.duplicate) effects.push_back(&effect);
        }
        return effects;
    }

    [[nodiscard]] bool is(EventKind kind) const { return !result_.effects.empty() && result_.effects.front().event.kind == kind; }

    [[nodiscard]] const After* after(const Effect& effect) const {
        if (!effect.account) return nullptr;
        const auto found = std::find_if(result_.after.begin(), result_.after.end(),
                                        [&effect](const After& a) { return a.account == *effect.account; });
        return found == result_.after.end() ? nullptr : &*found;
    }

    /// "ana"; "ana on pool:acme" if the seat draws on a pool.
    [[nodiscard]] static std::string who(const Effect& effect) {
        const std::string& seat = effect.event.seat;
        if (seat.empty()) return effect.account ? account_words(*effect.account) : "pool:" + for_terminal(effect.event.pool);
        if (!effect.account || !effect.account->is_pool()) return for_terminal(seat);
        return for_terminal(seat) + " on " + account_words(*effect.account);
    }

    [[nodiscard]] std::string left(const Effect& effect) const {
        const After* a = after(effect);
        return a == nullptr ? "no balance" : credits_words(a->available) + " left";
    }

    void say_sends() {
        auto sends = fresh();
        const auto others =
            std::stable_partition(sends.begin(), sends.end(), [](const Effect* e) { return e->event.kind == EventKind::send; });
        const std::vector<const Effect*> adjustments(others, sends.end());
        sends.erase(others, sends.end());
        if (sends.empty()) return;
        const Effect& last = *sends.back();
        const bool paid =
            std::any_of(sends.begin(), sends.end(), [](const Effect* e) { return e->refundable_until.has_value(); });
        if (paid) {
            say(fmt::format("{}: {}, refunded if they reply by {}", who(last), left(last),
                            window_words(last_deadline(sends), display_)));
        } else if (is_outside(last)) {
            say(fmt::format("{}: {}, no credit taken: no plan is in force then", who(last), left(last)));
        } else {
            const std::string channel{to_string(last.event.channel.value_or(Channel::inmail))};
            const std::string cost = is_free(last) ? channel + " costs nothing" : "no credit taken for " + channel;
            say(fmt::format("{}: {}, {}", who(last), left(last), cost));
        }
        for (const Effect* send : sends) {
            say(fmt::format("  {} {}{}", recorded(), for_terminal(send->event.prospect), as_key(*send)));
        }
        say_each(adjustments);
    }

    [[nodiscard]] static bool is_outside(const Effect& effect) {
        return std::count(effect.anomalies.begin(), effect.anomalies.end(), Posting::Kind::outside) != 0;
    }

    /// Whether the plan's terms call the send's channel free.
    [[nodiscard]] bool is_free(const Effect& send) const {
        if (send.event.channel.value_or(Channel::inmail) == Channel::inmail) return false;
        return std::none_of(result_.warnings.begin(), result_.warnings.end(), [](const auto& warning) {
            return std::holds_alternative<app::record_warning::NotCalledFree>(warning);
        });
    }

    /// An import may be taken back whole, so this prints one line per account and only a few of the keys.
    void say_taken_back() {
        std::vector<std::string> voided;
        std::vector<std::string> again;
        for (const Effect* effect : fresh()) {
            const bool is_void = effect->event.kind == EventKind::void_event;
            (is_void ? voided : again).push_back(is_void ? effect->event.ref : effect->event.key);
        }
        if (!voided.empty()) say_in_brief(result_.dry_run ? "would take back" : "took back", result_.taken_back, voided);
        if (!result_.brought_back.empty())
            say_in_brief(result_.dry_run ? "would be in force again" : "in force again", result_.brought_back, again);
        if (const auto& later = result_.later_imports) {
            const bool is_one = later->rows == 1;
            say(fmt::format("{} of these rows {} also in later imports: importing {} again restores {}", later->rows,
                            is_one ? "is" : "are", for_terminal(enumeration(later->sources)), is_one ? "it" : "them"));
        }
        say_balances();
    }

    /// "took back: send to jane-doe, today 16:20 (01J8ZC)"
    void say_in_brief(const char* what, const app::EventsInBrief& events, const std::vector<std::string>& keys) {
        say(fmt::format("{}: {} ({})", what, brief_words(events, display_), for_terminal(first_words(keys, most_keys))));
    }

    /// What an edit changed, and what that did.
    void say_corrected() {
        app::EventsInBrief before;
        before.add(*result_.corrected);
        // An adjustment may follow it.
        const auto last = std::find_if(result_.effects.rbegin(), result_.effects.rend(),
                                       [&](const Effect& e) { return e.event.kind == result_.corrected->kind; });
        ensure(last != result_.effects.rend(), "an edit records the event again");
        const Effect& now = *last;
        say(fmt::format("{}: {}: {}", result_.dry_run ? "would change" : "changed", brief_words(before, display_),
                        enumeration(changes_words(*result_.corrected, now.event, display_))));
        // What is held today does not change by what lies ahead.
        if (now.event.at > display_.now) return say_each({&now});
        if (!result_.dry_run) say("  recorded" + as_key(now));
        say_balances();
    }

    void say_balances() {
        for (const After& a : result_.after) {
            const bool changed = a.before && *a.before != a.available;
            say(fmt::format("{}: {}{}", account_words(a.account), credits_words(a.available) + " left",
                            changed ? fmt::format(", {} before", a.before->value) : ""));
        }
    }

    [[nodiscard]] static Instant last_deadline(const std::vector<const Effect*>& sends) {
        Instant last{0};
        for (const Effect* send : sends) last = std::max(last, send->refundable_until.value_or(last));
        return last;
    }

    [[nodiscard]] const char* recorded() const { return result_.dry_run ? "would record" : "recorded"; }
    /// Empty in a dry run, which records no key.
    [[nodiscard]] std::string as_key(const Effect& effect) const {
        return result_.dry_run ? "" : " as " + for_terminal(effect.event.key);
    }

    void say_each(const std::vector<const Effect*>& effects) {
        for (const Effect* effect : effects) {
            say(fmt::format("{}: {}", who(*effect), sentence(*effect)));
            if (effect->ended && effect->ended->loses()) say(for_terminal(gone_words(*effect->ended)));
            for (const app::ComingEnd& end : effect->coming_ends) {
                if (end.plan_end->lost > no_credits) say(account_words(end.account) + ": " + plan_end_words(end, display_));
            }
            const bool is_one_of_several = result_.effects.size() > 1 && is_answer(effect->event.kind);
            const auto whose = is_one_of_several ? " " + for_terminal(effect->event.prospect) : std::string();
            if (!result_.dry_run) say("  recorded" + whose + as_key(*effect));
        }
    }

    [[nodiscard]] std::string sentence(const Effect& e) const {
        switch (e.event.kind) {
            case EventKind::subscribe:
            case EventKind::switch_plan:
                return plan_change(e);
            case EventKind::cancel:
                return cancelled(e);
            case EventKind::assign:
                return assigned(e);
            case EventKind::limit:
                return e.event.amount ? fmt::format("at most {} between two refreshes of the pool",
                                                    counted(e.event.amount->value, "paid InMail"))
                                      : std::string("no usage limit");
            case EventKind::reply:
            case EventKind::bounce:
                return answered(e);
            case EventKind::purchase:
                return fmt::format("{} bought, {}", e.event.amount->value, left(e));
            case EventKind::adjust:
                return fmt::format("adjusted by {:+}, {}", e.event.amount->value, left(e));
            case EventKind::reassign:
                return e.anomalies.empty() ? fmt::format("goes by {} now, {}", for_terminal(e.event.to), left(e))
                                           : "hands nothing over to " + for_terminal(e.event.to);
            case EventKind::observe:
                return fmt::format("LinkedIn shows {}, {}", e.event.amount->value, compared(e));
            case EventKind::send:
            case EventKind::void_event:
            case EventKind::rollover:
                break;  // these have lines, or a table, of their own
        }
        return left(e);
    }

    [[nodiscard]] std::string plan_change(const Effect& e) const {
        const After* a = after(e);
        if (a == nullptr || !a->active) return "has no plan now";
        const auto from = e.event.at > display_.now ? "from " + moment_words(e.event.at, display_) + " on: " : std::string();
        if (changes_only_price(e)) {
            return fmt::format("{}{} goes on and costs {} for a seat, {}", from, for_terminal(e.event.plan),
                               price_words({*e.event.price, e.event.billed.value_or(Billing::monthly)}), left(e));
        }
        auto words = fmt::format("{}{} on {}", from, credits_words(a->available), for_terminal(a->plan));
        if (a->next_refresh) words += ", next refresh " + moment_words(*a->next_refresh, display_);
        return words;
    }

    [[nodiscard]] std::string cancelled(const Effect& e) const {
        if (e.event.at > display_.now) return "cancelled from " + moment_words(e.event.at, display_) + " on";
        return "cancelled";
    }

    [[nodiscard]] static std::string assigned(const Effect& e) {
        std::string words;
        if (!e.event.team.empty()) words = "team " + for_terminal(e.event.team);
        if (!e.event.name.empty()) words += (words.empty() ? "" : ", ") + std::string("name ") + for_terminal(e.event.name);
        return words;
    }

    [[nodiscard]] std::string answered(const Effect& e) const {
        const After* a = after(e);
        if (e.refunded && a != nullptr) return fmt::format("1 credit back, {} left", a->available.value);
        if (e.answered_sent_at)
            return fmt::format("counts as a reply of {}, no credit comes back: {}", for_terminal(e.event.prospect), left(e));
        return fmt::format("nothing to {} is waiting for an answer: {}", for_terminal(e.event.prospect), left(e));
    }

    [[nodiscard]] std::string compared(const Effect& e) const {
        if (!e.observed_with || !e.account) return "the ledger has no balance to compare";
        // An adjust of `observe --adjust` comes before the observation: its amount is the difference.
        Credits held = *e.observed_with;
        if (is(EventKind::observe)) {
            for (const auto& other : result_.effects) held -= other.change;
        }
        const Credits apart = held - *e.event.amount;
        if (apart == no_credits) return "and so does the ledger";
        return fmt::format("the ledger {}: {} apart; see inmail diagnose {}", held.value, std::abs(apart.value), observed(e));
    }

    /// "ana"; for an earlier observation "ana --as-of 2026-06-15", because later ones may agree and the account may have another
    /// handle now.
    [[nodiscard]] std::string observed(const Effect& e) const {
        if (e.event.at >= display_.now) return account_words(*e.account);
        const std::string then = e.account->is_pool() ? account_words(*e.account) : for_terminal(e.event.seat);
        return then + " --as-of " + typed_instant(e.event.at);
    }

    void say_anomalies(const Effect& effect) {
        // The sentence about the plan change says what a new price is.
        if (changes_only_price(effect)) return;
        for (const auto kind : effect.anomalies) message_.said.push_back("note: " + anomaly_words(effect, kind));
    }

    void say_how_to_undo() {
        if (result_.dry_run) {
            message_.said.push_back("Nothing was recorded (--dry-run).");
        } else if (result_.is_final && !result_.batch.empty()) {
            message_.said.push_back("No undo takes a void back: if it was a mistake, record the event again.");
        } else if (!result_.batch.empty() && !result_.takes_back) {
            message_.said.push_back("`inmail undo` takes it back.");
        }
    }

    const RecordResult& result_;
    const Display& display_;
    Rendered message_;
};

std::string written_words(const app::WrittenTo& person, const Display& display) {
    return fmt::format("wrote on {}{}{}", short_day(person.sent_at, display),
                       person.campaign.empty() ? "" : ", campaign " + person.campaign, person.awaits_answer ? "" : ", answered");
}

}  // namespace

std::string person_words(const app::WrittenTo& person, const Display& display) {
    return fmt::format("{}: {} {}", shell_word(person.prospect), person.seat, written_words(person, display));
}

std::string answer_line(EventKind kind, const app::WrittenTo& person, const Display& display) {
    return fmt::format("inmail {} {} {}  # {}", to_string(kind), person.seat, shell_word(person.prospect),
                       written_words(person, display));
}

std::string recorded_for(const std::string& typed, const app::WrittenTo& person, bool dry_run, const Display& display) {
    return fmt::format("'{}': {} for {}, to whom {} wrote on {}", for_terminal(typed), dry_run ? "would be recorded" : "recorded",
                       for_terminal(person.prospect), for_terminal(person.seat), moment_words(person.sent_at, display));
}

Rendered message_of(const RecordResult& result, const Display& display) { return RecordMessage(result, display).write(); }

}  // namespace inmail::render
