// What the ledger can prove of itself.

#include "inmail/app/reports/verify.hpp"

#include <fmt/format.h>

#include "columns.hpp"
#include "drift_words.hpp"
#include "inmail/render/reports.hpp"
#include "messages/problem_words.hpp"
#include "words.hpp"

namespace inmail::render {
Table table_of(const app::VerifyReport& report, const Display& display) {
    Table table;
    table.columns = {name("finding"), text("what")};
    for (const auto& problem : report.problems) {
        Cell finding("problem");
        finding.tone = Tone::bad;
        table.rows.push_back({finding, problem_words(problem)});
    }
    for (const auto& line : drift_words(report.drift, display)) table.rows.push_back({"drift", line});
    table.notes.push_back(report.problems.empty()
                              ? fmt::format("Sound: {}, and conservation holds in {}", counted(report.events, "event"),
                                            counted(report.accounts, "account"))
                              : fmt::format("Damaged: {} in {}",
                                            counted(static_cast<std::int64_t>(report.problems.size()), "problem"),
                                            counted(report.events, "event")));
    if (!report.indexes_checked)
        table.notes.emplace_back("The indexes were not checked: the server lacks the extension amcheck, or you may not use it.");
    table.notes.push_back(head_words(report.head));
    return table;
}

}  // namespace inmail::render
