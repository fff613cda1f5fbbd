#include "toml/toml_file.hpp"

#include <cerrno>
#include <fstream>
#include <system_error>
#include <utility>

#include "inmail/text/encoding.hpp"
#include "toml/toml_check.hpp"

namespace inmail::io {
namespace {

constexpr std::size_t max_rules_bytes = std::size_t{256} * 1024;

}  // namespace

toml::table parse_toml(std::string_view text, const TomlFile& file) {
    using rules_fault::BadRules;
    const auto fail = [&file](std::uint32_t line, std::string why) {
        throw InvalidRules(BadRules{file.name, line, {}, BadRules::Why::no_toml, std::move(why), {}, file.kind});
    };
    const std::string_view unmarked = without_utf8_mark(text);
    if (auto flaw = toml_flaw(unmarked)) fail(flaw->line, std::move(flaw->why));
    try {
        return toml::parse(unmarked);
    } catch (const toml::parse_error& error) { fail(error.source().begin.line, std::string(error.description())); }
    return {};
}

std::string toml_text_of(const std::filesystem::path& path, RulesKind kind) {
    const auto fail = [&](int error) {
        throw InvalidRules(rules_fault::UnreadableRules{path.string(), error, max_rules_bytes, kind});
    };
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) fail(EISDIR);
    errno = 0;
    std::ifstream in(path, std::ios::binary);
    if (!in) fail(errno);
    std::string text(max_rules_bytes + 1, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(in.gcount()));
    if (text.size() > max_rules_bytes) fail(0);
    return text;
}

}  // namespace inmail::io
