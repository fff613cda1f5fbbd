#pragma once

#include "fold/by_account.hpp"
#include "fold/collector.hpp"
#include "inmail/app/reports/responses.hpp"
#include "inmail/core/posting.hpp"

namespace inmail::app {

/// The time in which messages are looked at, both ends inclusive.
struct Span {
    Instant from;
    Instant to;

    [[nodiscard]] bool holds(Instant t) const { return from <= t && t <= to; }
};

/// What a posting adds to the responses of the paid InMails sent in the span: one sent, or one of them answered by its end.
[[nodiscard]] inline Responses responses_of(const Posting& p, const Span& span) {
    if (p.kind == Posting::Kind::sent && span.holds(p.at)) return {1, 0};
    const bool answers_one = p.kind == Posting::Kind::replied && p.message.paid && span.holds(p.message.sent_at);
    if (answers_one && p.at <= span.to) return {0, 1};
    return {};
}

/// Each account's responses in a span, from postings as they come.
class ResponseTally {
  public:
    static constexpr PostingKinds kinds{Posting::Kind::sent, Posting::Kind::replied, Posting::Kind::reassigned};

    explicit ResponseTally(const Span& span) : span_(span) {}

    void on(const Posting& p) {
        by_account_.follow(p);
        const Responses part = responses_of(p, span_);
        if (part.sent + part.answered > 0) by_account_[p.account] += part;
    }
    [[nodiscard]] Responses of(AccountId account) const { return by_account_.of(account); }

  private:
    Span span_;
    ByAccount<Responses> by_account_;
};

}  // namespace inmail::app
