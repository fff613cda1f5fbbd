#include "table/secrets.hpp"

#include <algorithm>
#include <array>

#include "inmail/io/table_reader.hpp"
#include "table/folded.hpp"

namespace inmail::io {

bool speaks_of_secrets(const std::string& folded) {
    constexpr std::array<std::string_view, 7> words{"password", "passwd", "secret", "token", "cookie", "apikey", "credential"};
    return std::any_of(words.begin(), words.end(), [&](auto word) { return folded.find(word) != std::string::npos; });
}

void hide(const std::vector<std::string>& secrets, ValueFlaw& flaw) {
    // A map may fold a text, a template may put it among others, and a check may quote a part.
    const std::string given = folded_value(flaw.given);
    const bool is_secret = std::any_of(secrets.begin(), secrets.end(), [&given](const std::string& secret) {
        const std::string folded = folded_value(secret);
        return !given.empty() && (given.find(folded) != std::string::npos || folded.find(given) != std::string::npos);
    });
    if (!is_secret) return;
    flaw.given = hidden_text;
    // Names near to it.
    if (flaw.kind == FlawKind::unknown_seat) flaw.choices.clear();
}

}  // namespace inmail::io
