#include "subject.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "inmail/app/handovers.hpp"
#include "inmail/app/reports/pending.hpp"
#include "inmail/chain/prospect_key.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/io/money.hpp"
#include "inmail/render/errors.hpp"
#include "inmail/render/messages.hpp"
#include "inmail/text/shell_words.hpp"
#include "inmail/text/suggestion.hpp"
#include "inmail/text/terminal.hpp"
#include "names.hpp"

namespace inmail::cli {
namespace {

bool is_known(const std::string& word, const std::vector<std::string>& seats) {
    const auto handle = parse_handle(word);
    return handle && std::binary_search(seats.begin(), seats.end(), *handle);
}

/// A seat that is named nowhere: from the environment, the config file, or because the ledger has no other.
struct Default {
    std::string handle;
    std::string from;  ///< empty: the ledger's only seat
};

/// A default that is not a seat of this ledger is an error, like a mistyped argument.
std::string require_default(const Default& found, const std::vector<std::string>& seats) {
    if (found.from.empty()) return found.handle;
    if (is_known(found.handle, seats)) return *parse_handle(found.handle);
    throw InputError(fmt::format("{}: '{}' is not a seat of this ledger{}", found.from, for_terminal(found.handle),
                                 did_you_mean(found.handle, seats)),
                     "give the seat as the first argument, or correct the setting");
}

std::optional<Default> find_default(Session& session) {
    const auto set = session.settings().find("seat");
    if (!set.value.empty()) return Default{set.value, set.where};
    const auto current = app::current_seats(session.store(), session.now());
    if (current.size() == 1) return Default{current.front(), {}};
    return std::nullopt;
}

bool may_be(Rest rest, const std::string& word) {
    switch (rest) {
        case Rest::nothing:
            return false;
        case Rest::amount:
            return !word.empty() && std::string_view("+-0123456789").find(word.front()) != std::string_view::npos;
        case Rest::prospects:
            return true;
    }
    return false;
}

[[noreturn]] void refuse_nameless(Session& session) {
    const auto seats = app::current_seats(session.store(), session.now());
    constexpr std::size_t shown = 5;
    std::string known;
    for (std::size_t i = 0; i < std::min(shown, seats.size()); ++i) known += (i == 0 ? "" : ", ") + for_terminal(seats[i]);
    if (seats.size() > shown) known += ", ...";
    throw UsageError("the seat is missing, and the ledger has no default",
                     known.empty() ? "`inmail subscribe SEAT --plan PLAN` records the first one"
                                   : fmt::format("name it ({}) or set INMAIL_SEAT", known));
}

/// Refuses a prospect without a seat if several seats may be meant, and names those whose InMails to the prospect are
/// unanswered. Returns if it is not a known prospect.
void refuse_prospect_alone(Session& session, const std::string& word) {
    const auto spellings = spellings_named(session, word);
    if (spellings.empty()) return;
    app::ReportQuery query{session.now(), std::nullopt, {}};
    query.prospects = spellings;
    std::set<std::string> seats;
    app::pending(session.store(), query).rows.each([&seats](const auto& row) { seats.insert(row.seat); });
    refuse_missing_seat(to_string(EventKind::send), spellings.front(), word, seats);
}

/// The seat whose display name stands first. Of people, only a whole name of several words is the seat's: a single word is a
/// prospect, and the only word is one, too.
std::optional<NamedSeat> seat_by_name(Session& session, const std::vector<std::string>& words, Rest rest) {
    if (words.empty()) return std::nullopt;
    if (rest != Rest::prospects)
        return may_be(rest, words.front()) ? std::nullopt : named_seat(session, words.front(), DisplayName::part);
    if (words.size() < 2 || words.front().find(' ') == std::string::npos) return std::nullopt;
    return named_seat(session, words.front(), DisplayName::whole);
}

std::vector<std::string> from(const std::vector<std::string>& words, std::ptrdiff_t first) {
    return {words.begin() + first, words.end()};
}

}  // namespace

std::optional<SeatId> default_seat(Session& session) {
    const auto found = find_default(session);
    if (!found) return std::nullopt;
    return seat_named(session, require_default(*found, session.store().subscribed(AccountId::Kind::seat)));
}

void refuse_missing_seat(std::string_view command, const std::string& prospect, const std::string& typed,
                         const std::set<std::string>& seats) {
    std::string ways;
    for (const auto& seat : seats) {
        ways += fmt::format("{}`inmail {} {} {}`", ways.empty() ? "" : " or ", command, for_terminal(seat),
                            for_terminal(shell_word(typed)));
    }
    throw UsageError(fmt::format("the seat is missing for '{}', and the ledger has no default", for_terminal(prospect)),
                     ways.empty() ? "name the seat before the prospect" : "name the seat before the prospect: " + ways);
}

bool has_seat(Session& session, const std::vector<std::string>& words) {
    const auto handle = parse_handle(words.empty() ? std::string() : words.front());
    if (handle && session.store().find_seat(*handle)) return true;
    if (find_default(session)) return true;
    return seat_by_name(session, words, Rest::prospects).has_value();
}

Subject subject_of(Session& session, const std::vector<std::string>& words, const std::optional<std::string>& pool, Rest rest) {
    if (pool) return {{}, handle_of(*pool), words};
    Store& store = session.store();
    if (!words.empty()) {
        const auto handle = parse_handle(words.front());
        if (handle && store.find_seat(*handle)) return {*handle, {}, from(words, 1)};
    }
    if (const auto named = seat_by_name(session, words, rest)) {
        say_named_seat(session, words.front(), *named);
        return {named->handle, {}, from(words, 1)};
    }

    const auto seats = store.subscribed(AccountId::Kind::seat);
    const bool first_is_rest = !words.empty() && may_be(rest, words.front());
    const auto found = find_default(session);
    const bool amount_alone = rest == Rest::amount && first_is_rest && words.size() == 1;
    const bool could_be_seat = !words.empty() && parse_handle(words.front());
    const bool names_an_unknown_seat = could_be_seat && !amount_alone && (!first_is_rest || !found || rest == Rest::amount);
    if (names_an_unknown_seat && rest == Rest::prospects && words.size() == 1) refuse_prospect_alone(session, words.front());
    // Of two words or more, one that resembles a seat's handle was meant as one: refuse it rather than log it as a prospect.
    const bool nearly_a_seat = could_be_seat && words.size() > 1 && nearest(words.front(), seats).has_value();
    if (names_an_unknown_seat || nearly_a_seat) static_cast<void>(seat_named(session, words.front()));
    if (!found) refuse_nameless(session);
    return {require_default(*found, seats), {}, words};
}

Subject subject_of_plan_change(Session& session, const std::vector<std::string>& words, const std::optional<std::string>& pool,
                               bool pool_alone) {
    Subject subject;
    if (pool) subject.pool = handle_of(*pool);
    if (!words.empty()) {
        subject.seat = handle_of(words.front());
        subject.rest = from(words, 1);
        return subject;
    }
    if (pool_alone) return subject;
    const auto found = find_default(session);
    if (!found) refuse_nameless(session);
    subject.seat = handle_of(found->handle);
    return subject;
}

void follow_handovers(Session& session, std::vector<AccountId>& accounts, Instant as_of, std::optional<Instant> known_at) {
    for (const auto& step : app::follow_handovers(session.store(), accounts, as_of, known_at))
        session.say(render::words_of(step, session.display()));
}

Credits amount_of(const std::string& typed) {
    const auto amount = io::parse_amount(typed);
    if (!amount) throw InputError(render::flaw_words(amount.flaw()));
    return *amount;
}

}  // namespace inmail::cli
