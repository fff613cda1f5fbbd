// config.toml: what it sets is text without control characters.

#include "inmail/io/config.hpp"

#include "inmail/text/unicode.hpp"
#include "memory_file.hpp"
#include "target.hpp"

namespace inmail::fuzz {

void take(std::string_view input) {
    const MemoryFile file(input);
    const io::Config config = io::read_config(file.path());
    for (const auto& text : {config.ledger, config.seat, config.format}) {
        ensure(is_utf8(text) && !has_control(text), "what a config sets is plain text");
    }
}

}  // namespace inmail::fuzz
