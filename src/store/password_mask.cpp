// Passwords in locations, found without libpq: the settings are also shown where no library is installed.

#include <algorithm>
#include <string_view>

#include "inmail/store/open.hpp"
#include "inmail/text/strings.hpp"

namespace inmail::store {

namespace {

constexpr std::string_view stand_in = "***";
constexpr std::string_view word_of_secrets = "password";  // libpq: password, sslpassword

int digit_of(char c) {
    constexpr std::string_view digits = "0123456789abcdef";
    const char lower = c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
    const auto at = digits.find(lower);
    return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

/// A part of a URL, which may write its characters as %70.
std::string decoded(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int high = text[i] == '%' && i + 2 < text.size() ? digit_of(text[i + 1]) : -1;
        const int low = high < 0 ? -1 : digit_of(text[i + 2]);
        if (low < 0) {
            plain += text[i];
            continue;
        }
        constexpr int base = 16;
        plain += static_cast<char>(high * base + low);
        i += 2;
    }
    return plain;
}

/// A URL from behind its ://, without its passwords.
std::string masked_url(std::string_view url) {
    const std::size_t query = std::min(url.find('?'), url.size());
    std::string masked;
    // libpq ends the user's name at the first :, and who forgets to escape an @ in the password has several.
    const std::string_view front = url.substr(0, query);
    const std::size_t at = front.rfind('@');
    const std::size_t colon = front.find(':');
    if (at != std::string_view::npos && colon < at)
        masked.append(front.substr(0, colon + 1)).append(stand_in).append(front.substr(at));
    else
        masked += front;
    for (std::size_t begin = query; begin < url.size();) {
        const std::size_t end = std::min(url.find('&', begin + 1), url.size());
        const std::string_view part = url.substr(begin, end - begin);
        const std::size_t equals = part.find('=');
        const bool is_secret =
            equals != std::string_view::npos && decoded(part.substr(0, equals)).find(word_of_secrets) != std::string::npos;
        if (is_secret)
            masked.append(part.substr(0, equals + 1)).append(stand_in);
        else
            masked += part;
        begin = end;
    }
    return masked;
}

/// A connection string of keys and values: from the first password on, nothing of it is shown.
std::string masked_keys(const std::string& text) {
    const std::size_t at = text.find(word_of_secrets);
    return at == std::string::npos ? text : text.substr(0, at + word_of_secrets.size()) + "=" + std::string(stand_in);
}

}  // namespace

std::string without_passwords(const std::string& text) {
    if (begins_with(text, "service=")) return masked_keys(text);
    std::string masked;
    std::size_t done = 0;
    for (;;) {
        const std::size_t scheme = std::min(text.find("postgresql://", done), text.find("postgres://", done));
        if (scheme == std::string::npos) break;
        const std::size_t begin = text.find("://", scheme) + 3;
        // Within a command line, as of an alias, it ends at a blank or a quotation mark. The text may be the location alone.
        const std::size_t end = scheme == 0 ? text.size() : std::min(text.find_first_of(" \"'", begin), text.size());
        masked += text.substr(done, begin - done) + masked_url(std::string_view(text).substr(begin, end - begin));
        done = end;
    }
    return masked + text.substr(done);
}

bool holds_password(const std::string& text) { return without_passwords(text) != text; }

}  // namespace inmail::store
