#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "inmail/store/event_of.hpp"
#include "inmail/store/foreseen.hpp"
#include "inmail/store/reader.hpp"
#include "inmail/store/server_ledger.hpp"
#include "postgres/connection.hpp"
#include "postgres/head.hpp"

namespace inmail::store::postgres {

/// The answers to what a command will ask. The questions travel in one flight, so they find accounts, people and their events by
/// name, before any id is known. All other functions answer a question of the store that has their name, or give none if it was
/// not foreseen.
class ForeseenAnswers {
  public:
    /// `earlier`: those of the session's last snapshot; null: none.
    ForeseenAnswers(const Foreseen& foreseen, const ForeseenAnswers* earlier);
    ForeseenAnswers(const ForeseenAnswers&) = delete;
    ForeseenAnswers& operator=(const ForeseenAnswers&) = delete;

    [[nodiscard]] std::vector<Question> questions() const;
    /// Takes the answers to the questions, the last ones of a flight. Throws DamagedLedger.
    void take(const std::vector<Answer>& flight);

    /// Whether `look_for_news` may do instead of asking everything anew. Not for a rep: what it sees of others' events changes
    /// with its own.
    [[nodiscard]] bool can_be_updated() const { return events_.has_value() && !pending_text_.has_value(); }
    /// From now on, the questions are about what was recorded since the answers.
    void look_for_news(Instant now);
    /// Whether the news were such that the answers could be brought up to date. If not, ask everything anew.
    [[nodiscard]] bool are_current() const { return are_current_; }

    /// The type `reading` of migrations/postgres/0002_append.sql, as JSON: what the answers show. `more_keys`: of events that the
    /// write asked for by itself, or will record.
    [[nodiscard]] std::string reading(const std::vector<std::string>& more_keys) const;

    [[nodiscard]] const Head& head() const { return head_; }
    [[nodiscard]] LedgerExtent extent() const { return extent_of(head_); }
    [[nodiscard]] std::optional<std::vector<std::uint32_t>> ids_of(NameKind kind, const std::vector<std::string>& names) const;
    [[nodiscard]] std::optional<std::vector<std::string>> names_of(NameKind kind, const std::vector<std::uint32_t>& ids) const;
    [[nodiscard]] const std::optional<std::vector<std::string>>& subscribed_seats() const { return subscribed_; }
    /// All that are known now.
    [[nodiscard]] const std::vector<StoredTerms>& terms() const { return terms_; }
    /// False: not foreseen.
    [[nodiscard]] bool read(const Scope& scope, std::size_t about,
                            const std::function<void(const std::vector<const Event*>&)>& each) const;
    [[nodiscard]] const std::optional<std::vector<AccountLink>>& links() const { return links_; }
    [[nodiscard]] std::optional<std::vector<std::optional<RecordedEvent>>> find_events(
        const std::vector<std::string>& keys) const;
    [[nodiscard]] std::optional<std::vector<std::optional<RecordedEvent>>> find_events(const std::vector<EventId>& ids) const;
    [[nodiscard]] std::optional<std::vector<RecordedEvent>> messages_with(ProspectId prospect, Instant until) const;
    [[nodiscard]] std::optional<std::optional<Instant>> latest_send(SeatId seat, ProspectId prospect, Instant from,
                                                                    Instant until) const;
    [[nodiscard]] std::optional<std::vector<std::string>> spellings_of(const std::string& key) const;
    [[nodiscard]] std::optional<std::vector<PendingWith>> pending_out_of_sight(const std::string& prospect) const;

  private:
    /// A question, and what keeps its answer.
    struct Step {
        Question question;
        std::function<void(const Answer&)> keep;
    };

    void keep_terms(const Answer& answer);
    void keep_accounts(const Answer& answer);
    void keep_events(const Answer& answer);
    void keep_prospects(const Answer& answer);
    void keep_records(const Answer& answer);
    void keep_record(RecordedEvent event, ProspectId prospect);
    void keep_head(const Answer& answer);
    void keep_news(const Answer& answer);
    /// Adds an event that is new. False: it changes more than the account's and the person's events.
    [[nodiscard]] bool keep_new(const RecordedEvent& event, const RecordIds& ids);
    void ask(Question question, std::function<void(const Answer&)> keep);
    [[nodiscard]] bool has_asked_for(const std::string& name) const { return names_.count(name) != 0; }

    std::set<std::string> names_, keys_;
    std::vector<Step> steps_;
    bool are_current_{true};

    Head head_;
    std::vector<StoredTerms> terms_;
    std::map<std::pair<NameKind, std::string>, std::uint32_t> ids_by_name_;
    std::map<std::pair<NameKind, std::uint32_t>, std::string> names_by_id_;
    std::map<AccountId, std::int64_t> groups_;                           ///< one number for accounts that are linked
    std::optional<std::vector<std::pair<std::int64_t, Event>>> events_;  ///< by group, in the fold's order; none: too many
    std::map<EventId, RecordedEvent> records_;                           ///< those that name one of the prospects
    std::map<ProspectId, std::vector<const RecordedEvent*>> records_with_;
    std::map<std::string, RecordedEvent> found_;  ///< by key
    std::map<std::string, std::vector<std::string>> spellings_;
    std::map<std::string, std::vector<PendingWith>> pending_;
    std::optional<std::vector<std::string>> subscribed_;
    std::optional<std::vector<AccountLink>> links_;
    std::optional<std::string> pending_text_;  ///< of a rep
};

}  // namespace inmail::store::postgres
