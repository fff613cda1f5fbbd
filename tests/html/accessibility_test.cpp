#include <string>
#include <vector>

#include "browser.hpp"
#include "sample_pages.hpp"
#include "support/catch.hpp"
#include "support/temp_dir.hpp"

namespace inmail::test {
namespace {

/// A phone, a tablet, a laptop and a large screen.
const std::vector<int> widths{390, 768, 1200, 1600};

void check_pages(Scheme scheme) {
    const TempDir folder;
    make_audit(folder);
    make_plan(folder);
    make_trends(folder);
    for (const char* page : {"page.html", "plan.html", "rates.html", "forecast.html", "months.html"}) {
        CAPTURE(page);
        const Accessibility found = accessibility_of(folder / page, folder.path(), widths, scheme);
        CHECK(found.faults == std::vector<std::string>{});
        CHECK(found.kept.count("color-contrast") == 1);
        CHECK(found.kept.count("document-title") == 1);
    }
}

}  // namespace

TEST_CASE("axe finds no accessibility fault in the pages, in light") {
    if (is_missing()) return;
    check_pages(Scheme::light);
}

TEST_CASE("axe finds no accessibility fault in the pages, in dark") {
    if (is_missing()) return;
    check_pages(Scheme::dark);
}

TEST_CASE("axe notices faint words, a picture without words, and words that only the dark page shows faintly") {
    if (is_missing()) return;
    const TempDir folder;
    make_audit(folder);
    splice(folder / "page.html", folder / "faulty.html", "<h1>",
           "<p style=\"color:#ddd\">faint</p><img src=\"data:,\"><b style=\"color:#333\">by day</b>");
    const auto rules_broken = [&](Scheme scheme) {
        std::string rules;
        for (const auto& fault : accessibility_of(folder / "faulty.html", folder.path(), {1200}, scheme).faults)
            rules += fault.substr(0, fault.find(':', fault.find(':') + 1)) + "; ";
        return rules;
    };
    CHECK(rules_broken(Scheme::light) == "1200: color-contrast; 1200: image-alt; ");
    CHECK(rules_broken(Scheme::dark) == "1200: color-contrast; 1200: image-alt; ");
}

}  // namespace inmail::test
