#include "inmail/chain/prospect_key.hpp"

#include "inmail/chain/event_record.hpp"
#include "inmail/render/errors.hpp"
#include "inmail/text/terminal.hpp"
#include "support/catch.hpp"

using namespace inmail;
using namespace std::string_literals;

namespace {

struct Row {
    std::string text;
    std::string key;
};

const std::vector<Row>& sound_prospects() {
    static const std::vector<Row> rows{
        // Profile URLs
        {"https://www.linkedin.com/in/ana-ruiz", "ana-ruiz"},
        {"https://www.linkedin.com/in/ana-ruiz/", "ana-ruiz"},
        {"HTTP://LinkedIn.COM/in/Ana-Ruiz", "ana-ruiz"},
        {"//de.linkedin.com/in/ana-ruiz?trk=x#top", "ana-ruiz"},
        {"linkedin.com/in/ana-ruiz#about", "ana-ruiz"},
        {"www.linkedin.com/in/ana-ruiz/en?x=1", "ana-ruiz"},
        {"LINKEDIN.COM/IN/ANA-RUIZ", "ana-ruiz"},
        {"  https://linkedin.com/in/ana-ruiz\n", "ana-ruiz"},
        {"https://www.linkedin.com/in/jos%C3%A9-p%C3%A9rez/", "josé-pérez"},
        {"https://www.linkedin.com/in/JOS%C3%89", "josé"},
        {"https://www.linkedin.com/in/josé", "josé"},
        {"https://www.linkedin.com/in/100%", "100%"},
        {"https://www.linkedin.com/in/a%zz%4", "a%zz%4"},
        {"https://www.linkedin.com/in/a%2Fb", "a/b"},
        {"https://www.linkedin.com/in/a%2541", "a%41"},
        {"https://www.linkedin.com/in/%20Ana%20%20Ruiz%20", "ana ruiz"},
        // Opaque ids keep their case
        {"https://www.linkedin.com/in/ACoAABcDeF_-9", "ACoAABcDeF_-9"},
        {"ACoAABcDeF_-9", "ACoAABcDeF_-9"},
        {"https://www.linkedin.com/in/acoaaBcDeF", "acoaabcdef"},
        {"ACoAA Ruiz", "acoaa ruiz"},
        // Sales Navigator and Recruiter
        {"https://www.linkedin.com/sales/lead/ACwAABcD,NAME_SEARCH,x1", "lead:ACwAABcD"},
        {"https://www.linkedin.com/sales/lead/ACwAABcD%2CNAME_SEARCH", "lead:ACwAABcD"},
        {"https://www.linkedin.com/sales/people/ACwAABcD?x", "lead:ACwAABcD"},
        {"https://www.linkedin.com/talent/profile/AEMAAbC/", "talent:AEMAAbC"},
        {"lead:ACwAABcD", "lead:ACwAABcD"},
        {"talent:AEMAAbC", "talent:AEMAAbC"},
        {"Lead:ACwAABcD", "lead:acwaabcd"},
        {"lead: Ana", "lead: ana"},
        // Names
        {"Ana Ruiz", "ana ruiz"},
        {"  Ana \u00A0  RUIZ ", "ana ruiz"},
        {"ÁLVARO ×", "álvaro ×"},
        {"王小明", "王小明"},
        {"ana-ruiz", "ana-ruiz"},
        {"Ana Ruiz/HR", "ana ruiz/hr"},
        {"A. Ruiz", "a. ruiz"},
        {"ana@acme.com", "ana@acme.com"},
        {"<Ana Ruiz>", "<ana ruiz>"},
        {"Ana Ruiz, PhD.", "ana ruiz, phd."},
        // Control characters that are white space
        {"Ana\tRuiz", "ana ruiz"},
        {"Ana \r\n Ruiz\v", "ana ruiz"},
        {"Ana\u0085Ruiz\u2029", "ana ruiz"},
        // What only resembles an address
        {"AC/DC", "ac/dc"},
        {"Jane Doe / Acme Inc.", "jane doe / acme inc."},
        {"Company / Acme", "company / acme"},
        {"Jobs", "jobs"},
        {"Sales/Marketing Jane", "sales/marketing jane"},
        {"jobs @ acme", "jobs @ acme"},
        {"100% Jane", "100% jane"},
        {"linkedin.community", "linkedin.community"},
        {"Jane (@jane)", "jane (@jane)"},
        // Addresses as phones, mails and chats have them
        {"https://www.linkedin.com/mwlite/in/Kei-Tan", "kei-tan"},
        {"linkedin.com/mwlite/in/kei-tan?x#y", "kei-tan"},
        {"https://www.linkedin.com/comm/in/kei-tan/", "kei-tan"},
        {"/mwlite/in/kei-tan", "kei-tan"},
        {"comm/in/kei-tan", "kei-tan"},
        {"https://m.linkedin.com/in/kei-tan", "kei-tan"},
        {"HTTPS://TOUCH.WWW.LINKEDIN.COM/MWLITE/IN/KEI-TAN/", "kei-tan"},
        {"in/kei-tan?trk=people-guest", "kei-tan"},
        {"<in/kei-tan/?miniProfileUrn=urn%3Ali%3Afs>", "kei-tan"},
        {"in/jos%C3%A9", "josé"},
        {"sales/lead/ACwAABcD,NAME_SEARCH,x1", "lead:ACwAABcD"},
        {"/sales/people/ACwAABcD", "lead:ACwAABcD"},
        {"\"talent/profile/AEMAAbC?x=1\"", "talent:AEMAAbC"},
        {"Talent/Profile/AEMAAbC/", "talent:AEMAAbC"},
        {"in/jane-doe", "jane-doe"},
        {"IN/Jane-Doe/", "jane-doe"},
        {"/in/jane-doe?trk=x", "jane-doe"},
        {"<https://www.linkedin.com/in/kei-tan>", "kei-tan"},
        {"<https://www.linkedin.com/in/kei-tan>,", "kei-tan"},
        {"< www.linkedin.com/in/kei-tan >", "kei-tan"},
        {"https://www.linkedin.com/in/kei-tan,", "kei-tan"},
        {"https://www.linkedin.com/in/kei-tan).", "kei-tan"},
        {"https://www.linkedin.com/in/kei-tan/;", "kei-tan"},
        {"in/kei-tan!", "kei-tan"},
        {"https://www.linkedin.com/in/ACoAABcDeF_-9.", "ACoAABcDeF_-9"},
        {"https://www.linkedin.com/sales/lead/ACwAABcD,NAME_SEARCH,x1>", "lead:ACwAABcD"},
        {"https://www.linkedin.com/talent/profile/AEMAAbC.", "talent:AEMAAbC"},
        {"\uFEFFhttps://www.linkedin.com/in/kei-tan\u200B", "kei-tan"},
        {"(https://www.linkedin.com/in/kei-tan)", "kei-tan"},
        {"\"https://www.linkedin.com/in/kei-tan\"", "kei-tan"},
        {"'in/kei-tan',", "kei-tan"},
        {"`linkedin.com/in/kei-tan`", "kei-tan"},
        {"\u201Ehttps://www.linkedin.com/in/kei-tan\u201D.", "kei-tan"},
        {"\u00ABin/kei-tan\u00BB", "kei-tan"},
        {"https://www.linkedin.com/in/kei-tan\uFF0C", "kei-tan"},
        {"https://www.linkedin.com/in/kei-tan/\u3002", "kei-tan"},
        {"[<https://www.linkedin.com/mwlite/in/kei-tan>]", "kei-tan"},
        {"\"Ana Ruiz\"", "\"ana ruiz\""},
        {"(Ana) Ruiz", "(ana) ruiz"},
        // Names that look alike are one: normal forms, invisible characters, white space, case
        {"Jose\u0301", "jos\u00E9"},
        {"https://www.linkedin.com/in/jose%CC%81", "jos\u00E9"},
        {"Ana Ruiz\u200E", "ana ruiz"},
        {"A\u00ADna \u200DRuiz", "ana ruiz"},
        {"\u3000Ana\u3000\u2003Ruiz\u2028", "ana ruiz"},
        {"\u0418\u0412\u0410\u041D", "\u0438\u0432\u0430\u043D"},
        {"\u03A3\u0391\u03A3 \u03C2", "\u03C3\u03B1\u03C3 \u03C3"},
        {"\u0141\u00D3D\u0179", "\u0142\u00F3d\u017A"},
        {"STRA\u1E9EE Stra\u00DFe", "stra\u00DFe stra\u00DFe"},
        {"\u0130z", "\u0130z"},
        {"J\u030C", "\u01F0"},
        {"\uFF21na", "\uFF41na"},
    };
    return rows;
}

/// What the first edition made of texts that are read otherwise today. Derived keys are made of these for ever.
const std::vector<Row>& first_edition() {
    static const std::vector<Row> rows{
        {"in/Ana", "in/ana"},
        {"https://www.linkedin.com/in/kei-tan,", "kei-tan,"},
        {"https://www.linkedin.com/mwlite/in/Kei", "https://www.linkedin.com/mwlite/in/kei"},
        {"<https://www.linkedin.com/in/kei-tan>", "<https://www.linkedin.com/in/kei-tan>"},
        {"linkedin.com/company/Acme", "linkedin.com/company/acme"},
        {"see www.linkedin.com/in/x", "see www.linkedin.com/in/x"},
        {"@Jane", "@jane"},
        {"Jose\u0301", "jose\u0301"},
        {"Ana\u200E", "ana\u200E"},
        {"\u0418\u0412\u0410\u041D", "\u0418\u0412\u0410\u041D"},
        {"Ana\u3000Ruiz", "ana\u3000ruiz"},
        {"\u00C1LVARO \u00A0 X", "\u00E1lvaro x"},
    };
    return rows;
}

}  // namespace

TEST_CASE("a prospect key is the slug, the id or the folded name (RULES section 9)") {
    for (const auto& row : sound_prospects()) {
        INFO(row.text);
        const auto key = prospect_key(row.text);
        REQUIRE(key);
        CHECK(*key == row.key);
    }
}

TEST_CASE("the first edition's key of a prospect stays what it was (RULES section 9)") {
    for (const auto& row : first_edition()) {
        INFO(for_terminal(row.text));
        const auto key = first_prospect_key(row.text);
        REQUIRE(key);
        CHECK(*key == row.key);
    }
}

TEST_CASE("what the first edition recorded has the key that is given for the same text today (RULES section 9)") {
    const auto agree = [](const std::string& text) {
        const auto key = prospect_key(text);
        const auto first = first_prospect_key(text);
        if (!key || !first) return;
        INFO(for_terminal(text));
        CHECK(key_today(*first) == key_today(*key));
    };
    for (const auto& row : sound_prospects()) {
        // In lower case an id of LinkedIn's is another one.
        if (row.key.find("ACoAA") == std::string::npos && row.key.find(':') == std::string::npos) agree(row.text);
    }
    for (const auto& row : first_edition()) agree(row.text);
    CHECK(key_today("kei-tan,") == "kei-tan");
    CHECK(key_today("in/ana") == "ana");
    CHECK(key_today("linkedin.com/company/acme") == "linkedin.com/company/acme");
}

TEST_CASE("an address is distinguished from a name (RULES section 9)") {
    CHECK(key_of_address("https://www.linkedin.com/in/Ana-Ruiz") == "ana-ruiz");
    CHECK(key_of_address(" www.linkedin.com/sales/people/ACwAA,x ") == "lead:ACwAA");
    for (const char* text : {"ana-ruiz", "Ana Ruiz", "https://www.linkedin.com/company/acme", "lead:ACwAA", "in/", "",
                             "https://www.linkedin.com/in/jos%E9", "https://www.linkedin.com/in/a%0Ab"}) {
        INFO(text);
        CHECK_FALSE(key_of_address(text));
    }
}

TEST_CASE("the prospect key of a key is that key (RULES section 9)") {
    const auto is_stable = [](const std::string& text) {
        INFO(text);
        const auto key = prospect_key(text);
        if (!key) return;
        const auto again = prospect_key(*key);
        REQUIRE(again);
        CHECK(*again == *key);
    };
    for (const auto& row : sound_prospects()) is_stable(row.text);

    // Every start with every end, chosen so that a key might be read differently the second time.
    const std::vector<std::string> fronts{"",
                                          "https://",
                                          "//",
                                          "http:%2f%2f",
                                          "www.linkedin.com/in/",
                                          "linkedin.com/IN/",
                                          "LEAD:",
                                          "lead:",
                                          "talent:",
                                          "linkedin.com/sales/lead/",
                                          "%6cead:",
                                          "in/",
                                          "%69n/",
                                          "<",
                                          "a.b/",
                                          "@",
                                          "comm%2Fin%2F",
                                          "Linkedin.com%2fin%2f"};
    const std::vector<std::string> tails{
        "in/x,",     "in%2Fx,", "a.b%2Fc", "%40x",   "\u200Bin\u200B/x", "%E2%80%8Ein%2Fx>", "J\u030C",       "Ana", "ACoAAbC",
        "ACoAA%20b", "acoaaB",  "A%CC%81", "%C3%89", "%25C3%2589",       "a%20 b",           "lead%3AACwAAb", "x,Y", "%20",
        "Á/b?C#d",   "%",       "A%2525"};
    for (const auto& first : fronts) {
        for (const auto& second : fronts) {
            for (const auto& tail : tails) {
                is_stable(std::string(first).append(second).append(tail));
                is_stable(std::string(first).append(second).append("%20 \u00A0").append(tail));
            }
        }
    }
}

TEST_CASE("a text that names no prospect is refused with a reason (RULES section 9)") {
    const std::string longest(max_prospect_bytes, 'a');
    REQUIRE(prospect_key(longest));
    const Row rows[] = {
        {"", "cannot be empty"},
        {" \t\n\u00A0", "cannot be empty"},
        {"Ana\0Ruiz"s, "control character"},
        {"Ana\x1BRuiz", "control character"},
        {"https://www.linkedin.com/in/kei-tan\tKei Tan", "control character"},
        {"in/kei-tan\nin/jo-roe", "control character"},
        {"Jos\xE9", "not UTF-8"},
        {longest + "a", "at most 500"},
        {"https://www.linkedin.com/in/" + longest + "a", "at most 500"},
        {"https://www.linkedin.com/in/", "has no name"},
        {"https://www.linkedin.com/in", "has no name"},
        {"https://www.linkedin.com/in?x=1", "has no name"},
        {"https://www.linkedin.com/in//ana", "has no name"},
        {"https://www.linkedin.com/in/%20", "has no name"},
        {"https://www.linkedin.com/in/jos%E9", "not UTF-8"},
        {"https://www.linkedin.com/in/a%0Ab", "control character"},
        {"https://www.linkedin.com/in/a%00", "control character"},
        {"https://www.linkedin.com/in/linkedin.com%2Fin%2Fx", "another profile URL"},
        {"https://www.linkedin.com/sales/lead/", "has no id"},
        {"https://www.linkedin.com/sales/lead/,NAME_SEARCH", "has no id"},
        {"https://www.linkedin.com/talent/profile/a%20b", "has no id"},
        {"in/", "has no name"},
        {"https://www.linkedin.com/mwlite/in/,", "has no name"},
        {"https://www.linkedin.com/in/a.b%2Fc", "another profile URL"},
        {"https://www.linkedin.com/in/%40jane", "another profile URL"},
        {"https://www.linkedin.com/in/in%2Fx", "another profile URL"},
        {"\u200E\u200B", "cannot be empty"},
        {"\u3000", "cannot be empty"},
        // Addresses of something else, with what to copy instead
        {"linkedin.com/company/Acme", "the page of a company"},
        {"https://www.linkedin.com/school/uni", "the page of a company"},
        {"https://www.linkedin.com/messaging/thread/2-abc/", "is a conversation"},
        {"https://www.linkedin.com/search/results/people/?keywords=x", "is a search"},
        {"https://www.linkedin.com/pub/jane-doe/1/2/3", "open it, and copy the address that it leads to"},
        {"/pub/jane-doe/1/2/3", "open it, and copy the address that it leads to"},
        {"https://www.linkedin.com/sales/company/1337", "the page of a company"},
        {"https://www.linkedin.com/mwlite/company/acme", "the page of a company"},
        {"(https://www.linkedin.com/showcase/acme)", "the page of a company"},
        {"/company/acme", "the page of a company"},
        {"https://www.linkedin.com/comm/messaging/thread/2-abc", "is a conversation"},
        {"/messaging/thread/2-abc/", "is a conversation"},
        {"https://www.linkedin.com/mwlite/search/results/all", "is a search"},
        {"<https://lnkd.in/abc>", "open it, and copy the address that it leads to"},
        {"https:/www.linkedin.com/in/kei-tan", "copy that of the profile"},
        {"HTTPS%3A%2F%2Fwww.linkedin.com%2Fin%2Fkei-tan", "copy that of the profile"},
        {"[Kei](https://www.linkedin.com/in/kei-tan)", "copy that of the profile"},
        {"lnkd.in/abc", "open it, and copy the address that it leads to"},
        {"https://lnkd.in/abc", "open it, and copy the address that it leads to"},
        {"@jane", "write the name without @"},
        {"<@jane>", "write the name without @"},
        {"\"@jane\"", "write the name without @"},
        {"(@Jane Doe),", "write the name without @"},
        {"%40jane", "write the name without @"},
        {"company/acme", "the page of a company"},
        {"Company/Acme/people/", "the page of a company"},
        {"<company/acme>", "the page of a company"},
        {"'school/uni'", "the page of a company"},
        {"showcase/acme", "the page of a company"},
        {"company%2Facme", "the page of a company"},
        {"comm/company/acme", "the page of a company"},
        {"messaging/thread/2-abc", "is a conversation"},
        {"MESSAGING/THREAD/2-abc", "is a conversation"},
        {"sales/inbox/2-abc", "is a conversation"},
        {"search/results/people/?keywords=x", "is a search"},
        {"sales/search/people?x", "is a search"},
        {"pub/jane-doe/1/2/3", "open it, and copy the address that it leads to"},
        {"jobs/view/123", "copy that of the profile"},
        {"feed/update/urn:li:activity:7", "copy that of the profile"},
        {"groups/1337", "copy that of the profile"},
        {"sales/account/1337", "copy that of the profile"},
        {"linkedin.com", "copy that of the profile"},
        {"LinkedIn.com", "copy that of the profile"},
        {"<de.linkedin.com>", "copy that of the profile"},
        {"linkedin.com?x=1", "copy that of the profile"},
        {"linkedin.com\\in\\kei-tan", "copy that of the profile"},
        {"linkedin.com%2Fin%2Fkei-tan", "copy that of the profile"},
        {"in%2Fkei-tan", "copy that of the profile"},
        {"lnkd.in", "open it, and copy the address that it leads to"},
        {"https://www.linkedin.com/feed/", "copy that of the profile"},
        {"https://www.linkedin.com", "copy that of the profile"},
        {"www.linkedin.com", "copy that of the profile"},
        {"linkedin.com/inbox/x", "copy that of the profile"},
        {"linkedin.com/comm/inbox/x", "copy that of the profile"},
        {"https://linkedin.com.evil.com/in/x", "copy that of the profile"},
        {"https://notlinkedin.com/in/x", "copy that of the profile"},
        {"https://evil.com/linkedin.com/in/x", "copy that of the profile"},
        {"https://evil@www.linkedin.com/in/x", "copy that of the profile"},
        {"see www.linkedin.com/in/x", "copy that of the profile"},
        {"ftp://linkedin.com/in/x", "copy that of the profile"},
        {"acme.com/jane", "copy that of the profile"},
        {"/etc/passwd", "copy that of the profile"},
        {"WWW.acme.com", "copy that of the profile"},
        {"\u200Bwww.acme.com", "copy that of the profile"},
        {"ww\u200Bw.acme.com", "copy that of the profile"},
    };
    for (const auto& row : rows) {
        INFO(for_terminal(row.text));
        const auto key = prospect_key(row.text);
        REQUIRE_FALSE(key);
        CHECK(render::flaw_words(key.flaw()).find(row.key) != std::string::npos);
    }
}

TEST_CASE("a handle is folded to lower case (RULES section 1)") {
    for (const auto& row : {Row{"ana", "ana"}, Row{"Ana.Ruiz@ACME-1_x", "ana.ruiz@acme-1_x"}, Row{" 7 ", "7"}}) {
        const auto handle = parse_handle(row.text);
        REQUIRE(handle);
        CHECK(*handle == row.key);
    }
}

TEST_CASE("text that is no handle is refused with the reason (RULES section 1)") {
    const std::string longest(max_handle_bytes, 'a');
    REQUIRE(parse_handle(longest));
    const Row rows[] = {{"", "cannot be empty"},       {"  ", "cannot be empty"},
                        {".ana", "begin with"},        {"-ana", "begin with"},
                        {"@ana", "begin with"},        {"ana ruiz", "use only letters"},
                        {"josé", "use only letters"},  {"pool:acme", "use only letters"},
                        {"ana\nruiz", "ana\\x0aruiz"}, {longest + "a", "at most 64"}};
    for (const auto& row : rows) {
        INFO(for_terminal(row.text));
        const auto handle = parse_handle(row.text);
        REQUIRE_FALSE(handle);
        CHECK(render::flaw_words(handle.flaw()).find(row.key) != std::string::npos);
    }
}
