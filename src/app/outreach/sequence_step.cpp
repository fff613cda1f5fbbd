#include "inmail/app/outreach/sequence_step.hpp"

#include <algorithm>

namespace inmail::app {
namespace {

using Step = Sequence::Step;

/// Messages that may stand for each other.
enum class MessageKind { request, linkedin_message, email, phone };

MessageKind kind_of_message(Channel channel) {
    if (asks_to_connect(channel)) return MessageKind::request;
    if (channel == Channel::email) return MessageKind::email;
    return channel == Channel::phone ? MessageKind::phone : MessageKind::linkedin_message;
}

bool has_channel(const Step& step, Channel channel) {
    return std::find(step.channels.begin(), step.channels.end(), channel) != step.channels.end();
}
bool has_kind(const Step& step, Channel channel) {
    return std::any_of(step.channels.begin(), step.channels.end(),
                       [channel](Channel own) { return kind_of_message(own) == kind_of_message(channel); });
}

bool asks_only_to_connect(const Step& step) { return std::all_of(step.channels.begin(), step.channels.end(), asks_to_connect); }

/// Whether only a connection can get the message.
bool needs_connection(const Step& step) { return step.channels == std::vector<Channel>{Channel::first_degree}; }

/// Any message on LinkedIn may be sent in place of an InMail, and an InMail in place of none.
bool may_begin(const Sequence& sequence, Channel channel) {
    const Step& first = sequence.steps.front();
    const bool may_stand = asks_to_connect(channel) || has_channel(first, Channel::inmail);
    return has_channel(first, channel) || (may_stand && has_kind(first, channel));
}

/// How far one seat has come with one prospect.
class Progress {
  public:
    Progress(const Sequences& sequences, StepsFor steps) : sequences_(sequences), steps_for_(steps) {}

    /// The step that a message does; none: it does none, or nothing was sent.
    std::optional<std::size_t> take(const OutreachEvent& event) {
        if (event.kind == OutreachEvent::Kind::accepted) {
            if (sequence_ == nullptr) return std::nullopt;
            accepted_ = event.at;
            last_ = event.at;
            return std::nullopt;
        }
        if (event.kind == OutreachEvent::Kind::declined) {
            if (!accepted_) declined_ = event.at;
            return std::nullopt;
        }
        std::optional<std::size_t> done;
        if (sequence_ == nullptr || is_over(event.at)) {
            begin(event);
            if (in_sequence_) done = 0;
        } else if (in_sequence_) {
            done = note(event);
        }
        last_ = event.at;
        if (!event.bounced) message_ = event.at;
        return done;
    }
    /// Of the message that was taken last.
    [[nodiscard]] const Sequence* sequence() const { return sequence_; }

    [[nodiscard]] bool is_running(Instant as_of) const { return in_sequence_ && !is_over(as_of); }
    [[nodiscard]] std::optional<NextStep> next(Instant as_of) const {
        if (!is_running(as_of)) return std::nullopt;
        if (const auto i = next_place()) {
            const Step& step = sequence_->steps[*i];
            const Instant since = step.after == Step::After::start      ? asked_
                                  : step.after == Step::After::accepted ? *accepted_
                                                                        : message_;
            const Day day = sequences_.shown_date(since);
            NextStep next{sequence_, *i, start_, since, start_of(day + step.from_day), start_of(day + step.to_day)};
            next.campaign = campaign_;
            if (is_due_by_decline(step) && start_of(sequences_.shown_date(*declined_)) < next.due) {
                next.since = *declined_;
                next.due = start_of(sequences_.shown_date(*declined_));
                next.last_day = std::max(next.due, next.last_day);
            }
            if (accepted_ && (step.only_if == Step::OnlyIf::accepted || needs_connection(step))) {
                // Before the acceptance, it could not be done.
                next.due = std::max(next.due, start_of(sequences_.shown_date(*accepted_)));
                next.last_day = std::max(next.due, next.last_day);
            }
            next.due_from = sequences_.start_of_date(day_of(next.due));
            next.is_due = day_of(next.due) <= sequences_.shown_date(as_of);
            return next;
        }
        return std::nullopt;
    }

  private:
    [[nodiscard]] bool is_over(Instant t) const {
        return sequences_.shown_date(t) > sequences_.shown_date(last_) + sequence_->end_days;
    }

    void begin(const OutreachEvent& first) {
        sequence_ = sequences_.sequence_of(first.campaign);
        in_sequence_ = may_begin(*sequence_, first.channel);
        campaign_ = first.campaign;
        start_ = asked_ = message_ = first.at;
        accepted_.reset();
        declined_.reset();
        inmail_sent_ = first.channel == Channel::inmail;
        wrote_to_connection_ = first.channel == Channel::first_degree;
        done_.assign(sequence_->steps.size(), false);
        done_.front() = true;
    }

    /// Marks the step that the message does: at best one over its channel whose condition holds.
    std::optional<std::size_t> note(const OutreachEvent& message) {
        std::optional<std::size_t> done;
        const auto mark = [&](const auto& fits) {
            for (std::size_t i = 1; i < done_.size() && !done; ++i) {
                if (is_left(i) && fits(sequence_->steps[i])) done = i;
            }
        };
        const Channel channel = message.channel;
        if (asks_to_connect(channel)) declined_.reset();
        if (asks_to_connect(channel) && has_kind(sequence_->steps.front(), channel)) asked_ = message.at;
        // A message does the next step if it may stand for it, as `next` tells to.
        const auto next = next_place();
        if (next && has_kind(sequence_->steps[*next], channel)) done = next;
        mark([&](const Step& step) { return has_channel(step, channel) && holds(step); });
        mark([&](const Step& step) { return has_kind(step, channel) && holds(step); });
        mark([&](const Step& step) { return has_channel(step, channel); });
        if (done) done_[*done] = true;
        inmail_sent_ = inmail_sent_ || channel == Channel::inmail;
        wrote_to_connection_ = wrote_to_connection_ || channel == Channel::first_degree;
        return done;
    }

    /// The first step that is left and may be done.
    [[nodiscard]] std::optional<std::size_t> next_place() const {
        for (std::size_t i = 1; i < done_.size(); ++i) {
            if (is_left(i) && holds(sequence_->steps[i])) return i;
        }
        return std::nullopt;
    }

    /// A second InMail is never left to do.
    [[nodiscard]] bool is_left(std::size_t step) const {
        return !done_[step] && !(inmail_sent_ && has_channel(sequence_->steps[step], Channel::inmail));
    }

    /// HeyTalent: an InMail to who declines. There is nothing left to wait for.
    [[nodiscard]] bool is_due_by_decline(const Step& step) const {
        return declined_ && step.only_if == Step::OnlyIf::not_accepted && has_channel(step, Channel::inmail);
    }

    [[nodiscard]] bool holds(const Step& step) const {
        if (needs_connection(step) && !accepted_ && !wrote_to_connection_) return false;
        if (asks_only_to_connect(step) && accepted_) return false;
        if (step.after == Step::After::accepted && !accepted_) return false;
        if (step.priority == Step::Priority::high && !steps_for_.high) return false;
        if (step.priority == Step::Priority::low && !steps_for_.low) return false;
        if (!steps_for_.inmails && step.channels == std::vector<Channel>{Channel::inmail}) return false;
        if (step.only_if == Step::OnlyIf::accepted) return accepted_.has_value();
        return step.only_if == Step::OnlyIf::not_answered || !accepted_;
    }

    const Sequences& sequences_;
    StepsFor steps_for_;
    const Sequence* sequence_{nullptr};  ///< null: nothing was sent yet
    bool in_sequence_{false};            ///< the first message was its first step
    std::string campaign_;
    Instant start_;
    Instant asked_;    ///< the latest request, in a sequence that begins with one; else the start
    Instant message_;  ///< the latest
    Instant last_;     ///< the latest message or acceptance
    std::optional<Instant> accepted_;
    std::optional<Instant> declined_;  ///< a request was declined
    bool inmail_sent_{false};
    bool wrote_to_connection_{false};
    std::vector<bool> done_;  ///< by step
};

/// None: the prospect has answered.
std::optional<Progress> progress_of(const std::vector<OutreachEvent>& events, const Sequences& sequences, StepsFor steps) {
    Progress progress(sequences, steps);
    for (const OutreachEvent& event : events) {
        if (event.kind == OutreachEvent::Kind::answered) return std::nullopt;
        progress.take(event);
    }
    return progress;
}

}  // namespace

std::optional<NextStep> next_step(const std::vector<OutreachEvent>& events, const Sequences& sequences, StepsFor steps,
                                  Instant as_of) {
    const auto progress = progress_of(events, sequences, steps);
    return progress ? progress->next(as_of) : std::nullopt;
}

bool is_in_sequence(const std::vector<OutreachEvent>& events, const Sequences& sequences, Instant as_of) {
    const auto progress = progress_of(events, sequences, steps_for(true));
    return progress && progress->is_running(as_of);
}

std::vector<DoneStep> steps_done(const std::vector<OutreachEvent>& events, const Sequences& sequences) {
    std::vector<DoneStep> all;
    Progress progress(sequences, steps_for(true));
    for (const OutreachEvent& event : events) {
        if (event.kind == OutreachEvent::Kind::answered) break;
        if (const auto step = progress.take(event)) all.push_back({event.event, progress.sequence(), *step});
    }
    return all;
}

}  // namespace inmail::app
