#include "inmail/chain/prospect_key.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "inmail/chain/event_record.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/unicode.hpp"

namespace inmail {
namespace {

constexpr std::string_view opaque_slug_prefix = "ACoAA";
/// Of LinkedIn's short addresses.
constexpr std::string_view short_host = "lnkd.in";

bool is_lower_alnum(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }
bool is_alnum(char c) { return is_lower_alnum(c) || (c >= 'A' && c <= 'Z'); }

/// Whether LinkedIn made the id: its case matters then.
bool is_id(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return is_alnum(c) || c == '_' || c == '-'; });
}

bool is_opaque_slug(std::string_view text) { return begins_with(text, opaque_slug_prefix) && is_id(text); }

/// Removes `prefix` (lower case) from the front of `text`, in any case. False if it is not there.
bool take(std::string_view& text, std::string_view prefix) {
    if (to_lower_latin1(text.substr(0, prefix.size())) != prefix) return false;
    text.remove_prefix(prefix.size());
    return true;
}

std::string_view up_to(std::string_view text, std::string_view ends) { return text.substr(0, text.find_first_of(ends)); }

/// `host`: in lower case.
bool is_linkedin_host(std::string_view host) {
    // Otherwise the name "see www.linkedin.com/in/x" would be a URL: its "host" ends in .linkedin.com.
    const bool is_host = std::all_of(host.begin(), host.end(), [](char c) { return is_lower_alnum(c) || c == '-' || c == '.'; });
    return is_host && (host == "linkedin.com" || ends_with(host, ".linkedin.com"));
}

/// The path of a URL on LinkedIn's host, with all behind it; none for any other text.
std::optional<std::string_view> linkedin_path(std::string_view text) {
    if (!take(text, "https://") && !take(text, "http://")) take(text, "//");
    const std::string_view host = up_to(text, "/?#");
    if (!is_linkedin_host(to_lower_latin1(host))) return std::nullopt;
    return text.substr(host.size());
}

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/// Broken escapes stay as they are.
std::string percent_decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escape = text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 && hex_value(text[i + 2]) >= 0;
        out += escape ? static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2])) : text[i];
        if (escape) i += 2;
    }
    return out;
}

ValueFlaw too_long(FlawKind kind, std::size_t bytes, std::size_t most) {
    ValueFlaw flaw{kind};
    flaw.number = static_cast<std::int64_t>(bytes);
    flaw.most = static_cast<std::int64_t>(most);
    return flaw;
}

using Key = Checked<std::string>;

/// The edition of the rules by which a text is read.
enum class Reading { first, today };

std::string folded(std::string_view name, Reading reading) {
    return reading == Reading::first ? fold_name(name) : canonical_name(name);
}

std::optional<Key> address_key(std::string_view text, Reading reading);

/// The first mark for which `is_there` holds; empty if there is none.
template <std::size_t n, class IsThere>
std::string_view find_mark(const std::string_view (&marks)[n], IsThere&& is_there) {
    const auto* found = std::find_if(std::begin(marks), std::end(marks), is_there);
    return found == std::end(marks) ? std::string_view() : *found;
}

/// What mails and chats put after a URL. No slug ends like that.
std::string_view without_punctuation_behind(std::string_view text) {
    constexpr std::string_view marks[] = {",",      ".",      ";",      ":",      "!",      "?",      ")",     "]",
                                          "}",      ">",      "\"",     "'",      "*",      "|",      "`",     "\u2019",
                                          "\u201D", "\u00BB", "\u2026", "\u3001", "\u3002", "\uFF0C", "\uFF09"};
    const auto last = [&] { return find_mark(marks, [&](std::string_view mark) { return ends_with(text, mark); }); };
    for (auto mark = last(); !mark.empty(); mark = last()) text.remove_suffix(mark.size());
    return text;
}

/// What they put before it.
std::string_view without_punctuation_before(std::string_view text) {
    constexpr std::string_view marks[] = {"<", "(", "[",      "{",      "\"",     "'",      "*",
                                          "|", "`", "\u2018", "\u201C", "\u201E", "\u00AB", "\uFF08"};
    const auto first = [&] { return find_mark(marks, [&](std::string_view mark) { return begins_with(text, mark); }); };
    for (auto mark = first(); !mark.empty(); mark = first()) text.remove_prefix(mark.size());
    return strip(text);
}

std::string_view without_punctuation(std::string_view text) {
    return without_punctuation_before(without_punctuation_behind(text));
}

/// The beginnings of paths on LinkedIn's site. A name may have a slash, but none begins so and has no space.
constexpr std::string_view site_paths[] = {"company/", "school/", "showcase/",  "jobs/",        "messaging/", "search/",
                                           "feed/",    "groups/", "posts/",     "events/",      "learning/",  "pulse/",
                                           "sales/",   "talent/", "recruiter/", "newsletters/", "services/",  "products/",
                                           "hiring/",  "pub/",    "profile/",   "mynetwork/",   "mwlite/",    "comm/"};

bool is_site_path(std::string_view text) {
    if (text.find(' ') != std::string_view::npos) return false;
    return !find_mark(site_paths, [text](std::string_view path) {
                std::string_view rest = text;
                return take(rest, path);
            }).empty();
}

/// Whether the text looks like a URL or a path and not like a name (RULES section 9).
bool looks_like_address(std::string_view text) {
    if (text.find("://") != std::string_view::npos) return true;
    text = without_punctuation(text);
    for (const std::string_view scheme : {"http:", "https:"}) {
        if (std::string_view rest = text; take(rest, scheme)) return true;
    }
    const std::string host = to_lower_latin1(up_to(text, "/\\?#"));
    if (is_linkedin_host(host) || host == short_host) return true;
    const std::size_t slash = text.find('/');
    const bool dotted = slash != std::string_view::npos && text.substr(0, slash).find('.') != std::string_view::npos;
    return dotted || begins_with(text, "/") || begins_with(text, "@") || take(text, "www.") || is_site_path(text);
}

/// Whether a key would be read as something else the next time, or hides that it is an address in escapes.
bool reads_otherwise(const std::string& key, Reading reading) {
    if (reading == Reading::first) return linkedin_path(key).has_value();
    const std::string decoded = percent_decoded(key);
    return looks_like_address(key) || looks_like_address(decoded) || address_key(key, reading) || address_key(decoded, reading);
}

Key profile_key(std::string_view encoded_slug, Reading reading) {
    const std::string slug = percent_decoded(encoded_slug);
    if (!is_utf8(slug)) return Key::bad(FlawKind::url_not_utf8);
    if (has_control(slug)) return Key::bad(FlawKind::url_control_character);
    if (is_opaque_slug(slug)) return slug;
    std::string key = folded(slug, reading);
    if (key.empty()) return Key::bad(FlawKind::url_without_name);
    if (reads_otherwise(key, reading)) return Key::bad(FlawKind::url_in_url);
    return key;
}

Key id_key(std::string_view kind, std::string_view rest) {
    const std::string id = percent_decoded(up_to(rest, ",/?#"));
    const std::string_view bare = up_to(id, ",");
    if (!is_id(bare)) return Key::bad(FlawKind::url_without_id);
    return fmt::format("{}:{}", kind, bare);
}

/// The key in the path of a LinkedIn URL; none if it is not that of a person.
std::optional<Key> path_key(std::string_view path, Reading reading) {
    if (take(path, "/sales/lead/") || take(path, "/sales/people/")) return id_key("lead", path);
    if (take(path, "/talent/profile/")) return id_key("talent", path);
    // The site for phones, and links in LinkedIn's mails.
    if (reading == Reading::today && !take(path, "/mwlite")) take(path, "/comm");
    if (!take(path, "/in")) return std::nullopt;
    if (!path.empty() && path.front() == '/') return profile_key(up_to(path.substr(1), "/?#"), reading);
    if (path.empty() || path.front() == '?' || path.front() == '#') return profile_key({}, reading);
    return std::nullopt;
}

/// The key of a person's address; none for any other text.
std::optional<Key> address_key(std::string_view text, Reading reading) {
    if (reading == Reading::first) {
        const auto path = linkedin_path(text);
        return path ? path_key(*path, reading) : std::nullopt;
    }
    text = without_punctuation(text);
    if (const auto path = linkedin_path(text)) return path_key(*path, reading);
    const std::string path = begins_with(text, "/") ? std::string(text) : fmt::format("/{}", text);
    for (const std::string_view form :
         {"/in/", "/mwlite/in/", "/comm/in/", "/sales/lead/", "/sales/people/", "/talent/profile/"}) {
        if (std::string_view rest = path; take(rest, form)) return path_key(path, reading);
    }
    return std::nullopt;
}

/// Whether the text is a key already and must keep its case: an exported key reads back as itself.
bool is_cased_key(std::string_view text) {
    if (is_opaque_slug(text)) return true;
    const std::string_view prefix = text.substr(0, text.find(':') + 1);
    return (prefix == "lead:" || prefix == "talent:") && is_id(text.substr(prefix.size()));
}

/// What the address is of, if not of a person.
FlawKind kind_of_address(std::string_view text) {
    text = without_punctuation(text);
    if (begins_with(text, "@")) return FlawKind::mention;
    std::string_view path;
    const std::string of_site = fmt::format("/{}", text);
    if (const auto on_host = linkedin_path(text)) {
        path = *on_host;
    } else if (begins_with(text, "/") && !begins_with(text, "//")) {
        path = text;
    } else if (is_site_path(text)) {
        path = of_site;
    } else {
        if (!take(text, "https://") && !take(text, "http://")) take(text, "//");
        return to_lower_latin1(up_to(text, "/")) == short_host ? FlawKind::short_address : FlawKind::address_of_no_person;
    }
    if (!take(path, "/mwlite")) take(path, "/comm");
    const auto begins = [&](std::string_view beginning) {
        std::string_view rest = path;
        return take(rest, beginning);
    };
    if (begins("/company") || begins("/school") || begins("/showcase") || begins("/sales/company"))
        return FlawKind::address_of_company;
    if (begins("/messaging") || begins("/sales/inbox") || begins("/talent/inbox")) return FlawKind::address_of_conversation;
    if (begins("/search") || begins("/sales/search") || begins("/talent/search")) return FlawKind::address_of_search;
    return begins("/pub/") ? FlawKind::address_of_old_profile : FlawKind::address_of_no_person;
}

Key unbounded_key(std::string_view text, Reading reading) {
    if (auto key = address_key(text, reading)) return *key;
    if (is_cased_key(text)) return std::string(text);
    std::string name = folded(text, reading);
    if (reading == Reading::first) return name;
    if (name.empty()) return Key::bad(FlawKind::prospect_empty);
    // An invisible character may have hidden what it looks like.
    if (looks_like_address(text) || reads_otherwise(name, reading)) return Key::bad(kind_of_address(percent_decoded(name)), text);
    return name;
}

/// Whether the text is a key by either edition already. Nearly all texts are, and the test is faster than making the key.
bool is_plain_key(std::string_view text) {
    if (text.size() > max_prospect_bytes) return false;
    char last = ' ';
    for (const char c : text) {
        if (!is_lower_alnum(c) && c != '-' && c != '_' && (c != ' ' || last == ' ')) return false;
        last = c;
    }
    return last != ' ';
}

Key key_of(std::string_view text, Reading reading) {
    if (is_plain_key(text)) return std::string(text);
    std::string_view given = reading == Reading::first ? trim(text) : strip(text);
    if (given.empty()) return Key::bad(FlawKind::prospect_empty);
    if (!is_utf8(given)) return Key::bad(FlawKind::prospect_not_utf8);
    std::string spaced;
    if (reading == Reading::today && has_control(given)) {
        spaced = control_space_as_space(given);
        // What stands behind an address belongs to another cell.
        if (!reads_otherwise(spaced, reading)) given = spaced;
    }
    if (has_control(given)) return Key::bad(FlawKind::prospect_control_character);
    Key key = unbounded_key(given, reading);
    if (key && key->size() > max_prospect_bytes)
        return Key::bad(too_long(FlawKind::prospect_too_long, key->size(), max_prospect_bytes));
    return key;
}

}  // namespace

Checked<std::string> prospect_key(std::string_view text) { return key_of(text, Reading::today); }

Checked<std::string> first_prospect_key(std::string_view text) { return key_of(text, Reading::first); }

std::optional<std::string> key_of_address(std::string_view text) {
    const std::string_view given = strip(text);
    if (!is_utf8(given) || has_control(given)) return std::nullopt;
    const auto key = address_key(given, Reading::today);
    return key && *key && (*key)->size() <= max_prospect_bytes ? std::optional{**key} : std::nullopt;
}

std::string key_today(const std::string& spelling) {
    if (is_plain_key(spelling)) return spelling;
    const auto key = prospect_key(spelling);
    if (!key) return spelling;
    // The first edition took what followed a URL as part of the slug.
    const std::string_view slug = without_punctuation_behind(*key);
    const bool may_be_slug = !slug.empty() && key->find(' ') == std::string::npos;
    return may_be_slug ? std::string(slug) : *key;
}

bool is_hidden_person(std::string_view prospect) { return begins_with(prospect, hidden_person_prefix); }

Checked<std::string> parse_handle(std::string_view text) {
    using Handle = Checked<std::string>;
    const std::string_view given = trim(text);
    if (given.empty()) return Handle::bad(FlawKind::handle_empty);
    if (given.size() > max_handle_bytes) return Handle::bad(too_long(FlawKind::handle_too_long, given.size(), max_handle_bytes));
    const auto allowed = [](char c) { return is_alnum(c) || c == '.' || c == '_' || c == '@' || c == '-'; };
    if (!std::all_of(given.begin(), given.end(), allowed)) return Handle::bad(FlawKind::handle_character, given);
    if (!is_alnum(given.front())) return Handle::bad(FlawKind::handle_beginning, given);
    return to_lower_latin1(given);
}

}  // namespace inmail
