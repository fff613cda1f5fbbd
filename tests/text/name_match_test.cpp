// Whom somebody means who types a name from memory.

#include "inmail/text/name_match.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "support/catch.hpp"

using namespace inmail;

namespace {

using Names = std::vector<std::string>;

struct Found {
    std::optional<NameFit> fit;
    Names names;
};

/// Those that fit best.
Found best_of(const TypedName& typed, const Names& known) {
    Found found;
    for (const auto& name : known) {
        const auto fit = typed.fit_of(name, NameFit::typo);
        if (!fit || (found.fit && *found.fit < *fit)) continue;
        if (found.fit != fit) found = {fit, {}};
        found.names.push_back(name);
    }
    return found;
}

constexpr auto same = NameFit::same;
constexpr auto slug = NameFit::slug;
constexpr auto part = NameFit::part;
constexpr auto typo = NameFit::typo;

}  // namespace

TEST_CASE("a remembered name finds who is meant") {
    struct Row {
        std::string typed;
        Names known;
        std::optional<NameFit> fit;
        Names meant;
    };
    const Names people{"jane-doe", "john-roe", "li-wei-123", "josé garcía", "kei-tan", "mia-noe", "janesmith77"};
    const Row rows[] = {
        // The same words.
        {"jane doe", people, same, {"jane-doe"}},
        {"Jane Doe", people, same, {"jane-doe"}},
        {"JANE-DOE", people, same, {"jane-doe"}},
        {"janedoe", people, same, {"jane-doe"}},
        {"Doe, Jane", people, same, {"jane-doe"}},
        {"jane-doe", {"jane doe", "jane-roe"}, same, {"jane doe"}},
        {"jose garcia", people, same, {"josé garcía"}},
        {"José-García", people, same, {"josé garcía"}},
        {"o'neil", {"oneil", "neil-young"}, same, {"oneil"}},
        {"jane doe", {"jane-doe", "jane-doe-99"}, same, {"jane-doe"}},
        {"张 伟", {"张伟", "张-三"}, same, {"张伟"}},
        // The number of a slug.
        {"li wei", people, slug, {"li-wei-123"}},
        {"li-wei", people, slug, {"li-wei-123"}},
        {"liwei", people, slug, {"li-wei-123"}},
        {"wei li", people, slug, {"li-wei-123"}},
        {"li wei", {"li-wei-123", "li-wei-9b2"}, slug, {"li-wei-123", "li-wei-9b2"}},
        {"li-wei-123", {"li wei", "li-wei-9"}, slug, {"li wei"}},
        {"jane doe", {"jane-doe-99", "jane-doe-smith"}, slug, {"jane-doe-99"}},
        // A part of a name.
        {"jane", people, part, {"jane-doe", "janesmith77"}},
        {"doe", people, part, {"jane-doe"}},
        {"wei", people, part, {"li-wei-123"}},
        {"j doe", people, part, {"jane-doe"}},
        {"ja do", people, part, {"jane-doe"}},
        {"noe", people, part, {"mia-noe"}},
        {"garc", people, part, {"josé garcía"}},
        {"smith", people, part, {"janesmith77"}},
        {"janed", people, part, {"jane-doe"}},
        {"li-wei-1", people, part, {"li-wei-123"}},
        {"jane doe smith", {"jane-doe", "jane-doe-smith-jones"}, part, {"jane-doe-smith-jones"}},
        // A typo.
        {"jnae doe", people, typo, {"jane-doe"}},
        {"jan-doe", people, part, {"jane-doe"}},
        {"jane deo", people, typo, {"jane-doe"}},
        {"jhon roe", people, typo, {"john-roe"}},
        {"jhon", people, typo, {"john-roe"}},
        {"li wie", people, typo, {"li-wei-123"}},
        {"jose gracia", people, typo, {"josé garcía"}},
        {"janedeo", people, typo, {"jane-doe"}},
        {"mia noé", people, same, {"mia-noe"}},
        {"anna smiht", {"anna-smith", "anna-smits"}, typo, {"anna-smith"}},
        {"carlson", {"carlsen", "carlsson"}, typo, {"carlsen", "carlsson"}},
        {"marguerite", {"margarita", "marguerit-x"}, typo, {"marguerit-x"}},
        // Nobody.
        {"zoe", people, {}, {}},
        {"john doe", people, {}, {}},
        {"jane roe", people, {}, {}},
        {"kim", {"kin", "tim"}, {}, {}},
        {"kai tan", people, {}, {}},
        {"j", people, {}, {}},
        {"", people, {}, {}},
        {"-", people, {}, {}},
        {"acwaaa", {"lead:ACwAAA1"}, {}, {}},
    };
    for (const auto& row : rows) {
        INFO("typed: " << row.typed);
        const Found found = best_of(TypedName(row.typed), row.known);
        CHECK(found.names == row.meant);
        CHECK(found.fit == row.fit);
    }
}

TEST_CASE("an address stands for a name, never for another address") {
    struct Row {
        std::string key;
        Names known;
        Names meant;
    };
    const Row rows[] = {
        {"jane-doe", {"jane doe", "jane-doe-9", "janedoe"}, {"jane doe"}},
        {"jane-doe-9b2", {"jane doe", "jane-doe"}, {"jane doe"}},
        {"jane", {"jane doe"}, {}},
        {"jnae-doe", {"jane doe"}, {}},
    };
    for (const auto& row : rows) {
        INFO("key: " << row.key);
        CHECK(best_of(TypedName(row.key, true), row.known).names == row.meant);
    }
}

TEST_CASE("a name is asked for as badly as it may fit") {
    const TypedName typed("jnae");
    CHECK_FALSE(typed.fit_of("jane-doe", NameFit::part));
    CHECK(typed.fit_of("jane-doe", NameFit::typo) == NameFit::typo);
    CHECK_FALSE(TypedName("jane").fit_of("jane-doe", NameFit::slug));
}

TEST_CASE("a slug has a name, and a name a slug") {
    CHECK(other_forms_of_name("jane-doe") == Names{"jane doe"});
    CHECK(other_forms_of_name("jane doe") == Names{"jane-doe"});
    CHECK(other_forms_of_name("li-wei-9b2") == Names{"li wei 9b2", "li wei"});
    CHECK(other_forms_of_name("jane").empty());
    CHECK(other_forms_of_name("lead:ACw-A1").empty());
}
