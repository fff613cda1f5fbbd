#include "content_lines.hpp"

#include "inmail/text/terminal.hpp"

namespace inmail::render {
namespace {

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

}  // namespace

void ContentLines::add(std::string_view name, std::string_view value) {
    constexpr std::size_t most = 75;  // octets of a line, without its CRLF
    std::string line = std::string(name).append(":").append(value);
    std::size_t room = most;
    while (line.size() > room) {
        std::size_t end = room;
        while (continues_character(line[end])) --end;
        lines_.append(line, 0, end).append("\r\n ");
        line.erase(0, end);
        room = most - 1;  // the blank counts
    }
    lines_.append(line).append("\r\n");
}

void ContentLines::add_text(std::string_view name, std::string_view text) {
    std::string escaped;
    for (const char c : for_terminal(text)) {
        if (c == '\\' || c == ';' || c == ',') escaped += '\\';
        escaped += c;
    }
    add(name, escaped);
}

}  // namespace inmail::render
