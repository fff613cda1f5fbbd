#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <sstream>
#include <tuple>
#include <utility>
#include <vector>

#include "inmail/render/messages.hpp"
#include "inmail/render/reports.hpp"
#include "inmail/text/lines.hpp"
#include "inmail/text/terminal.hpp"
#include "messages/import_words.hpp"
#include "messages/table_words.hpp"
#include "words.hpp"

namespace inmail::render {
namespace {

constexpr std::size_t max_runs_of_a_warning = 12;

/// Rows with a flaw: one may have several.
std::int64_t rejected_rows(const app::ImportResult& r) {
    std::vector<std::int64_t> lines;
    for (const auto& row : r.rejected) lines.push_back(row.line);
    std::sort(lines.begin(), lines.end());
    return std::unique(lines.begin(), lines.end()) - lines.begin();
}

/// Of a file that rejected rows refuse: those that would have been recorded.
std::int64_t sound_rows(const app::ImportResult& r) {
    if (r.rejected.empty()) return 0;
    return std::max<std::int64_t>(r.rows - r.recorded - r.duplicates - r.matched - r.skipped - rejected_rows(r), 0);
}

/// "100 recorded, 18 known already": what became of the rows, zeros left out.
std::string outcome_of(const app::ImportResult& r) {
    const std::pair<std::int64_t, const char*> parts[]{
        {r.recorded - r.updated, r.dry_run ? "would be recorded" : "recorded"},
        {r.updated, r.dry_run ? "would be updated" : "updated"},
        {r.duplicates, "known already"},
        {r.matched - r.replaced, r.archives ? "logged by hand already" : "known from another source"},
        {r.replaced, "replaced since"},
        {sound_rows(r), "sound"},
        {r.skipped, "left out"}};
    std::string words;
    for (const auto& [n, what] : parts) {
        if (n != 0) words += fmt::format("{}{} {}", words.empty() ? "" : ", ", n, what);
    }
    return words.empty() ? "nothing to record" : words;
}

/// Whether a table may have the flaw on all rows, for one reason.
bool is_of_tables(FlawKind kind) {
    switch (kind) {
        case FlawKind::unknown_seat:
        case FlawKind::ambiguous_seat:
        case FlawKind::not_in_map:
        case FlawKind::no_rule_takes:
        case FlawKind::answer_without_time:
        case FlawKind::not_in_format:
        case FlawKind::unproven_order:
        case FlawKind::spreadsheet_day:
            return true;
        default:
            return false;
    }
}

/// Rows with one flaw in one column. Of times that cannot be read, each row has another.
struct AlikeFlaws {
    std::vector<std::int64_t> lines;  ///< behind the first
    bool have_other_values{false};
};
using FlawGroup = std::tuple<std::string, FlawKind, std::string>;
FlawGroup group_of(const RejectedRow& row) {
    const FlawKind kind = row.flaw.kind;
    const bool is_time = kind == FlawKind::not_in_format || kind == FlawKind::unproven_order ||
                         kind == FlawKind::spreadsheet_day || kind == FlawKind::no_time;
    return {row.column, kind, is_time ? row.flaw.what : rejection_words(row)};
}

/// " (and line 5)", " (and 399 other rows: lines 4-402)"
std::string others_words(AlikeFlaws& others) {
    auto& lines = others.lines;
    lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
    if (lines.empty()) return {};
    const char* values = others.have_other_values ? ", with other values" : "";
    if (lines.size() == 1) return fmt::format(" (and {}{})", line_words(lines), values);
    return fmt::format(" (and {} other rows: {}{})", lines.size(), line_words(lines), values);
}

/// A sentence for each rejected row; rows of a table that have one flaw share it.
std::vector<std::string> rejections(const app::ImportResult& result, const std::string& file) {
    auto rejected = result.rejected;
    std::stable_sort(rejected.begin(), rejected.end(), [](const auto& a, const auto& b) { return a.line < b.line; });
    const auto is_grouped = [&result](const RejectedRow& row) { return result.table || is_of_tables(row.flaw.kind); };
    std::vector<const RejectedRow*> firsts;
    std::map<FlawGroup, std::pair<const RejectedRow*, AlikeFlaws>> groups;
    for (const auto& row : rejected) {
        const bool is_first = !is_grouped(row) || groups.try_emplace(group_of(row), &row, AlikeFlaws{}).second;
        if (is_first) {
            firsts.push_back(&row);
            continue;
        }
        auto& [first, others] = groups[group_of(row)];
        if (row.line != first->line) others.lines.push_back(row.line);
        others.have_other_values = others.have_other_values || row.flaw.given != first->flaw.given;
    }
    std::vector<std::string> lines;
    for (const auto* row : firsts) {
        const auto column = row->column.empty() ? std::string() : for_terminal(row->column) + ": ";
        const std::string others = is_grouped(*row) ? others_words(groups[group_of(*row)].second) : std::string();
        lines.push_back(fmt::format("{}:{}: {}{}{}", file, row->line, column, for_terminal(rejection_words(*row)), others));
    }
    return lines;
}

}  // namespace

std::vector<std::string> complaints(const app::ImportResult& result, const std::string& source, const Display& display) {
    const std::string file = for_terminal(source);
    std::vector<std::string> lines = rejections(result, file);
    std::vector<std::string> reasons;  // in the order in which they came up
    std::map<std::string, std::vector<std::int64_t>> by_reason;
    for (const auto& warning : result.warnings) {
        const std::string reason = warning_words(warning, display);
        auto& of_reason = by_reason[reason];
        if (of_reason.empty()) reasons.push_back(reason);
        if (const auto* noted = std::get_if<app::import_warning::NotedRows>(&warning.what))
            of_reason.insert(of_reason.end(), noted->rows.lines.begin(), noted->rows.lines.end());
        else
            of_reason.push_back(warning.line);
    }
    for (const auto& reason : reasons) {
        auto& at = by_reason[reason];
        std::sort(at.begin(), at.end());
        const bool whole_file = at.back() == 0;
        const auto where = whole_file ? std::string() : ":" + fold_lines(at, max_runs_of_a_warning);
        lines.push_back(fmt::format("{}{}: warning: {}", file, where, for_terminal(reason)));
    }
    return lines;
}

Rendered message_of(const app::ImportResult& result, const std::string& source, const Display& display) {
    Rendered message;
    message.said = complaints(result, source, display);
    const std::int64_t rejected = rejected_rows(result);
    message.out = fmt::format("{}: {}: {}{}\n", for_terminal(source), counted(result.rows, "row"), outcome_of(result),
                              rejected == 0 ? "" : fmt::format(", {} rejected", rejected));
    if (result.table) {
        message.out += table_words(*result.table);
        if (result.table->lacks_keys)
            message.said.emplace_back(
                "warning: the rules give no key, so that a key is made of what each row says: a row that changes is imported "
                "again");
        const auto differs = [](const RejectedRow& row) { return row.flaw.kind == FlawKind::key_taken; };
        if (std::any_of(result.rejected.begin(), result.rejected.end(), differs))
            message.said.emplace_back("--update corrects events that differ from their rows.");
        const auto lacks_seat = [](const RejectedRow& row) { return row.flaw.kind == FlawKind::unknown_seat; };
        if (std::any_of(result.rejected.begin(), result.rejected.end(), lacks_seat))
            message.said.emplace_back(
                "Give each of these names a seat's handle in [maps.seats] of the rules, or with --map seats=FILE.");
        const auto has_no_seat = [](const RejectedRow& row) { return row.flaw.kind == FlawKind::needs_seat; };
        if (std::any_of(result.rejected.begin(), result.rejected.end(), has_no_seat))
            message.said.emplace_back("--seat SEAT says whose all the rows are; else give the rules a `seat`.");
        if (!result.table->rows.empty()) {
            std::ostringstream out;
            draw_text(out, table_of(*result.table, display), display);
            message.out = out.str() + "\n" + message.out;
        }
    }
    if (result.replacement) message.out += replacement_words(*result.replacement, result.dry_run, display);
    if (result.archives) {
        for (const auto& archive : *result.archives)
            message.out += archive_words(archive, result.archives->size() > 1, result.dry_run, display);
    }
    if (!result.effects.none()) message.out += effect_words(result.effects, result.dry_run) + "\n";
    if (!result.effects_lost.none()) message.out += lost_effect_words(result.effects_lost, result.dry_run) + "\n";
    if (!result.dry_run && !result.batch.empty())
        message.out +=
            fmt::format("Batch {}: `inmail void --batch {} --note WHY` takes it back whole\n", result.batch, result.batch);
    message.out = fitted(message.out, display);
    return message;
}

std::string nothing_recorded(const app::ImportResult& result, bool is_refused) {
    const bool is_preview = result.table && result.table->is_preview;
    const char* const trial = !result.dry_run ? "" : is_preview ? " (--preview)" : " (--dry-run)";
    const char* const next = is_refused ? ": correct these rows, or record the others with --skip-invalid" : "";
    return fmt::format("Nothing was recorded{}{}.", trial, next);
}

Rendered message_of(const app::RolloverResult& result, const Display& display) {
    Rendered message = draw(table_of(result, display), Format::table, display);
    if (result.closes.empty()) return message;
    message.said.push_back(
        result.dry_run
            ? fmt::format("Would record {} (--dry-run).", counted(static_cast<std::int64_t>(result.closes.size()), "close"))
            : fmt::format("Recorded {}.", counted(static_cast<std::int64_t>(result.closes.size()), "close")));
    return message;
}

Rendered message_of_plans(const std::vector<NamedTerms>& recorded, bool dry_run, const Display& display) {
    Rendered message;
    if (recorded.empty()) {
        message.said.emplace_back("Nothing to record: the ledger has all of these rows.");
        return message;
    }
    const Day today = day_of(display.now);
    for (const auto& row : recorded) {
        const auto since = row.terms.effective_from > today ? "from " + to_string(row.terms.effective_from) + " on"
                                                            : "since " + to_string(row.terms.effective_from);
        message.out += fmt::format("{} {} / {}, {}: allowance {}, cap {}\n", dry_run ? "would record" : "recorded",
                                   for_terminal(row.rulebook), for_terminal(row.plan), since, row.terms.allowance.value,
                                   row.terms.cap.value);
    }
    if (dry_run) message.said.emplace_back("Nothing was recorded (--dry-run).");
    return message;
}

}  // namespace inmail::render
