#include "tables/sparkline.hpp"

#include "examples.hpp"
#include "inmail/app/reports/audit.hpp"
#include "inmail/app/reports/balance.hpp"
#include "inmail/render/reports.hpp"
#include "support/catch.hpp"

namespace inmail::render {

TEST_CASE("a sparkline's highest bar is full, and only zero has the lowest bar") {
    struct {
        std::vector<Credits> amounts;
        const char* line;
    } const rows[] = {
        {{}, ""},
        {{Credits{0}, Credits{0}}, "▁▁"},
        {{Credits{5}}, "█"},
        {{Credits{0}, Credits{1}, Credits{1000}}, "▁▂█"},
        {{Credits{1}, Credits{2}, Credits{3}, Credits{4}, Credits{5}, Credits{6}, Credits{7}, Credits{0}}, "▂▃▄▅▆▇█▁"}};
    for (const auto& row : rows) CHECK(sparkline(row.amounts) == row.line);
}

TEST_CASE("a sparkline is drawn if the display has Unicode, and never in a format for programs") {
    app::BalanceReport report = balance_of_ana();
    report.accounts.front().trend = {Credits{100}, Credits{50}};
    Display seeing = terminal(200);
    seeing.unicode = true;
    const auto has_line = [&](Format format, const Display& display) {
        return render::render(report, format, display).out.find("█▅") != std::string::npos;
    };
    CHECK(has_line(Format::table, seeing));
    CHECK_FALSE(has_line(Format::table, piped()));
    CHECK_FALSE(has_line(Format::csv, seeing));
    CHECK_FALSE(has_line(Format::json, seeing));
    seeing.terminal_width = 60;
    const std::string narrow = render::render(report, Format::table, seeing).out;
    CHECK(narrow.find("█▅") == std::string::npos);
    CHECK(narrow.find(", trend\n") != std::string::npos);

    app::AuditReport month = march();
    for (auto& row : month.rows) row.trend = {Credits{7}};
    const Table table = table_of(month, seeing);
    CHECK(table.columns.back().heading == "trend");
    CHECK(table.rows.front().size() == table.total->size());
    CHECK(table.subtotals.front().size() == table.total->size());
}

}  // namespace inmail::render
