#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "fold/collector.hpp"
#include "inmail/core/id_map.hpp"
#include "inmail/core/posting.hpp"
#include "inmail/core/terms.hpp"
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

/// Numbers for what credits are worth in an account: its terms, as long as the fold's rulebooks live, and its stint's own price.
class Pricings {
  public:
    using Number = std::uint32_t;
    struct Pricing {
        const Terms* terms{nullptr};
        SharedPlanPrice price;
    };

    [[nodiscard]] Number number_of(const Terms* terms, const SharedPlanPrice& price) {
        const auto is_last = [&] { return pricings_[last_].terms == terms && pricings_[last_].price == price; };
        if (!pricings_.empty() && is_last()) return last_;  // mostly, because an account's messages come together
        const auto next = static_cast<Number>(pricings_.size());
        const auto [known, is_new] = numbers_.emplace(std::pair{terms, price.get()}, next);
        if (is_new) pricings_.push_back({terms, price});
        return last_ = known->second;
    }
    [[nodiscard]] const Pricing& of(Number number) const { return pricings_[number]; }

  private:
    std::map<std::pair<const Terms*, const PlanPrice*>, Number> numbers_;
    std::vector<Pricing> pricings_;
    Number last_{0};
};

/// The lengths of texts that LinkedIn and the guides tell apart.
enum class LengthClass : std::uint8_t { under_400, up_to_800, over_800, unknown };

/// Follows the messages that were sent in a span, and hands each on once nothing more can become of it. It grows with the
/// messages whose windows are open at a time, never with the span. Its observer needs details (`Observer::needs_details`).
class MessageLog {
  public:
    static constexpr PostingKinds kinds{Posting::Kind::sent,    Posting::Kind::sent_free, Posting::Kind::consumed,
                                        Posting::Kind::replied, Posting::Kind::refunded,  Posting::Kind::bounced,
                                        Posting::Kind::lapsed,  Posting::Kind::dropped,   Posting::Kind::reassigned};

    /// A team has hundreds of thousands at a time, so that each byte counts.
    struct Message {
        EventId event;
        Instant sent_at;
        Instant until;        ///< the end of its window, inclusive; of a free message up to a day later
        Instant answered_at;  ///< if it is answered
        PoolId pool;          ///< that it was sent from; none: its sender's own account
        Pricings::Number pricing{0};
        CampaignNames::Number campaign{CampaignNames::none};
        Channel channel : 8;
        LengthClass length : 8;
        bool paid : 1;
        bool pending : 1;      ///< may yet be answered, and its credit come back
        bool funded : 1;       ///< a credit went for it
        bool spent : 1;        ///< ... and did not come back
        bool is_answered : 1;  ///< so far
        bool is_accepted : 1;  ///< by an answer that says so

        [[nodiscard]] AccountId account(SeatId sender) const {
            return is_none(pool) ? AccountId::of(sender) : AccountId::of(pool);
        }
    };
    /// `seat`: that sent the message, by its last handle so far.
    using Take = std::function<void(SeatId seat, const Message&)>;

    /// `campaigns` gets the names of campaigns, `pricings` what messages cost. Both must outlive this.
    MessageLog(const Span& sent, CampaignNames& campaigns, Pricings& pricings, Take take)
        : sent_(sent), campaigns_(campaigns), pricings_(pricings), take_(std::move(take)) {}

    void on(const Posting& p);
    /// The seats that sent what is not handed on yet.
    template <class F>
    void for_each_waiting_seat(F&& f) const {
        open_.for_each([&](SeatId seat, const Messages& messages) {
            if (!messages.empty()) f(seat);
        });
    }
    /// After the fold up to `as_of`: hands on what may still be answered.
    void finish(Instant as_of);

  private:
    using Messages = std::deque<Message>;

    void add(const Posting& p);
    void rename(const Posting& reassigned);
    /// Those whose windows ended before `t`.
    void hand_on(Instant t, SeatId seat, Messages& messages);
    static Message* find(Messages& messages, EventId event, Instant sent_at);

    Span sent_;
    CampaignNames& campaigns_;
    Pricings& pricings_;
    Take take_;
    IdMap<SeatId, Messages> open_;  ///< by the order of sending
};

}  // namespace inmail::app
