#include "foresee.hpp"

#include <fmt/format.h>

#include <set>
#include <utility>

#include "inmail/chain/prospect_key.hpp"
#include "inmail/text/name_match.hpp"

namespace inmail::cli {
namespace {

/// The spellings by which a ledger may know the person.
void add_person(std::string_view typed, std::set<std::string>& names) {
    for (const auto& key : {prospect_key(typed), first_prospect_key(typed)}) {
        if (!key) continue;
        names.insert({*key, key_today(*key)});
        for (auto& form : other_forms_of_name(*key)) names.insert(std::move(form));
    }
}

void add_account(const std::string& typed, std::set<std::string>& names) {
    if (const auto handle = parse_handle(typed)) names.insert(*handle);
}

void tell(Session& session, std::set<std::string> names, const ForeseenExtras& extras) {
    store::Foreseen foreseen;
    foreseen.now = session.now();
    const std::string default_seat = session.settings().find("seat").value;
    add_account(default_seat, names);
    foreseen.names.assign(names.begin(), names.end());
    if (extras.key) foreseen.keys.push_back(*extras.key);
    foreseen.subscribed_seats = !default_seat.empty();
    foreseen.links = extras.links;
    session.foresee(std::move(foreseen));
}

bool is_on_server(Session& session) { return store::names_server(session.ledger_path().string()); }

}  // namespace

void foresee(Session& session, const std::vector<std::string>& words, const ForeseenExtras& extras) {
    if (!is_on_server(session)) return;
    std::set<std::string> names;
    for (const std::string& word : words) {
        add_account(word, names);
        add_person(word, names);
    }
    // A name of several words may stand without quotes, after the seat or alone.
    for (auto first = words.begin(); first != words.end() && first - words.begin() < 2; ++first)
        add_person(fmt::format("{}", fmt::join(first, words.end(), " ")), names);
    tell(session, std::move(names), extras);
}

void foresee_account(Session& session, const std::vector<std::string>& words, const std::optional<std::string>& pool,
                     const ForeseenExtras& extras) {
    if (!is_on_server(session)) return;
    std::set<std::string> names;
    for (const std::string& word : words) add_account(word, names);
    if (pool) add_account(*pool, names);
    tell(session, std::move(names), extras);
}

}  // namespace inmail::cli
