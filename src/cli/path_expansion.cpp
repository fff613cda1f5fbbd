#include "path_expansion.hpp"

#include <fmt/format.h>
#include <pwd.h>

#include <string_view>

#include "environment.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/store/open.hpp"
#include "inmail/text/terminal.hpp"

namespace inmail::cli {
namespace {

bool begins_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool in_name(char c) { return begins_name(c) || (c >= '0' && c <= '9'); }

/// The name at the beginning of `text`; empty: none.
std::string_view name_at(std::string_view text) {
    if (text.empty() || !begins_name(text.front())) return {};
    std::size_t size = 1;
    while (size < text.size() && in_name(text[size])) ++size;
    return text.substr(0, size);
}

class Expansion {
  public:
    Expansion(const std::string& typed, const std::string& where) : typed_(typed), where_(where), rest_(typed) {}

    [[nodiscard]] std::string path() {
        std::string path;
        if (!rest_.empty() && rest_.front() == '~') path += home();
        while (!rest_.empty()) {
            if (rest_.substr(0, 2) == "\\$") {
                path += '$';
                rest_.remove_prefix(2);
            } else if (rest_.front() == '$') {
                path += dollar();
            } else {
                path += rest_.front();
                rest_.remove_prefix(1);
            }
        }
        return path;
    }

  private:
    [[noreturn]] void fail(const std::string& why, const char* next) const {
        throw InputError(fmt::format("{}: cannot read '{}' as a path: {}", where_, for_terminal(typed_), why), next);
    }

    /// Takes `~` or `~user`.
    [[nodiscard]] std::string home() {
        const std::string user(rest_.substr(1, rest_.find('/') == std::string_view::npos ? rest_.npos : rest_.find('/') - 1));
        rest_.remove_prefix(1 + user.size());
        if (user.empty()) return variable("HOME");
        const passwd* entry = ::getpwnam(user.c_str());
        if (entry == nullptr)
            fail(fmt::format("unknown user '{}'", for_terminal(user)), "write ./~ for a file whose name begins with a tilde");
        return entry->pw_dir;
    }

    /// Takes `$NAME`, `${NAME}`, or a dollar that stands for itself.
    [[nodiscard]] std::string dollar() {
        rest_.remove_prefix(1);
        const bool braced = !rest_.empty() && rest_.front() == '{';
        const std::string_view name = name_at(rest_.substr(braced ? 1 : 0));
        if (name.empty() && !braced) return "$";
        if (braced && (name.empty() || rest_.substr(1 + name.size(), 1) != "}"))
            fail("'${' must be followed by a name and '}'", "write \\$ for a dollar");
        std::string value = variable(std::string(name));
        rest_.remove_prefix(name.size() + (braced ? 2 : 0));
        return value;
    }

    [[nodiscard]] std::string variable(const std::string& name) const {
        const auto value = environment(name.c_str());
        if (!value) fail(fmt::format("{} is not set", name), "set it, or write \\$ for a dollar");
        return *value;
    }

    const std::string& typed_;
    const std::string& where_;
    std::string_view rest_;
};

}  // namespace

std::string expanded_path(const std::string& typed, const std::string& where) { return Expansion(typed, where).path(); }

bool is_path_to_expand(std::string_view word) {
    if (word.substr(0, 2) == "~/") return true;
    const bool braced = word.substr(0, 2) == "${";
    if (word.substr(0, 1) != "$") return false;
    const std::string_view name = name_at(word.substr(braced ? 2 : 1));
    return !name.empty() && word.substr((braced ? 2 : 1) + name.size(), braced ? 2 : 1) == (braced ? "}/" : "/");
}

std::string path_argument(const std::string& typed) {
    if (typed.empty()) throw UsageError("the path is empty", "name a file");
    return expanded_path(typed, "the path");
}

std::string location_argument(const std::string& typed) { return store::names_server(typed) ? typed : path_argument(typed); }

}  // namespace inmail::cli
