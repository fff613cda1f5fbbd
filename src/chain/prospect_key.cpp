#include "inmail/chain/prospect_key.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "inmail/chain/event_record.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/terminal.hpp"
#include "inmail/text/unicode.hpp"

namespace inmail {
namespace {

constexpr std::string_view opaque_slug_prefix = "ACoAA";

bool is_lower_alnum(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }
bool is_alnum(char c) { return is_lower_alnum(c) || (c >= 'A' && c <= 'Z'); }

/// An id that LinkedIn made: its case carries meaning.
bool is_id(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return is_alnum(c) || c == '_' || c == '-'; });
}

bool is_opaque_slug(std::string_view text) { return begins_with(text, opaque_slug_prefix) && is_id(text); }

/// Takes `prefix` (given in lower case) off the front of `text`, whatever its case there.
bool take(std::string_view& text, std::string_view prefix) {
    if (to_lower_latin1(text.substr(0, prefix.size())) != prefix) return false;
    text.remove_prefix(prefix.size());
    return true;
}

std::string_view up_to(std::string_view text, std::string_view ends) { return text.substr(0, text.find_first_of(ends)); }

/// The path and all behind it of a URL on LinkedIn's host; nothing for any other text.
std::optional<std::string_view> linkedin_path(std::string_view text) {
    if (!take(text, "https://") && !take(text, "http://")) take(text, "//");
    const std::string host = to_lower_latin1(up_to(text, "/?#"));
    // Without this, the name "see www.linkedin.com/in/x" would be a URL: its "host" does end in .linkedin.com.
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

Checked<std::string> profile_key(std::string_view encoded_slug) {
    using Key = Checked<std::string>;
    const std::string slug = percent_decoded(encoded_slug);
    if (!is_utf8(slug)) return Key::bad("a profile URL whose name is no UTF-8");
    if (has_control(slug)) return Key::bad("a profile URL with a control character in its name");
    if (is_opaque_slug(slug)) return slug;
    const std::string key = fold_name(slug);
    if (key.empty()) return Key::bad("a profile URL without a name");
    // Such a key would change when it is read again.
    if (linkedin_path(key)) return Key::bad("a profile URL inside a profile URL");
    return key;
}

Checked<std::string> id_key(std::string_view kind, std::string_view rest) {
    const std::string id = percent_decoded(up_to(rest, ",/?#"));
    const std::string_view bare = up_to(id, ",");
    if (!is_id(bare)) return Checked<std::string>::bad("a Sales Navigator or Recruiter URL without an id");
    return fmt::format("{}:{}", kind, bare);
}

/// The key that a LinkedIn URL names; nothing where the URL is not a person's.
std::optional<Checked<std::string>> url_key(std::string_view path) {
    if (take(path, "/sales/lead/") || take(path, "/sales/people/")) return id_key("lead", path);
    if (take(path, "/talent/profile/")) return id_key("talent", path);
    if (!take(path, "/in")) return std::nullopt;
    if (!path.empty() && path.front() == '/') return profile_key(up_to(path.substr(1), "/?#"));
    if (path.empty() || path.front() == '?' || path.front() == '#') return profile_key({});
    return std::nullopt;
}

/// Whether the text already is a key whose case must stay: an exported one is read back as it is.
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
    if (given.empty()) return Key::bad("a prospect cannot be empty");
    if (!is_utf8(given)) return Key::bad("a prospect that is no UTF-8");
    if (has_control(given)) return Key::bad("a prospect with a control character or line break in it");
    Key key = unbounded_key(given);
    if (key && key->size() > max_prospect_bytes) {
        return Key::bad(fmt::format("a prospect of {} bytes: {} at most", key->size(), max_prospect_bytes));
    }
    return key;
}

Checked<std::string> parse_handle(std::string_view text) {
    using Handle = Checked<std::string>;
    const std::string_view given = trim(text);
    if (given.empty()) return Handle::bad("a handle cannot be empty");
    if (given.size() > max_handle_bytes) {
        return Handle::bad(fmt::format("a handle of {} bytes: {} at most", given.size(), max_handle_bytes));
    }
    const std::string shown = for_terminal(given);
    const auto allowed = [](char c) { return is_alnum(c) || c == '.' || c == '_' || c == '@' || c == '-'; };
    if (!std::all_of(given.begin(), given.end(), allowed)) {
        return Handle::bad(fmt::format("'{}' is no handle: only letters a to z, digits and . _ @ - may stand in one", shown));
    }
    if (!is_alnum(given.front()))
        return Handle::bad(fmt::format("'{}' is no handle: it must begin with a letter or a digit", shown));
    return to_lower_latin1(given);
}

}  // namespace inmail
