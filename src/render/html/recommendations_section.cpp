// What would waste fewer credits, each with its arithmetic and the command that shows it.

#include <fmt/format.h>

#include <string>
#include <variant>
#include <vector>

#include "inmail/text/shell_words.hpp"
#include "page_words.hpp"
#include "sections.hpp"
#include "tables/loss_words.hpp"
#include "words.hpp"

namespace inmail::render::html {
namespace {

using app::AccountUse;

constexpr const char* not_looked_at = "What else the plan offers is not looked at.";

struct Words {
    const char* kind{nullptr};  ///< for tests
    std::string advice;
    std::string saved;
    std::vector<std::string> arithmetic;
    std::string command;
};

std::string who(const app::AccountName& account) {
    return account.is_pool() ? "the pool " + account.name : person_or_typed(account);
}

std::string names_of(const std::vector<AccountUse>& uses) {
    constexpr std::size_t most_named = 3;
    std::vector<std::string> names;
    for (const AccountUse& use : uses) names.push_back(who(use.account));
    return names.size() <= most_named ? enumeration(names) : first_words(names, most_named);
}

std::string times(std::int64_t n, Credits each) {
    return fmt::format("{} \xc3\x97 {} = {}", grouped(n), grouped(each.value), grouped((each * n).value));
}

/// Writes the recommendations of one report.
class Writer {
  public:
    explicit Writer(const AuditSource& source)
        : made_(source.charts.recommendations), display_(source.display), months_(made_.rules.months) {}

    [[nodiscard]] Values write(const app::Recommendation& one) const {
        const Words words = std::visit([&](const auto& what) { return words_of(what, one.saved); }, one.what);
        Values::List arithmetic;
        for (const auto& line : words.arithmetic) arithmetic.push_back(Values().set("line", line));
        return Values()
            .set("kind", words.kind)
            .set("recommended", words.advice)
            .set("saved", words.saved)
            .set("arithmetic", std::move(arithmetic))
            .set("command", words.command);
    }

    /// "April to September"
    [[nodiscard]] std::string span() const { return fmt::format("{} to {}", month_name(made_.from), month_name(made_.to)); }

  private:
    [[nodiscard]] Words words_of(const app::GiveBackLicences& give, Credits saved) const {
        const AccountUse& use = give.use;
        const std::int64_t given = use.licences - give.enough;
        Words words{"licences", {}, saved_words(saved, money_of(use.price, given)), {most_words(use)}, audit_of(use.account)};
        if (use.most_sent() == 0) {
            words.advice = fmt::format("Give back {} of {}: no InMail was sent in the last {} months.",
                                       use.licences == 1 ? "the licence" : fmt::format("the {} licences", use.licences),
                                       who(use.account), months_);
        } else {
            words.advice = fmt::format("Give back {} of the {} licences of {}: {} would have covered the last {} months' most.",
                                       given, use.licences, who(use.account), give.enough, months_);
            if (use.account.is_pool() && use.senders > give.enough)
                words.advice += fmt::format(" But {} sent InMails from it.", grouped(use.senders, "seat"));
            words.arithmetic.push_back(fmt::format("{} {} {} credits a month; all {} bring {}.", grouped(give.enough, "licence"),
                                                   give.enough == 1 ? "brings" : "bring", times(give.enough, use.allowance),
                                                   use.licences, grouped((use.allowance * use.licences).value)));
        }
        if (use.price)
            words.arithmetic.push_back(fmt::format("A licence costs {} a month at the plan's price.", money_words(*use.price)));
        if (use.account.is_pool())
            words.arithmetic.push_back(fmt::format("{} sent InMails from it in these months; without a licence none can. {}",
                                                   grouped(use.senders, "seat"), not_looked_at));
        else
            words.arithmetic.emplace_back(not_looked_at);
        return words;
    }

    [[nodiscard]] Words words_of(const app::TakeSmallerPlan& take, Credits saved) const {
        const AccountUse& use = take.use;
        const app::SmallerPlan& smaller = *use.smaller;
        std::optional<Money> cheaper;
        if (use.price && smaller.price && use.price->currency == smaller.price->currency)
            cheaper = Money{use.price->minor - smaller.price->minor, use.price->currency};
        Words words{"plan", {}, saved_words(saved, money_of(cheaper, use.licences)), {most_words(use)}, audit_of(use.account)};
        words.advice = fmt::format("Move {} from {} to {}: its {} would have covered the last {} months' most.", who(use.account),
                                   use.plan, smaller.plan, grouped((smaller.allowance * use.licences).value, "credit"), months_);
        words.arithmetic.push_back(fmt::format("{} brings {} credits a month, {} brings {}.", use.plan,
                                               grouped((use.allowance * use.licences).value), smaller.plan,
                                               grouped((smaller.allowance * use.licences).value)));
        if (cheaper)
            words.arithmetic.push_back(fmt::format("A licence costs {} a month, and {} on the smaller plan.",
                                                   money_words(*use.price), money_words(*smaller.price)));
        words.arithmetic.emplace_back("What else differs between the plans is not looked at.");
        return words;
    }

    [[nodiscard]] Words words_of(const app::ShareWork& share, Credits saved) const {
        Words words{"share", {}, saved_words(saved, {}), {}, {}};
        words.advice = fmt::format("In {}, let {} write for {}, who {} running dry while they lose credits.", share.team,
                                   names_of(share.losing), names_of(share.dry), share.dry.size() == 1 ? "keeps" : "keep");
        for (const AccountUse& use : share.losing) {
            words.arithmetic.push_back(fmt::format("{} lost {} in the {} months, and never ran dry.", who(use.account),
                                                   grouped(lost_of(use).value, "credit"), months_));
        }
        Credits more;
        for (const AccountUse& use : share.dry) {
            std::vector<std::string> dry;
            for (std::size_t i = 0; i < use.months.size(); ++i) {
                if (use.months[i].ran_dry) dry.push_back(month_name(month_at(use, i)));
            }
            words.arithmetic.push_back(fmt::format("{} ran dry in {}.", who(use.account), enumeration(dry)));
            more += use.allowance;
        }
        words.arithmetic.push_back(fmt::format("Saved are the credits lost a month, at most as many as {} {} a month.",
                                               share.dry.size() == 1 ? "the dry seat" : "the dry seats",
                                               share.dry.size() == 1 ? "gets" : "get"));
        words.command = fmt::format("inmail audit --from {} --to {} --team {}", to_string(made_.from), to_string(made_.to),
                                    shell_word(share.team));
        return words;
    }

    [[nodiscard]] Words words_of(const app::SendInTime& send, Credits saved) const {
        const AccountUse& use = send.use;
        Words words{"send", {}, fmt::format("saves {}", grouped(saved.value, "credit")), {}, {}};
        const std::string name = use.account.is_pool() ? "The pool " + use.account.name : who(use.account);
        if (send.to_send == send.asked) {
            words.advice = fmt::format("{}: {}.", name, losing_words(use.ahead, display_));
        } else {
            words.advice = fmt::format("{}: send {} {}, as many as in the best month, and lose {} instead of {}.", name,
                                       grouped(send.to_send.value), deadline_words(send.too_late, display_),
                                       grouped((send.lost - saved).value), grouped(send.lost.value));
            words.arithmetic.push_back(
                fmt::format("All {} are kept if {} are sent.", grouped(send.lost.value, "credit"), grouped(send.asked.value)));
        }
        words.arithmetic.push_back(most_words(use));
        words.command = "inmail expiring " + shell_word(use.account.typed());
        return words;
    }

    [[nodiscard]] static Credits lost_of(const AccountUse& use) {
        Credits lost;
        for (const auto& month : use.months) lost += month.lost;
        return lost;
    }

    [[nodiscard]] Month month_at(const AccountUse& use, std::size_t i) const {
        return made_.to + (static_cast<int>(i) + 1 - static_cast<int>(use.months.size()));
    }

    /// "The most InMails in one of the months April to September: 87, in June."
    [[nodiscard]] std::string most_words(const AccountUse& use) const {
        const std::int64_t most = use.most_sent();
        std::string when;
        for (std::size_t i = 0; i < use.months.size() && most > 0; ++i) {
            if (use.months[i].sent == most) when = ", in " + month_name(month_at(use, i));
        }
        return fmt::format("The most InMails in one of the months {}: {}{}.", span(), grouped(most), when);
    }

    [[nodiscard]] static std::optional<Money> money_of(const std::optional<Money>& one, std::int64_t n) {
        if (!one || one->minor == 0) return std::nullopt;
        return Money{one->minor * n, one->currency};
    }

    /// "300 credits, about USD 1,800 a month"
    [[nodiscard]] static std::string saved_words(Credits saved, const std::optional<Money>& money) {
        std::string words = "saves " + grouped(saved.value, "credit");
        if (money) {
            app::MoneySums sums;
            sums.add(money->currency, money->minor);
            words += ", about " + whole_money_words(sums);
        }
        return words + " a month";
    }

    [[nodiscard]] std::string audit_of(const app::AccountName& account) const {
        return fmt::format("inmail audit --from {} --to {}{} {}", to_string(made_.from), to_string(made_.to),
                           account.is_pool() ? " --by-seat" : "", shell_word(account.typed()));
    }

    const app::Recommendations& made_;
    const Display& display_;
    int months_;
};

}  // namespace

void add_recommendations(Values& page, const AuditSource& source) {
    const Writer writer(source);
    Values::List list;
    for (const auto& one : source.charts.recommendations.list) list.push_back(writer.write(one));
    page.set("recommendations", std::move(list));
    page.set("recommended_count", source.charts.recommendations.rules.months);
    page.set("recommended_months", writer.span());
}

}  // namespace inmail::render::html
