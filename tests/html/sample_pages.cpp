#include "sample_pages.hpp"

#include <fstream>
#include <string>
#include <vector>

#include "browser.hpp"
#include "cli/transcript.hpp"
#include "support/catch.hpp"

namespace inmail::test {

bool is_missing() {
    if (chromium()) return false;
    WARN("SKIPPED: there is no Chromium on the PATH");
    return true;
}

void run(const TempDir& folder, const std::string& command) {
    const Outcome outcome = run_shell(command, folder.path(), now);
    CAPTURE(command, outcome.err);
    REQUIRE(outcome.exit_code == 0);
}

static void make_ledger(const TempDir& folder) {
    if (std::filesystem::exists(folder / "ledger.db")) return;
    run(folder, sample_team);
}

void make_audit(const TempDir& folder) {
    make_ledger(folder);
    run(folder, "inmail audit --month 2026-09 --format html --output page.html");
}

void make_plan(const TempDir& folder) {
    make_ledger(folder);
    run(folder, "inmail route \"$SAMPLES/prospects.csv\" --seat cleo --output plan.html");
}

void make_trends(const TempDir& folder) {
    make_ledger(folder);
    run(folder, "inmail stats --output rates.html && inmail forecast --output forecast.html");
    run(folder, "inmail audit --month 2026-01..2026-09 --output months.html");
}

void check_fits(const TempDir& folder, const std::string& page, int width) {
    CAPTURE(page, width);
    const Layout layout = layout_of(folder / page, folder.path(), width);
    CHECK(layout.fits);
    CHECK(layout.unseen == std::vector<std::string>{});
    constexpr int laptop = 1200;
    if (width >= laptop) CHECK(layout.cut == std::vector<std::string>{});
}

void splice(const std::filesystem::path& page, const std::filesystem::path& into, const std::string& before,
            const std::string& html) {
    std::string text = read_file(page);
    const std::size_t place = text.find(before);
    REQUIRE(place != std::string::npos);
    text.insert(place, html);
    std::ofstream(into, std::ios::binary) << text;
}

}  // namespace inmail::test
