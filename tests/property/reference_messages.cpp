#include "property/reference_messages.hpp"

#include <optional>
#include <tuple>

#include "property/calendar.hpp"

namespace reference {

Millis window_end(Millis sent_at, const Terms& terms) {
    if (terms.window_rule == "elapsed") return sent_at + terms.refund_window_days * day_ms;
    return midnight_of(date_of(sent_at)) + (terms.refund_window_days + 1) * day_ms - 1;
}

Mail* latest_to(Accounts& accounts, const Event& e, const std::function<bool(const Mail&)>& admits) {
    Mail* latest = nullptr;
    for (Mail& mail : accounts.mails) {
        if (mail.seat != e.seat || mail.prospect != e.prospect || mail.window_end < accounts.now || !admits(mail)) continue;
        if (!latest || std::tie(mail.sent_at, mail.key) > std::tie(latest->sent_at, latest->key)) latest = &mail;
    }
    return latest;
}

Mail* pending_that_it_answers(Accounts& accounts, const Event& e) {
    const auto in_thread = [&](const Mail& m) { return m.is == Mail::Is::pending && m.thread == e.thread; };
    const auto in_any = [](const Mail& m) { return m.is == Mail::Is::pending; };
    if (!e.thread.empty()) {
        if (Mail* mail = latest_to(accounts, e, in_thread)) return mail;
    }
    return latest_to(accounts, e, in_any);
}

void end_those_before(Accounts& accounts, const Mail& answered) {
    for (Mail& mail : accounts.mails) {
        const bool alike = mail.seat == answered.seat && mail.prospect == answered.prospect && mail.is == Mail::Is::pending;
        if (!alike || std::tie(mail.sent_at, mail.key) >= std::tie(answered.sent_at, answered.key)) continue;
        mail.is = Mail::Is::lapsed;
        ++accounts.accounts[mail.account].totals["lapsed"];
    }
}

void refund(Accounts& accounts, Mail& mail) {
    mail.is = Mail::Is::answered;
    Account& account = accounts.accounts[mail.account];
    const Terms& terms = accounts.terms_of(account);
    ++account.totals["refunded"];
    std::optional<Millis> expires_at = accounts.after(terms.expiry_days);
    if (terms.refund_expiry == "original" && mail.spent) expires_at = mail.spent->expires_at;
    if (expires_at && *expires_at <= accounts.now) {
        ++account.totals["expired"];  // refunded and expired at once
        return;
    }
    accounts.add(account, "refund", expires_at, 1);
}

}  // namespace reference
