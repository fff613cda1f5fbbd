// config.toml: what it sets is text without control characters.

#include "inmail/io/config.hpp"

#include "inmail/text/unicode.hpp"
#include "memory_file.hpp"
#include "target.hpp"

namespace inmail::fuzz {

void take(std::string_view input) {
    const MemoryFile file(input);
    const io::Config config = io::read_config(file.path());
    for (const auto* entries : {&config.settings, &config.aliases, &config.sequences}) {
        for (const auto& [key, entry] : *entries) {
            ensure(is_utf8(entry.value) && !has_control(entry.value), "what a config sets is plain text");
        }
    }
    // One key can be changed, and the others stay.
    const std::string value = "a \"new\" value \\";
    for (const char* key : {"seat", "alias.fu", "sequence.Q1 \"CFOs\""}) {
        const std::string text = io::with_setting(config, key, value);
        if (text.size() > io::max_config_bytes) return;
        const MemoryFile changed(text);
        const io::Config again = io::read_config(changed.path());
        ensure(again.find(key) != nullptr && again.find(key)->value == value, "a config holds what was set");
        const std::size_t added = config.find(key) == nullptr ? 1 : 0;
        const auto count = [](const io::Config& c) { return c.settings.size() + c.aliases.size() + c.sequences.size(); };
        ensure(count(again) == count(config) + added, "to set one key changes no other");
    }
}

}  // namespace inmail::fuzz
