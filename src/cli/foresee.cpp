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

void add_seat(const std::string& typed, std::set<std::string>& names) {
    if (const auto handle = parse_handle(typed)) names.insert(*handle);
}

}  // namespace

void foresee(Session& session, const std::vector<std::string>& words, const ForeseenExtras& extras) {
    if (!store::names_server(session.ledger_path().string())) return;
    store::Foreseen foreseen;
    foreseen.now = session.now();
    std::set<std::string> names;
    for (const std::string& word : words) {
        add_seat(word, names);
        add_person(word, names);
    }
    // A name of several words may stand without quotes, after the seat or alone.
    for (auto first = words.begin(); first != words.end() && first - words.begin() < 2; ++first)
        add_person(fmt::format("{}", fmt::join(first, words.end(), " ")), names);
    const std::string default_seat = session.settings().find("seat").value;
    add_seat(default_seat, names);
    foreseen.names.assign(names.begin(), names.end());
    if (extras.key) foreseen.keys.push_back(*extras.key);
    foreseen.subscribed_seats = !default_seat.empty();
    foreseen.links = extras.links;
    session.foresee(std::move(foreseen));
}

}  // namespace inmail::cli
