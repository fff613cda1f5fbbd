#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "fold/handover_log.hpp"
#include "inmail/app/report_query.hpp"
#include "inmail/core/event.hpp"
#include "inmail/core/posting.hpp"
#include "inmail/store/store.hpp"

namespace inmail::app {

class FoldRun;

/// A message to a prospect, and what became of it.
struct SentMessage {
    EventId event;
    SeatId seat;      ///< whose it is at the end of the fold: messages go with a licence
    SeatId sender{};  ///< the handle that sent it
    Channel channel{Channel::inmail};
    Instant sent_at{};
    std::optional<Instant> answered_at{};  ///< by a reply
    std::optional<Outcome> outcome{};      ///< of that reply
    std::optional<Channel> answered_by{};  ///< the channel that the reply names; none: it names none
    bool is_inherited{false};  ///< it was answered before `seat` took over, so it tells nothing of who is connected to it
    bool bounced{false};
    std::string campaign{};
    std::string prospect{};  ///< as the ledger spells the person

    [[nodiscard]] bool is_open() const { return !answered_at && !bounced; }
    [[nodiscard]] bool is_request() const { return asks_to_connect(channel); }
};

/// What a person answered to a seat.
struct Answer {
    SeatId seat;  ///< whose it is at the end of the fold
    Instant at;
    bool is_inherited{false};          ///< another handle got it, whose licence `seat` has now
    std::optional<Channel> channel{};  ///< that it names, else of the message that it answers; none: not known
    std::optional<Outcome> outcome{};

    /// Whether it says no more than whether the two are connected now.
    [[nodiscard]] bool is_about_connecting() const;
};

/// What passed between the seats and one person.
struct Conversation {
    std::vector<SentMessage> messages;  ///< by time
    /// Replies that answered no message that the fold counts: by phone, after the window, of a seat without a plan.
    std::vector<Answer> loose_answers;

    /// Of both kinds, by time.
    [[nodiscard]] std::vector<Answer> answers() const;
};

/// The query without its seats, pools and team: people have heard from others, too.
[[nodiscard]] ReportQuery of_everyone(ReportQuery query);

/// Watches a fold for messages and their answers, so that they can be read afterwards with their prospects.
class ConversationLog : public Observer {
  public:
    void on(const Posting& p) override;

    /// The conversation with each person; persons are known by the key of today (RULES section 9). `people`: with nobody else;
    /// null: with everyone. `wants`: which messages and answers.
    [[nodiscard]] std::map<std::string, Conversation> conversations(
        Store& store, const FoldRun& fold_run, const std::vector<ProspectId>* people,
        const std::function<bool(const std::string& key, Instant at)>& wants) const;

  private:
    struct Reply {
        EventId event;
        Instant at;
        bool bounced{false};
    };
    struct Message {
        SeatId seat;
        std::optional<Reply> answer;
    };

    HandoverLog handovers_;
    std::map<EventId, Message> messages_;
    std::set<EventId> loose_;  ///< unmatched, or outside any stint
};

}  // namespace inmail::app
