#include "inmail/io/rulebook_json.hpp"

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "inmail/core/errors.hpp"
#include "inmail/render/errors.hpp"
#include "support/catch.hpp"
#include "support/places.hpp"

using namespace inmail;
using namespace inmail::io;
using nlohmann::json;

namespace {

json sound_file() {
    return json::parse(R"({"schema": 1, "default": "ours", "rulebooks": {"ours": {"title": "Our contract", "terms": [{
        "plan": "premium-career", "effective_from": "2026-01-01", "allowance": 5, "cap": 15, "cap_rule": "stop", "refresh": "anniversary",
        "expiry_days": 90, "refund_window_days": 60, "window_rule": "calendar-day", "refund_expiry": "original", "purchasable": true,
        "purchase_expiry_days": null, "pooled": false, "repeat": "refuse", "price_minor": null, "credit_price_minor": 1000,
        "currency": "usd", "source": "contract, page 3"}]}}})");
}

std::string refusal_of(const std::string& text) {
    try {
        (void)parse_rulebooks(text, "ours.json");
    } catch (const InputError& error) {
        const auto words = render::words_of(error);
        std::string lines = words.what;
        for (const auto& line : words.further) lines += "\n" + line;
        return lines;
    }
    return "accepted";
}

}  // namespace

TEST_CASE("every field of a file of rulebooks is read (RULES section 8)") {
    const auto books = parse_rulebooks(sound_file().dump(), "ours.json");
    REQUIRE(books.size() == 1);
    CHECK(books[0].name == "ours");
    CHECK(books[0].title == "Our contract");
    REQUIRE(books[0].terms.size() == 1);
    CHECK(books[0].terms[0].rulebook == "ours");
    CHECK(books[0].terms[0].plan == "premium-career");

    Terms expected;
    expected.effective_from = *parse_day("2026-01-01");
    expected.allowance = Credits{5};
    expected.cap = Credits{15};
    expected.cap_rule = CapRule::stop;
    expected.refresh = RefreshRule::anniversary;
    expected.expiry_days = 90;
    expected.refund_window_days = 60;
    expected.window_rule = WindowRule::calendar_day;
    expected.refund_expiry = RefundExpiry::original;
    expected.purchasable = true;
    expected.repeat = RepeatRule::refuse;
    expected.credit_price_minor = 1000;
    expected.currency = "USD";
    expected.source = "contract, page 3";
    CHECK(books[0].terms[0].terms == expected);
}

TEST_CASE("the shipped rulebooks.json can be read (RULES section 8)") {
    std::ifstream in(INMAIL_SOURCE_DIR "/tests/fixtures/rulebooks.json");
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    const auto books = parse_rulebooks(text, "rulebooks.json");
    std::string names;
    for (const auto& book : books) names += book.name + " " + std::to_string(book.terms.size()) + "; ";
    CHECK(names == "linkedin 9; quicklead 9; heytalent 9; ");
}

TEST_CASE("a flaw in a row of terms is reported with its place and key") {
    struct Row {
        const char* key;
        json value;
        const char* why;
    };
    const Row rows[] = {
        {"plan", 5, "must be text"},
        {"plan", "premium career", "is not a handle"},
        {"effective_from", "2026-02-30", "cannot read '2026-02-30' as a date"},
        {"allowance", -1, "allowance must be"},
        {"allowance", 5.5, "must be a whole number"},
        {"allowance", "5", "must be a whole number"},
        {"allowance", nullptr, "must be a whole number"},
        {"allowance", 18446744073709551615u, "must be a whole number"},
        {"allowance", 1000000000, "allowance must be"},
        {"cap", 4, "cap 4 is below the allowance 5"},
        {"cap_rule", "halt", "must be stop or trim, not 'halt'"},
        {"cap_rule", true, "must be text"},
        {"refresh", "weekly", "must be calendar or anniversary, not 'weekly'"},
        {"expiry_days", 0, "expiry_days must be"},
        {"expiry_days", -1, "expiry_days must be"},
        {"expiry_days", 4294967386, "expiry_days must be"},  // 90, if cut to 32 bits
        {"refund_window_days", nullptr, "must be a whole number"},
        {"refund_window_days", 0, "refund_window_days must be"},
        {"window_rule", "calendar_day", "must be elapsed or calendar-day, not"},
        {"purchasable", "yes", "must be true or false"},
        {"pooled", 1, "must be true or false"},
        {"price_minor", -1, "price_minor must be"},
        {"currency", "dollars", "is not a currency"},
        {"source", "", "must be text"},
        {"source", "a\nb", "control character or a line break"},
        {"source", std::string(2001, 'x'), "longer than 2000 bytes"},
    };
    for (const auto& row : rows) {
        json file = sound_file();
        file["rulebooks"]["ours"]["terms"][0][row.key] = row.value;
        const std::string refusal = refusal_of(file.dump());
        INFO(row.key << " = " << row.value.dump().substr(0, 50) << ": " << refusal);
        CHECK(refusal.find("ours.json: rulebook 'ours', row 1 of its terms") == 0);
        CHECK(refusal.find(row.key) != std::string::npos);
        CHECK(refusal.find(row.why) != std::string::npos);
    }
}

TEST_CASE("a row of terms needs every key and allows no other") {
    const json row = sound_file()["rulebooks"]["ours"]["terms"][0];
    for (const auto& [key, value] : row.items()) {
        json file = sound_file();
        file["rulebooks"]["ours"]["terms"][0].erase(key);
        CHECK(refusal_of(file.dump()) == "ours.json: rulebook 'ours', row 1 of its terms, " + key + ": is missing");
    }
    json file = sound_file();
    file["rulebooks"]["ours"]["terms"][0]["expiry"] = 90;
    CHECK(refusal_of(file.dump()) ==
          "ours.json: rulebook 'ours', row 1 of its terms: unknown key 'expiry'; did you mean 'expiry_days'?");
}

TEST_CASE("a flaw of the whole file is reported with its place") {
    struct Row {
        std::string text;
        const char* why;
    };
    const json row = sound_file()["rulebooks"]["ours"]["terms"][0];
    const auto with = [](const char* pointer, const json& value) {
        json file = sound_file();
        file[json::json_pointer(pointer)] = value;
        return file.dump();
    };
    const Row rows[] = {
        {"", "ours.json, line 1: this is not JSON"},
        {"{\n\"schema\": 1,\n oops", "ours.json, line 3: this is not JSON"},
        {"{\"schema\": \"\xFF\"}", "this is not JSON"},
        {"{\"schema\": 1e400}", "ours.json: a number is too large"},
        {"[]", "the file: must be an object"},
        {"{}", "the file, schema: is missing\nours.json: the file, rulebooks: is missing"},
        {with("/schema", 2), "schema: must be 1"},
        {with("/schema", "1"), "schema: must be 1"},
        {with("/rulebook", 1), "unknown key 'rulebook'; did you mean 'rulebooks'?"},
        {with("/rulebooks", json::array()), "rulebooks: must be an object"},
        {with("/rulebooks", json::object()), "of at least one rulebook"},
        {with("/rulebooks/ours", 1), "rulebook 'ours': must be an object"},
        {with("/rulebooks/my book", sound_file()["rulebooks"]["ours"]), "'my book' is not a handle"},
        {with("/rulebooks/OURS", sound_file()["rulebooks"]["ours"]), "the name appears twice"},
        {with("/rulebooks/ours/title", nullptr), "rulebook 'ours', title: must be text"},
        {with("/rulebooks/ours/titel", "x"), "unknown key 'titel'; did you mean 'title'?"},
        {with("/rulebooks/ours/terms", json::object()), "terms: must be a list"},
        {with("/rulebooks/ours/terms", json::array()), "of at least one row"},
        {with("/rulebooks/ours/terms", json::array({row, row})),
         "row 2 of its terms: there is a second row for premium-career from 2026-01-01"},
        {R"({"schema": 1, "schema": 1, "rulebooks": {}})", "key 'schema' appears twice"},
    };
    for (const auto& r : rows) {
        const std::string refusal = refusal_of(r.text);
        INFO(refusal);
        CHECK(refusal.find(r.why) != std::string::npos);
    }
}

TEST_CASE("every flaw is reported, not only the first") {
    json file = sound_file();
    file["rulebooks"]["ours"]["terms"][0]["cap_rule"] = "halt";
    file["rulebooks"]["ours"]["terms"][0]["pooled"] = 1;
    const std::string refusal = refusal_of(file.dump());
    CHECK(refusal.find("cap_rule") != std::string::npos);
    CHECK(refusal.find("pooled") != std::string::npos);
}
