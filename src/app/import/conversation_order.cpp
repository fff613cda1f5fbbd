#include "import/conversation_order.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <utility>

namespace inmail::app {
namespace {

/// A message in its conversation.
struct Turn {
    Instant at;
    EventKind kind{EventKind::send};
    ArchivedMessage* archived{nullptr};  ///< null: an ordinary message, which the ledger lacks
    std::int64_t line{0};                ///< of the archive; 0: it lacks the message
    bool is_ordinary{false};             ///< to the archive
    bool has_only_date{false};
    bool counts{false};  ///< as an InMail, or an answer to one
};

class ConversationOrder {
  public:
    ConversationOrder(std::vector<ArchivedMessage>& all, const std::set<std::int64_t>& dates_only) : dates_only_(dates_only) {
        for (ArchivedMessage& archived : all) {
            if (archived.earlier != nullptr && !archived.earlier->thread.empty()) add_known(archived, *archived.earlier);
            if (archived.by_date != nullptr) turns_[archived.mail->thread];
            const bool is_known_mail = archived.mail != nullptr && archived.is_in_force() && !archived.mail->thread.empty();
            if (is_known_mail) turns_[archived.mail->thread];
        }
        for (ArchivedMessage& archived : all) {
            if (archived.mail != nullptr) add_mail(archived);
        }
    }

    void add(const io::OrdinaryMessages& ordinary) {
        const auto conversation = turns_.find(ordinary.thread);
        if (conversation == turns_.end()) return;
        for (const auto& message : ordinary.messages) {
            // Others of that date may come before it.
            if (dates_only_.count(message.line) != 0) continue;
            const auto known = known_.find(io::key_of_message(ordinary.thread, message.at, message.kind));
            if (known == known_.end()) {
                conversation->second.push_back({message.at, message.kind, nullptr, message.line, true});
                continue;
            }
            auto& turns = conversation->second;
            const auto turn = std::find_if(turns.begin(), turns.end(), [&](auto& t) { return t.archived == known->second; });
            if (turn == turns.end()) continue;
            turn->line = message.line;
            turn->is_ordinary = true;
        }
    }

    std::vector<KnownOrdinary> run() {
        for (auto& [thread, turns] : turns_) {
            const bool is_in_archive = std::any_of(turns.begin(), turns.end(), [](const Turn& turn) { return turn.line != 0; });
            // There is no send: somebody took it back.
            const bool has_send =
                std::any_of(turns.begin(), turns.end(), [](const Turn& turn) { return turn.kind == EventKind::send; });
            if (thread.empty() || !is_in_archive || !has_send) continue;
            count(turns);
            mark(turns, guessed_.count(thread) != 0);
        }
        return std::move(ordinary_);
    }

  private:
    void add_known(ArchivedMessage& archived, const KnownMessage& earlier) {
        turns_[earlier.thread].push_back({earlier.at, earlier.kind, &archived, 0, false, earlier.has_only_date});
        known_.emplace(first_of_family(earlier.key), &archived);
    }

    void add_mail(ArchivedMessage& archived) {
        const auto conversation = turns_.find(archived.mail->thread);
        // The event in place of a replaced mail counts as the mail.
        const bool is_replaced = archived.standing.what == KeyStanding::What::replaced;
        if (conversation == turns_.end() || is_replaced) return;
        const Instant at = archived.is_in_force() ? archived.standing.event->at : archived.mail->at;
        const bool says_only_date = dates_only_.count(archived.mail->line) != 0;
        const bool has_only_date = archived.is_new() && says_only_date;
        if (says_only_date && archived.is_in_force() && archived.standing.event->thread.empty())
            guessed_.insert(conversation->first);
        conversation->second.push_back({at, archived.mail->kind, &archived, archived.mail->line, false, has_only_date});
    }

    static void count(std::vector<Turn>& turns) {
        const auto before = [](const Turn& a, const Turn& b) {
            return std::tuple(a.at, a.kind != EventKind::send, a.line) < std::tuple(b.at, b.kind != EventKind::send, b.line);
        };
        std::stable_sort(turns.begin(), turns.end(), before);
        // An answer with only a date comes after that date's send.
        for (Turn& turn : turns) {
            if (!turn.has_only_date || turn.kind == EventKind::send) continue;
            for (const Turn& send : turns) {
                if (send.kind == EventKind::send && day_of(send.at) == day_of(turn.at)) turn.at = std::max(turn.at, send.at);
            }
        }
        std::stable_sort(turns.begin(), turns.end(), before);
        bool they_wrote = false;
        std::int64_t unanswered = 0;
        for (Turn& turn : turns) {
            if (turn.kind == EventKind::send) {
                turn.counts = turn.archived != nullptr && !they_wrote;
                if (turn.counts) ++unanswered;
                continue;
            }
            they_wrote = true;
            turn.counts = unanswered > 0;
            if (turn.counts) --unanswered;
        }
    }

    /// `is_guessed`: then nothing that the ledger has becomes ordinary.
    void mark(std::vector<Turn>& turns, bool is_guessed) {
        std::int64_t first_of_theirs = 0;
        std::vector<Turn*> lost_answers;  // of earlier archives
        std::vector<Turn*> kept_answers;  // likewise, not in this archive
        std::vector<Turn*> new_answers;
        std::vector<Turn*> late_answers;  // new to the ledger, but ordinary
        for (Turn& turn : turns) {
            if (turn.kind != EventKind::send && first_of_theirs == 0) first_of_theirs = turn.line;
            const bool is_open = turn.archived != nullptr && (turn.archived->is_new() || turn.archived->is_in_force());
            if (!is_open) continue;
            if (turn.line == 0) turn.line = first_of_theirs;
            if (is_guessed && !turn.archived->is_new()) continue;
            if (turn.kind == EventKind::send) {
                if (!turn.counts) mark_ordinary(turn);
            } else if (turn.archived->is_new()) {
                (turn.counts ? new_answers : late_answers).push_back(&turn);
            } else if (!turn.counts) {
                lost_answers.push_back(&turn);
            } else if (turn.archived->earlier != nullptr) {
                kept_answers.push_back(&turn);
            }
        }
        pair(new_answers, lost_answers);
        pair(late_answers, kept_answers);
        for (std::size_t i = new_answers.size(); i < lost_answers.size(); ++i) mark_ordinary(*lost_answers[i]);
        for (std::size_t i = kept_answers.size(); i < late_answers.size(); ++i) mark_ordinary(*late_answers[i]);
    }

    static void pair(const std::vector<Turn*>& archived, const std::vector<Turn*>& known) {
        for (std::size_t i = 0; i < std::min(archived.size(), known.size()); ++i)
            archived[i]->archived->other_answer = known[i]->archived;
    }

    void mark_ordinary(Turn& turn) {
        if (turn.archived->is_new())
            turn.archived->is_ordinary = true;
        else
            ordinary_.push_back({turn.archived, turn.line});
    }

    const std::set<std::int64_t>& dates_only_;
    std::map<std::string, std::vector<Turn>> turns_;  ///< by thread
    std::set<std::string> guessed_;  ///< threads of which a date alone tells a message: of that day it may be another
    std::map<std::string, ArchivedMessage*> known_;  ///< by family of keys
    std::vector<KnownOrdinary> ordinary_;
};

}  // namespace

std::vector<KnownOrdinary> order_conversations(std::vector<ArchivedMessage>& all,
                                               const std::vector<io::OrdinaryMessages>& ordinary,
                                               const std::set<std::int64_t>& dates_only) {
    ConversationOrder order(all, dates_only);
    for (const io::OrdinaryMessages& messages : ordinary) order.add(messages);
    return order.run();
}

}  // namespace inmail::app
