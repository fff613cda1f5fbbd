#include "names.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "inmail/app/faults.hpp"
#include "inmail/app/names.hpp"
#include "inmail/app/plan_names.hpp"
#include "inmail/app/seat_people.hpp"
#include "inmail/app/spellings.hpp"
#include "inmail/chain/prospect_key.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/io/when.hpp"
#include "inmail/render/errors.hpp"
#include "inmail/text/shell_words.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/suggestion.hpp"
#include "inmail/text/terminal.hpp"
#include "inmail/text/unicode.hpp"

namespace inmail::cli {

namespace {

std::string joined(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, " ")); }

/// A time in place of a name was meant for an option.
void refuse_time(const std::string& typed) {
    if (!io::reads_as_when(typed)) return;
    throw InputError(fmt::format("'{}' is a time, not a seat", for_terminal(typed)),
                     "give a time with its option: --at, --as-of, --since or --within");
}

[[noreturn]] void refuse_several_seats(const std::string& typed, const app::SeatPeople& people,
                                       const std::vector<std::string>& handles) {
    std::string list;
    for (const auto& handle : handles)
        list += fmt::format("{}{} ({})", list.empty() ? "" : ", ", for_terminal(handle), for_terminal(people.at(handle)));
    throw InputError(fmt::format("'{}' may be several seats: {}", for_terminal(typed), list), "name one by its handle");
}

/// A team in place of an account was meant for --team.
void refuse_team(Session& session, const std::string& typed) {
    const auto team = app::team_named(session.store(), session.now(), typed);
    if (!team) return;
    throw InputError(fmt::format("'{}' is a team, not a seat", for_terminal(typed)),
                     fmt::format("--team {} narrows a report to it", for_terminal(shell_word(*team))));
}

/// The seat whose display name the words are, or a part of it; says so. None: no seat's name fits.
std::optional<SeatId> seat_of_person(Session& session, const std::string& typed) {
    const auto seat = named_seat(session, typed, DisplayName::part);
    if (!seat) return std::nullopt;
    say_named_seat(session, typed, *seat);
    return session.store().find_seat(seat->handle);
}

}  // namespace

std::optional<NamedSeat> named_seat(Session& session, const std::string& typed, DisplayName how_much) {
    const auto people = app::seat_people(session.store(), session.now());
    auto handles = app::seats_of_person(people, typed);
    if (how_much == DisplayName::whole) {
        const auto is_part = [&](const std::string& handle) {
            return canonical_name(people.at(handle)) != canonical_name(typed);
        };
        handles.erase(std::remove_if(handles.begin(), handles.end(), is_part), handles.end());
    }
    if (handles.empty()) return std::nullopt;
    if (handles.size() > 1) refuse_several_seats(typed, people, handles);
    return NamedSeat{handles.front(), people.at(handles.front())};
}

void say_named_seat(const Session& session, const std::string& typed, const NamedSeat& seat) {
    session.say(fmt::format("'{}' is {} ({})", for_terminal(typed), for_terminal(seat.handle), for_terminal(seat.person)));
}

AccountId account_named(Session& session, const std::string& typed) {
    constexpr std::string_view pool_prefix = "pool:";
    const std::string_view word = trim(typed);
    const bool is_pool = begins_with(to_lower_latin1(word), pool_prefix);
    const auto name = parse_handle(is_pool ? word.substr(pool_prefix.size()) : word);
    Store& store = session.store();
    const auto seat = is_pool || !name ? std::nullopt : store.find_seat(*name);
    if (seat) return AccountId::of(*seat);
    const auto pool = is_pool || !name ? std::nullopt : store.find_pool(*name);
    if (pool) return AccountId::of(*pool);
    if (!is_pool) {
        if (const auto of_person = seat_of_person(session, std::string(word))) return AccountId::of(*of_person);
    }
    if (!name) {
        refuse_time(typed);
        throw InputError(fmt::format("cannot read '{}' as an account: {}", for_terminal(typed), render::flaw_words(name.flaw())),
                         "name a seat (ana) or a pool (pool:acme)");
    }
    if (is_pool) return AccountId::of(app::require_pool(store, *name));
    refuse_time(typed);
    refuse_team(session, std::string(word));
    return app::require_account(store, *name);
}

std::vector<AccountId> accounts_named(Session& session, const std::vector<std::string>& typed) {
    for (auto first = typed.begin(); typed.end() - first > 1; ++first) {
        const auto handle = parse_handle(*first);
        const bool is_known = handle && (session.store().find_seat(*handle) || session.store().find_pool(*handle));
        if (!is_known) refuse_time(joined({first, typed.end()}));
    }
    std::vector<AccountId> accounts;
    for (const auto& word : typed) {
        const AccountId account = account_named(session, word);
        if (std::find(accounts.begin(), accounts.end(), account) == accounts.end()) accounts.push_back(account);
    }
    return accounts;
}

SeatId seat_named(Session& session, const std::string& typed) {
    const auto handle = parse_handle(typed);
    if (!handle || !session.store().find_seat(*handle)) refuse_time(typed);
    return app::require_seat(session.store(), handle_of(typed));
}

SeatId seat_or_person_named(Session& session, const std::string& typed) {
    const auto handle = parse_handle(typed);
    if (handle) {
        if (const auto seat = session.store().find_seat(*handle)) return *seat;
    }
    if (const auto seat = seat_of_person(session, typed)) return *seat;
    return seat_named(session, typed);
}

std::pair<RulebookId, std::optional<Edition>> rulebook_named(Session& session, const std::string& typed) {
    const std::size_t at = typed.rfind('@');
    if (at == std::string::npos) return {app::require_rulebook(session.store(), handle_of(typed)), std::nullopt};
    const auto number = whole_number(std::string_view(typed).substr(at + 1));
    if (!number)
        throw InputError(fmt::format("cannot read '{}' as a rulebook's edition", for_terminal(typed)),
                         "name a rulebook and a number, such as linkedin@1");
    const std::string rulebook = at > 0 ? handle_of(typed.substr(0, at)) : std::string();
    const Edition edition = app::require_edition(session.store(), rulebook, *number);
    return {edition.rulebook, edition};
}

namespace {

/// A normalised prospect key.
std::string prospect_of(const std::string& typed) {
    const auto key = prospect_key(typed);
    if (key) return *key;
    const std::string why = render::flaw_words(key.flaw());
    throw InputError(key.flaw().given.empty() ? fmt::format("cannot record '{}': {}", for_terminal(typed), why) : why,
                     "give a profile's URL or a name");
}

}  // namespace

std::vector<std::string> spellings_named(Session& session, const std::string& typed) {
    const auto key = prospect_key(typed);
    const auto first = first_prospect_key(typed);
    if (!key && !first) return {};
    return app::spellings_of(session.store(), key ? *key : *first, first ? *first : std::string());
}

std::vector<ProspectId> prospects_named(Session& session, const std::string& typed) {
    const auto spellings = spellings_named(session, typed);
    std::vector<ProspectId> prospects;
    for (const auto& spelling : spellings) prospects.push_back(app::require_prospect(session.store(), spelling));
    if (prospects.empty()) prospects.push_back(app::require_prospect(session.store(), prospect_of(typed)));
    return prospects;
}

app::TypedPerson typed_person(Session& session, const std::string& typed) {
    app::TypedPerson person;
    person.text = typed;
    person.key = prospect_key(typed) ? *prospect_key(typed) : std::string();
    person.spellings = spellings_named(session, typed);
    person.is_address = key_of_address(typed).has_value();
    return person;
}

EventId event_named(Session& session, const std::string& key) { return app::require_event(session.store(), key); }

std::vector<EventId> events_named(Session& session, const std::vector<std::string>& typed) {
    Store& store = session.store();
    std::vector<EventId> events;
    std::vector<std::string> people;
    const auto handle = parse_handle(typed.empty() ? std::string() : typed.front());
    if (handle && store.find_seat(*handle) && !app::find_event(store, typed.front())) {
        const std::string shown = for_terminal(typed.front());
        if (typed.size() == 1)
            throw UsageError(fmt::format("'{}' is a seat, and has many events", shown), "name the person, too, or a key");
        const std::string person = joined({typed.begin() + 1, typed.end()});
        if (const auto event = app::find_event_with(store, typed_person(session, person), *handle)) return {*event};
        throw app::InvalidRequest(app::fault::UnknownProspect{person, app::nearest_person(store, person)});
    }
    for (const auto& word : typed) {
        if (const auto event = app::find_event(store, word))
            events.push_back(*event);
        else
            people.push_back(word);
    }
    if (people.empty()) return events;
    if (const auto event = app::find_event_with(store, typed_person(session, joined(people)))) {
        events.push_back(*event);
        return events;
    }
    for (const auto& word : people) {
        const auto person = typed_person(session, word);
        const auto meant = people.size() == 1 ? std::nullopt : app::person_meant(store, person);
        // Parts of one name that fits nobody may fit several people.
        const bool is_sure = meant && (!meant->fit || *meant->fit < NameFit::part);
        const auto event = is_sure ? app::find_event_with(store, person) : std::nullopt;
        if (!event) throw app::InvalidRequest(app::fault::UnknownKey{word, {}, app::nearest_person(store, word)});
        events.push_back(*event);
    }
    return events;
}

std::vector<std::string> people_named(Session& session, const std::vector<std::string>& typed, Several several) {
    Store& store = session.store();
    const auto find = [&](const std::string& text) {
        const auto person = typed_person(session, text);
        if (several == Several::allowed) {
            auto people = app::people_fitting(store, person);
            return people.empty() ? app::FittingPeople{} : std::move(people.front());
        }
        return app::person_meant(store, person).value_or(app::FittingPeople{});
    };
    const auto say = [&session](const std::string& text, const app::FittingPeople& people) {
        if (people.fit)
            session.say(fmt::format("'{}' is {}", for_terminal(text),
                                    for_terminal(fmt::format("{}", fmt::join(people.prospects, ", ")))));
    };
    const std::string whole = joined(typed);
    if (const auto people = find(whole); !people.prospects.empty()) {
        say(whole, people);
        return people.prospects;
    }
    std::vector<std::string> all;
    for (const auto& word : typed) {
        const auto people = typed.size() == 1 ? app::FittingPeople{} : find(word);
        if (people.prospects.empty())
            throw app::InvalidRequest(app::fault::UnknownProspect{word, app::nearest_person(store, word)});
        say(word, people);
        all.insert(all.end(), people.prospects.begin(), people.prospects.end());
    }
    return all;
}

namespace {

/// "sales-navigator-core, or hiring-pro, of which LinkedIn publishes no figures (`inmail plans template PLAN`)"
std::string choices_words(const app::PlanChoices& choices) {
    std::string words = for_terminal(fmt::format("{}", fmt::join(choices.plans, ", ")));
    if (choices.unpublished.empty()) return words;
    if (!words.empty()) words += ", or ";
    for (const auto& plan : choices.unpublished)
        words += fmt::format("{}{}", &plan == &choices.unpublished.front() ? "" : ", ", plan.plan);
    return words + ", for which LinkedIn publishes no figures (`inmail plans template PLAN`)";
}

/// The one plan of the ledger that the words mean; none if none fits.
std::optional<std::string> one_plan(const Session& session, const app::PlanMatch& match, const std::string& typed) {
    if (match.fitting.size() > 1) {
        throw InputError(fmt::format("'{}' may be several plans", for_terminal(typed)),
                         "name one of " + choices_words(match.fitting));
    }
    if (match.fitting.plans.empty()) return std::nullopt;
    const std::string& plan = match.fitting.plans.front();
    const auto handle = parse_handle(typed);
    if (!handle || *handle != plan) session.say(fmt::format("'{}' is the plan {}", for_terminal(typed), for_terminal(plan)));
    return plan;
}

/// The words as a handle that no plan has.
std::string handle_of_plan(const app::PlanMatch& match, const std::string& typed) {
    const auto handle = parse_handle(parse_handle(typed) ? typed : match.handle);
    if (!handle) throw InputError(fmt::format("unknown plan '{}'", for_terminal(typed)), "`inmail plans` lists the plans");
    return *handle;
}

/// Names a plan that is spelled nearly so, or those that share words.
[[noreturn]] void refuse_unknown_plan(Session& session, const app::PlanMatch& match, const std::string& typed) {
    const std::string handle = handle_of_plan(match, typed);
    std::vector<std::string> known;
    for (const auto& row : session.store().terms(std::nullopt)) known.push_back(row.row.plan);
    const bool is_near = match.near.size() == 0 || nearest(handle, known);
    throw InputError(fmt::format("unknown plan '{}'{}", for_terminal(typed), is_near ? did_you_mean(handle, known) : ""),
                     is_near ? "`inmail plans` lists the plans" : "near it: " + choices_words(match.near));
}

}  // namespace

std::string plan_named(Session& session, const std::string& typed) {
    const auto match = app::match_plan(session.store(), typed);
    if (const auto plan = one_plan(session, match, typed)) return *plan;
    if (!match.fitting.unpublished.empty()) {
        const auto& [plan, title] = match.fitting.unpublished.front();
        throw InputError(
            fmt::format("LinkedIn publishes no figures for {}, so no rulebook has it", title),
            fmt::format("`inmail plans template {} > {}.json` writes a row to fill in, and `inmail plans import {}.json` "
                        "adds it",
                        plan, plan, plan));
    }
    refuse_unknown_plan(session, match, typed);
}

std::string plan_to_describe(Session& session, const std::string& typed) {
    const auto match = app::match_plan(session.store(), typed);
    if (const auto plan = one_plan(session, match, typed)) return *plan;
    if (!match.fitting.unpublished.empty()) return std::string(match.fitting.unpublished.front().plan);
    return handle_of_plan(match, typed);
}

std::string handle_of(const std::string& typed) {
    const auto handle = parse_handle(typed);
    if (!handle) throw InputError(render::flaw_words(handle.flaw()));
    return *handle;
}

void set_prospect(Session& session, const std::string& typed, EventRecord& event) {
    const auto first = first_prospect_key(typed);
    const bool knows_spelling = first && !prospect_key(typed) && session.store().find_prospect(*first);
    event.prospect = knows_spelling ? *first : prospect_of(typed);
    if (first && *first != event.prospect) event.first_spelling = *first;
}

}  // namespace inmail::cli
