#include "linkedin/hidden.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "inmail/text/unicode.hpp"

namespace inmail::io::linkedin {
namespace {

constexpr std::string_view linkedin = "linkedin";
constexpr std::string_view linkedin_in_chinese = "领英";

constexpr std::array<std::string_view, 29> names_of_hidden_members{
    hidden_member,          "linkedin-mitglied",   "linkedin mitglied",   "membre de linkedin",   "membre linkedin",
    "utilisateur linkedin", "miembro de linkedin", "usuario de linkedin", "usuário do linkedin",  "membro do linkedin",
    "membro di linkedin",   "utente linkedin",     "linkedin-lid",        "linkedin lid",         "linkedin-medlem",
    "linkedin medlem",      "linkedin üyesi",      "użytkownik linkedin", "członek linkedin",     "člen linkedin",
    "membru linkedin",      "linkedin-jäsen",      "linkedinメンバー",    "linkedin 회원",        "领英会员",
    "anggota linkedin",     "عضو linkedin",        "участник linkedin",   "пользователь linkedin"};

/// The name with LinkedIn's own name as it is written everywhere: "linked in member" and "ｌｉｎｋｅｄｉｎ member" are spelled so
/// by programs that saved an archive again.
std::string usual_spelling(std::string_view name) {
    std::string usual = is_printable_ascii(name) ? std::string(name) : canonical_name(with_plain_letters(name));
    const auto is_letter = [&usual](std::size_t i) { return i < usual.size() && usual[i] >= 'a' && usual[i] <= 'z'; };
    for (const std::string_view apart : {"linked in", "linked-in"}) {
        const std::size_t at = usual.find(apart);
        if (at == std::string::npos || is_letter(at + apart.size()) || (at > 0 && is_letter(at - 1))) continue;
        usual.replace(at, apart.size(), linkedin);
    }
    return usual;
}

bool is_one_name(std::string_view to) { return to.find(',') == std::string_view::npos; }

}  // namespace

bool may_be_hidden(std::string_view name) {
    const std::string usual = usual_spelling(name);
    return usual.find(linkedin) != std::string::npos || usual.find(linkedin_in_chinese) != std::string::npos;
}

bool is_hidden_for_sure(std::string_view name) {
    const auto& names = names_of_hidden_members;
    return std::find(names.begin(), names.end(), usual_spelling(name)) != names.end();
}

void hide_members(Messages& messages, const std::set<std::string>& people) {
    std::set<TextId> shown{messages.hidden};
    for (const auto& name : people) shown.insert(messages.texts.intern(name));
    for (const auto& row : messages.rows) {
        if (row.from_slug != no_text) shown.insert(row.from);
        if (row.recipients == 1 && is_one_name(messages.texts[row.to])) shown.insert(row.to);
    }
    const auto hide = [&](MessageRow& row, TextId& name) {
        if (shown.count(name) != 0 || !may_be_hidden(messages.texts[name])) return;
        row.hidden_as = name;
        name = messages.hidden;
    };
    for (auto& row : messages.rows) {
        if (row.from_slug == no_text) hide(row, row.from);
        if (row.recipients == 0 && is_one_name(messages.texts[row.to])) hide(row, row.to);
    }
}

}  // namespace inmail::io::linkedin
