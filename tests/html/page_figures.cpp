#include "page_figures.hpp"

#include <cctype>

#include "cli/transcript.hpp"
#include "sample_pages.hpp"
#include "support/catch.hpp"

namespace inmail::test {
namespace {

const std::string minus = "\xe2\x88\x92";
const std::string no_figure = "<i>\xe2\x80\x93";  // a dash

}  // namespace

nlohmann::json json_of(const TempDir& folder, const std::string& command) {
    const Outcome outcome = run_shell(command + " --format json", folder.path(), now);
    CAPTURE(command, outcome.err);
    REQUIRE(outcome.exit_code == 0);
    return nlohmann::json::parse(outcome.out);
}

std::string between(const std::string& text, const std::string& from, const std::string& to) {
    const std::size_t found = text.find(from);
    CAPTURE(from);
    REQUIRE(found != std::string::npos);
    const std::size_t begin = found + from.size();
    return text.substr(begin, text.find(to, begin) - begin);
}

std::string row_of(const std::string& dom, const std::string& attributes) {
    return between(dom, "<tr " + attributes + ">", "</tr>");
}

std::int64_t figure(const std::string& row, const std::string& name) {
    std::string digits;
    const std::string shown = between(row, "data-figure=\"" + name + "\">", "</");
    if (shown == no_figure) return 0;
    if (shown.compare(0, minus.size(), minus) == 0) digits = "-";
    for (const char c : shown) {
        if (std::isdigit(static_cast<unsigned char>(c)) != 0) digits += c;
    }
    CAPTURE(row, name);
    REQUIRE(!digits.empty());
    return std::stoll(digits);
}

}  // namespace inmail::test
