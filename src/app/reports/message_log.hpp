#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "fold/collector.hpp"
#include "inmail/core/id_map.hpp"
#include "inmail/core/posting.hpp"
#include "reports/response_tally.hpp"

namespace inmail::app {

/// Numbers for the names of campaigns, in order of appearance.
class CampaignNames {
  public:
    using Number = std::int32_t;
    static constexpr Number none = 0;

    /// `none` of an empty name.
    [[nodiscard]] Number number_of(const std::string& name) {
        if (name.empty()) return none;
        const auto [known, is_new] = numbers_.emplace(name, static_cast<Number>(names_.size()));
        if (is_new) names_.push_back(name);
        return known->second;
    }
    /// Empty for `none`.
    [[nodiscard]] const std::string& name_of(Number number) const { return names_[static_cast<std::size_t>(number)]; }

  private:
    std::unordered_map<std::string, Number> numbers_;
    std::vector<std::string> names_{""};
};

/// Follows the messages that were sent in a span, and hands each on once nothing more can become of it. It grows with the
/// messages whose windows are open at a time, never with the span. Its observer needs details (`Observer::needs_details`).
class MessageLog {
  public:
    static constexpr PostingKinds kinds{Posting::Kind::sent,    Posting::Kind::sent_free, Posting::Kind::consumed,
                                        Posting::Kind::replied, Posting::Kind::refunded,  Posting::Kind::bounced,
                                        Posting::Kind::lapsed,  Posting::Kind::dropped,   Posting::Kind::reassigned};

    /// A team has hundreds of thousands at a time, so the order of the fields leaves no gaps.
    struct SentMessage {
        EventId event;
        Instant sent_at;
        Instant until;  ///< the end of its window, inclusive; of a free message up to a day later
        std::optional<Instant> answered_at;
        const Terms* terms{nullptr};  ///< in force when it was sent, as long as the fold's rulebooks live
        SharedPlanPrice price;        ///< of the stint in which it was sent
        std::optional<std::int64_t> chars;
        AccountId account;  ///< that it was sent from, by its last handle so far
        SeatId seat;        ///< that sent it, likewise
        CampaignNames::Number campaign{CampaignNames::none};
        Channel channel{Channel::inmail};
        bool paid{false};
        bool pending{false};             ///< may yet be answered, and its credit come back
        bool funded{false};              ///< a credit went for it
        bool spent{false};               ///< ... and did not come back
        std::optional<Outcome> outcome;  ///< of the answer; none: not known
    };
    using Take = std::function<void(const SentMessage&)>;

    /// `campaigns` gets the names of campaigns, and must outlive this.
    MessageLog(const Span& sent, CampaignNames& campaigns, Take take)
        : sent_(sent), campaigns_(campaigns), take_(std::move(take)) {}

    void on(const Posting& p);
    /// The seats that sent what is not handed on yet.
    template <class F>
    void for_each_waiting(F&& f) const {
        open_.for_each([&](SeatId, const auto& messages) {
            for (const SentMessage& message : messages) f(message);
        });
    }
    /// After the fold up to `as_of`: hands on what may still be answered.
    void finish(Instant as_of);

  private:
    using Messages = std::deque<SentMessage>;

    void add(const Posting& p);
    void rename(const Posting& reassigned);
    /// Those whose windows ended before `t`.
    void hand_on(Instant t, Messages& messages);
    static SentMessage* find(Messages& messages, EventId event);

    Span sent_;
    CampaignNames& campaigns_;
    Take take_;
    IdMap<SeatId, Messages> open_;  ///< by the order of sending
};

}  // namespace inmail::app
