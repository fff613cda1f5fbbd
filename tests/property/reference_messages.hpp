#pragma once

#include <functional>

#include "property/reference_accounts.hpp"

namespace reference {

/// Whether a send is an InMail that costs a credit.
[[nodiscard]] inline bool is_paid(const Event& e) { return e.channel.empty() || e.channel == "inmail"; }

/// Section 4, window.
[[nodiscard]] Millis window_end(Millis sent_at, const Terms& terms);

/// Section 4, reply: the latest message, by instant and then key, that `admits` lets through; null if there is none.
[[nodiscard]] Mail* latest_to(Accounts& accounts, const Event& e, const std::function<bool(const Mail&)>& admits);

/// Section 4, reply: in whichever account it is pending, and only in the reply's thread if a pending InMail has it.
[[nodiscard]] Mail* pending_that_it_answers(Accounts& accounts, const Event& e);

/// Section 4, repeat_refund.
void end_those_before(Accounts& accounts, const Mail& answered);

/// Section 4, refund_expiry.
void refund(Accounts& accounts, Mail& mail);

}  // namespace reference
