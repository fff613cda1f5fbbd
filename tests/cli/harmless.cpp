#include "harmless.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>
#include <vector>

#include "inmail/text/strings.hpp"
#include "inmail/text/terminal.hpp"
#include "support/catch.hpp"

namespace inmail::test {

std::string first_raw(const std::string& text) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        if (!line.empty() && line.back() == '\r') line.pop_back();  // RFC 4180's end of a record
        if (for_terminal(line) != line) return for_terminal(line);
        // Not only by the product's own test.
        static const std::regex never(
            "[\x01-\x1f\x7f]|\xc2[\x80-\x9f\xad]|\xe2\x80[\x8b-\x8f\xa8-\xae]|\xe2\x81[\xa0-\xaf]|\xef\xbb\xbf|"
            "\xf3\xa0[\x80\x81]|\xe1\x85[\x9f\xa0]|\xe3\x85\xa4|\xe1\xa0\x8e");
        if (std::regex_search(line, never)) return for_terminal(line);
    }
    return {};
}

namespace {

using Words = std::vector<std::string>;

/// The fields of a CSV (RFC 4180), without quotes.
std::vector<Words> cells_of(const std::string& csv) {
    std::vector<Words> records(1, Words(1));
    bool quoted = false;
    for (std::size_t i = 0; i < csv.size(); ++i) {
        const char c = csv[i];
        if (c == '"' && quoted && i + 1 < csv.size() && csv[i + 1] == '"')
            records.back().back() += csv[++i];
        else if (c == '"')
            quoted = !quoted;
        else if (c == ',' && !quoted)
            records.back().emplace_back();
        else if (c == '\n' && !quoted)
            records.emplace_back(1);
        else if (c != '\r' || quoted)
            records.back().back() += c;
    }
    if (records.back() == Words(1)) records.pop_back();
    return records;
}

void check_csv(const std::string& out) {
    static const std::regex number("-?[0-9]+(\\.[0-9]+)?");
    const auto records = cells_of(out);
    for (const auto& record : records) {
        CHECK(record.size() == records.front().size());
        for (const auto& cell : record) {
            if (cell.empty() || std::string("=+-@").find(cell.front()) == std::string::npos) continue;
            INFO("a cell that a spreadsheet takes for a formula: " << for_terminal(cell));
            CHECK(std::regex_match(cell, number));
        }
    }
}

void check_markdown(const std::string& out) {
    CHECK(out.find('<') == std::string::npos);
    static const std::regex escaped("\\\\.");
    std::istringstream lines(out);
    std::ptrdiff_t bars = 0;  // of the table that the line is in; 0 outside a table
    for (std::string line; std::getline(lines, line);) {
        const std::string bare = std::regex_replace(line, escaped, "");
        INFO(for_terminal(line));
        CHECK(bare.find_first_of("`*_[") == std::string::npos);
        if (line.rfind('|', 0) != 0) {
            CHECK(bare.find('|') == std::string::npos);
            bars = 0;
            continue;
        }
        const auto here = std::count(bare.begin(), bare.end(), '|');
        if (bars != 0) CHECK(here == bars);
        bars = here;
    }
}

void check_html(const std::string& out) {
    for (const char* never : {"<script", "<img", "\" onmouseover"}) {
        INFO(never);
        CHECK(out.find(never) == std::string::npos);
    }
}

/// Every content line begins with a name that the program gave it, whatever the text of its value holds.
void check_ics(const std::string& out) {
    static const std::regex line(
        "(BEGIN|END|VERSION|PRODID|CALSCALE|UID|DTSTAMP|DTSTART|SUMMARY|CATEGORIES|TRANSP)[:;][^\\x01-\\x1f]*");
    static const std::regex fold("\r\n ");
    std::istringstream lines(std::regex_replace(out, fold, ""));
    for (std::string text; std::getline(lines, text);) {
        INFO(for_terminal(text));
        REQUIRE(ends_with(text, "\r"));
        CHECK(std::regex_match(text.substr(0, text.size() - 1), line));
    }
}

void check_json(const std::string& out) {
    CHECK(std::all_of(out.begin(), out.end(), [](char c) { return c == '\n' || (c >= ' ' && c < '\x7f'); }));
    CHECK(nlohmann::json::accept(out));
}

}  // namespace

void check_format(const std::string& format, const std::string& out) {
    static const std::map<std::string, void (*)(const std::string&)> checks{{"table", [](const std::string&) {}},
                                                                            {"csv", check_csv},
                                                                            {"markdown", check_markdown},
                                                                            {"html", check_html},
                                                                            {"ics", check_ics},
                                                                            {"json", check_json}};
    INFO("each format needs a check in this test: " << format);
    REQUIRE(checks.count(format) == 1);
    checks.at(format)(out);
}

}  // namespace inmail::test
