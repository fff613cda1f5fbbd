#pragma once

#include <map>
#include <vector>

#include "inmail/app/record.hpp"
#include "inmail/core/errors.hpp"

namespace inmail::app {

/// Watches a fold for what a command's own events do: the source of every sentence about them, and of every refusal.
class Judge : public Observer {
  public:
    /// What one new event did, before names are put to it.
    struct Finding {
        std::optional<AccountId> account;
        Credits change;
        bool refunded{false};
        std::optional<Instant> refundable_until;
        EventId answered;  ///< the message that a reply or bounce answered
        std::vector<Posting::Kind> anomalies;
        bool repeat_is_refused{false};     ///< by the terms in force then
        std::optional<Credits> observed_with;  ///< of an observe: what the account held
    };

    /// `books` is asked for the terms in force; set it before the fold.
    void watch(EventId id) { findings_[id]; }
    void set_books(const Books& books) { books_ = &books; }
    void on(const Posting& posting) override;

    [[nodiscard]] const Finding& of(EventId id) const { return findings_.at(id); }

    /// What the account is granted at its first refresh after the watched fold (RULES section 4), if time was let pass.
    struct NextGrant {
        Instant at;
        Credits granted;
    };
    void expect_refresh(AccountId account, Instant after) { expected_ = {account, after}; }
    [[nodiscard]] const std::optional<NextGrant>& next_grant() const { return next_grant_; }

  private:
    const Books* books_{nullptr};
    std::map<EventId, Finding> findings_;
    std::optional<std::pair<AccountId, Instant>> expected_;
    std::optional<NextGrant> next_grant_;
};

/// The refusal of an event with this finding, in words; nothing where the rules have nothing against it.
[[nodiscard]] std::optional<Refusal> refusal_of(Store& store, const EventRecord& event, const Judge::Finding& finding, Judge& judge,
                                                Books& books);

}  // namespace inmail::app
