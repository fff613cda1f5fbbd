// The pages on paper, as Chromium prints them to PDF.

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "browser.hpp"
#include "cli/transcript.hpp"
#include "sample_pages.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

namespace inmail::test {
namespace {

/// With fewer, a sheet holds little more than two sentences.
constexpr std::size_t least_lines = 5;

/// The lines of each sheet, as pdftotext reads them.
std::vector<std::vector<std::string>> sheets_of(const std::filesystem::path& pdf, const std::filesystem::path& folder) {
    const Outcome text = run_shell("pdftotext -layout " + shell_quoted(pdf.string()) + " -", folder, now);
    CAPTURE(text.err);
    REQUIRE(text.exit_code == 0);
    std::vector<std::vector<std::string>> sheets;
    std::istringstream in(text.out);
    for (std::string sheet; std::getline(in, sheet, '\f');) {
        std::istringstream lines(sheet);
        sheets.emplace_back();
        for (std::string line; std::getline(lines, line);) {
            if (line.find_first_not_of(' ') != std::string::npos) sheets.back().push_back(line);
        }
        if (sheets.back().empty()) sheets.pop_back();
    }
    return sheets;
}

bool holds(const std::vector<std::string>& sheet, const std::string& what) {
    return std::any_of(sheet.begin(), sheet.end(), [&](const auto& line) { return line.find(what) != std::string::npos; });
}

/// The page printed on paper of this size.
std::vector<std::vector<std::string>> printed(const TempDir& folder, const char* page, const std::string& paper) {
    splice(folder / page, folder / "printed.html", "</style>", "@page { size: " + paper + "; }");
    return sheets_of(visit(folder / "printed.html", folder.path()).pdf, folder.path());
}

}  // namespace

TEST_CASE("on A4 and Letter no sheet holds two sentences only, and no chart is split") {
    if (is_missing()) return;
    const TempDir folder;
    make_audit(folder);
    make_plan(folder);
    for (const char* paper : {"A4", "Letter"}) {
        for (const char* page : {"page.html", "plan.html"}) {
            const auto sheets = printed(folder, page, paper);
            REQUIRE(!sheets.empty());
            for (std::size_t i = 0; i < sheets.size(); ++i) {
                CAPTURE(paper, page, i, sheets[i].front());
                CHECK(sheets[i].size() >= least_lines);
                // The columns of months stand above their names, and under their scale.
                CHECK(holds(sheets[i], "Month by month") == (holds(sheets[i], " Jan ") && holds(sheets[i], " Feb ")));
                if (holds(sheets[i], " Tu ")) CHECK(holds(sheets[i], "October 2026"));
            }
        }
    }
}

TEST_CASE("a table that is longer than a sheet has its head on each") {
    if (is_missing()) return;
    const TempDir folder;
    std::string rows = "at,event,seat,plan\n";
    constexpr int seats = 90;
    for (int i = 0; i < seats; ++i) rows += "2026-01-01,subscribe,seat-" + std::to_string(i) + ",sales-navigator-core\n";
    run(folder, "inmail init && printf '" + replaced(rows, "\n", "\\n") +
                    "' | inmail import events - && inmail audit --month 2026-09 --format html --output page.html");
    for (const char* paper : {"A4", "Letter"}) {
        std::size_t with_rows = 0;
        for (const auto& sheet : printed(folder, "page.html", paper)) {
            // Of all tables, only the one of all accounts names the plan, on a line of its own.
            const auto accounts = std::count_if(sheet.begin(), sheet.end(), [](const std::string& line) {
                return line.substr(line.find_first_not_of(' ')) == "sales-navigator-core";
            });
            if (accounts < 2) continue;
            CAPTURE(paper, sheet.front());
            CHECK(holds(sheet, "closing"));
            ++with_rows;
        }
        CHECK(with_rows >= 3);
    }
}

}  // namespace inmail::test
