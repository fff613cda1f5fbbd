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

/// The path of a URL on LinkedIn's host, with all behind it; none for any other text.
std::optional<std::string_view> linkedin_path(std::string_view text) {
    if (!take(text, "https://") && !take(text, "http://")) take(text, "//");
    const std::string host = to_lower_latin1(up_to(text, "/?#"));
    // Otherwise the name "see www.linkedin.com/in/x" would be a URL: its "host" ends in .linkedin.com.
    const bool is_host = std::all_of(host.begin(), host.end(), [](char c) { return is_lower_alnum(c) || c == '-' || c == '.'; });
    constexpr std::string_view domain = ".linkedin.com";
    const std::string dotted = '.' + host;
    const bool is_linkedin = dotted.size() >= domain.size() && dotted.substr(dotted.size() - domain.size()) == domain;
    if (!is_host || !is_linkedin) return std::nullopt;
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

Checked<std::string> profile_key(std::string_view encoded_slug) {
    using Key = Checked<std::string>;
    const std::string slug = percent_decoded(encoded_slug);
    if (!is_utf8(slug)) return Key::bad(FlawKind::url_not_utf8);
    if (has_control(slug)) return Key::bad(FlawKind::url_control_character);
    if (is_opaque_slug(slug)) return slug;
    const std::string key = fold_name(slug);
    if (key.empty()) return Key::bad(FlawKind::url_without_name);
    // Such a key would change when it is read again.
    if (linkedin_path(key)) return Key::bad(FlawKind::url_in_url);
    return key;
}

Checked<std::string> id_key(std::string_view kind, std::string_view rest) {
    const std::string id = percent_decoded(up_to(rest, ",/?#"));
    const std::string_view bare = up_to(id, ",");
    if (!is_id(bare)) return Checked<std::string>::bad(FlawKind::url_without_id);
    return fmt::format("{}:{}", kind, bare);
}

/// The key in a LinkedIn URL; none if the URL is not that of a person.
std::optional<Checked<std::string>> url_key(std::string_view path) {
    if (take(path, "/sales/lead/") || take(path, "/sales/people/")) return id_key("lead", path);
    if (take(path, "/talent/profile/")) return id_key("talent", path);
    if (!take(path, "/in")) return std::nullopt;
    if (!path.empty() && path.front() == '/') return profile_key(up_to(path.substr(1), "/?#"));
    if (path.empty() || path.front() == '?' || path.front() == '#') return profile_key({});
    return std::nullopt;
}

/// Whether the text is a key already and must keep its case: an exported key reads back as itself.
bool is_cased_key(std::string_view text) {
    if (is_opaque_slug(text)) return true;
    const std::string_view prefix = text.substr(0, text.find(':') + 1);
    return (prefix == "lead:" || prefix == "talent:") && is_id(text.substr(prefix.size()));
}

Checked<std::string> unbounded_key(std::string_view text) {
    if (const auto path = linkedin_path(text)) {
        if (auto key = url_key(*path)) return *key;
    }
    return is_cased_key(text) ? std::string(text) : fold_name(text);
}

}  // namespace

Checked<std::string> prospect_key(std::string_view text) {
    using Key = Checked<std::string>;
    const std::string_view given = trim(text);
    if (given.empty()) return Key::bad(FlawKind::prospect_empty);
    if (!is_utf8(given)) return Key::bad(FlawKind::prospect_not_utf8);
    if (has_control(given)) return Key::bad(FlawKind::prospect_control_character);
    Key key = unbounded_key(given);
    if (key && key->size() > max_prospect_bytes)
        return Key::bad(too_long(FlawKind::prospect_too_long, key->size(), max_prospect_bytes));
    return key;
}

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
