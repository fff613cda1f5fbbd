#include "inmail/app/picture.hpp"

#include <algorithm>
#include <map>

#include "inmail/core/errors.hpp"
#include "message_log.hpp"
#include "months.hpp"
#include "report_parts.hpp"

namespace inmail::app {
namespace {

constexpr std::int32_t months_shown = 12;
/// A lot of the plans that ship lives 90 days at most; this covers three whole months.
constexpr std::int64_t days_ahead = 92;

/// The last months up to the audit's end, and in any case its own; none before the ledger began.
std::vector<Month> months_of(Store& store, const AuditReport& report) {
    const Month first = std::max(std::min(report.from, report.to + (1 - months_shown)), first_month(store));
    std::vector<Month> months;
    for (Month month = first; month <= report.to; month = month + 1) months.push_back(month);
    return months;
}

std::optional<AuditPicture::Standing> standing_of(const AccountState& state) {
    if (!state.active) return std::nullopt;
    const std::int64_t seats = state.account.is_pool() ? state.members : 1;
    return AuditPicture::Standing{state.available, state.terms->allowance * seats, state.terms->cap * seats};
}

/// Sorts the credits that leave by what became of them, month by month.
class Fates {
  public:
    Fates(Month first, Instant end) : first_(start_of(first)), messages_({first_, end}) {}

    void on(const Posting& p) {
        if (p.at < first_) return;
        messages_.on(p);
        if (p.kind == Posting::Kind::consumed) taken_[place_of(p.account, p.at)] += p.amount;
        if (p.kind == Posting::Kind::expired) fates_[place_of(p.account, p.at)].expired += p.amount;
        if (p.kind == Posting::Kind::zeroed) fates_[place_of(p.account, p.at)].zeroed += p.amount;
        const bool is_forfeit = p.kind == Posting::Kind::withheld || p.kind == Posting::Kind::trimmed;
        if (is_forfeit) fates_[place_of(p.account, p.at)].forfeited += p.amount;
    }

    /// After the fold: a credit counts for the month that spent it, whenever it came back.
    void settle() {
        for (const auto& [event, message] : messages_.messages()) {
            if (message.spent) fates_[place_of(message.account, message.sent_at)].used += Credits{1};
        }
        for (const auto& [place, taken] : taken_) fates_[place].came_back = taken - fates_[place].used;
    }

    [[nodiscard]] Fate in(AccountId account, Month month) const {
        const auto it = fates_.find({account, month});
        return it == fates_.end() ? Fate{} : it->second;
    }

  private:
    using Place = std::pair<AccountId, Month>;
    static Place place_of(AccountId account, Instant t) { return {account, month_of(day_of(t))}; }

    Instant first_;
    MessageLog messages_;
    std::map<Place, Credits> taken_;
    std::map<Place, Fate> fates_;
};

/// The picture and the report are two readings of one fold.
void check(const AuditPicture& picture, const AuditReport& report) {
    ensure(picture.accounts.size() == report.rows.size(), "a picture shows the accounts of its report");
    for (std::size_t i = 0; i < report.rows.size(); ++i) {
        const AuditRow& row = report.rows[i];
        const Fate& fate = picture.accounts[i].fate;
        ensure(picture.accounts[i].account == row.account, "a picture shows the accounts of its report in their order");
        ensure(fate.used == row.spent && fate.used + fate.came_back == row.flow.consumed && fate.expired == row.flow.expired &&
                   fate.forfeited == row.flow.forfeited && fate.zeroed == row.flow.zeroed,
               "what left an account left it in the picture too");
    }
}

}  // namespace

Fate& Fate::operator+=(const Fate& other) {
    used += other.used;
    came_back += other.came_back;
    expired += other.expired;
    forfeited += other.forfeited;
    zeroed += other.zeroed;
    return *this;
}

AuditPicture picture(Store& store, const View& view, const AuditReport& report) {
    AuditPicture picture;
    picture.months = months_of(store, report);

    View until_the_end = view;
    until_the_end.as_of = report.as_of;
    Fates fates(picture.months.front(), report.as_of);
    Collector collector([&](const Posting& p) { fates.on(p); });
    Books books(store, until_the_end, &collector, start_of(picture.months.front()));

    std::map<AccountId, std::vector<std::optional<AuditPicture::Standing>>> standings;
    std::size_t ended = 0;
    const auto stand = [&] {
        for (const auto& state : books.reconciler().accounts()) {
            auto& months = standings[state.account];
            months.resize(ended);  // an account that came later has a gap before it
            months.push_back(standing_of(state));
        }
        ++ended;
    };
    std::vector<Instant> month_ends;
    for (const Month month : picture.months) {
        if (month != report.to) month_ends.push_back(end_of(month));
    }
    books.fold_to(month_ends, [&](Instant) { stand(); });
    stand();
    fates.settle();

    for (const auto& [name, state] : books.listed()) {
        AuditPicture::Account account{name, standings[state.account], {}, {}};
        for (const Month month : picture.months) {
            account.fates.push_back(fates.in(state.account, month));
            if (month >= report.from) account.fate += account.fates.back();
        }
        picture.accounts.push_back(std::move(account));
    }
    check(picture, report);
    picture.coming = forecast(store, until_the_end, days(days_ahead));
    return picture;
}

}  // namespace inmail::app
