#include "inmail/app/faults.hpp"
#include "inmail/render/errors.hpp"
#include "inmail/render/reports.hpp"
#include "messages/import_words.hpp"
#include "messages/suggestion_words.hpp"
#include "shared.hpp"

namespace inmail::render {
namespace {

Json json_of(const ArchiveSuggestion& suggestion) {
    const bool is_purchase = suggestion.kind == EventKind::purchase;
    const auto price = credit_price_of(suggestion);
    Json j;
    j["event"] = to_string(suggestion.kind);
    j["file"] = suggestion.file;
    j["line"] = suggestion.line;
    j["at"] = to_string(suggestion.day);
    j["amount"] = is_purchase ? json(suggestion.credits) : Json(nullptr);
    j["paid"] = suggestion.paid ? Json(to_decimal(*suggestion.paid)) : Json(nullptr);
    j["price"] = price ? Json(to_decimal(*price)) : Json(nullptr);
    j["currency"] = suggestion.paid ? Json(suggestion.paid->currency) : Json(nullptr);
    j["plan"] = text_or_null(suggestion.plan);
    j["command"] = text_or_null(command_of(suggestion));
    j["refused"] = suggestion.refused ? Json(words_of(app::Refused(*suggestion.refused)).what) : Json(nullptr);
    return j;
}

Json json_of(const app::ImportEffects& effects) {
    return {{"refunds", effects.refunds},   {"unmatched", effects.unmatched},   {"repeats", effects.repeats},
            {"unfunded", effects.unfunded}, {"over_limit", effects.over_limit}, {"outside", effects.outside}};
}

Json json_of(const app::ArchiveSummary::Superseded& superseded) {
    Json j = {{"line", superseded.line == 0 ? Json(nullptr) : Json(superseded.line)},
              {"event", to_string(superseded.kind)},
              {"prospect", superseded.prospect},
              {"key", superseded.key},
              {"logged_at", to_rfc3339(superseded.logged_at)},
              {"at", to_rfc3339(superseded.at)}};
    if (superseded.recorded_for != superseded.prospect) j["recorded_for"] = superseded.recorded_for;
    if (superseded.is_free_now) j["channel"] = to_string(Channel::first_degree);
    return j;
}

const char* code_of(app::ArchiveSummary::Difference::What what) {
    using What = app::ArchiveSummary::Difference::What;
    switch (what) {
        case What::channel:
            return "channel";
        case What::prospect:
            return "prospect";
        case What::conversation:
            return "conversation";
        case What::seat:
            return "seat";
        case What::ordinary:
            return "ordinary";
        case What::answered_at:
            break;
    }
    return "answered_at";
}

Json json_of(const app::ArchiveSummary::Difference& difference) {
    return {{"line", difference.line == 0 ? Json(nullptr) : Json(difference.line)},
            {"what", code_of(difference.what)},
            {"event", to_string(difference.kind)},
            {"prospect", difference.prospect},
            {"key", difference.key},
            {"known", text_or_null(difference.in_ledger)},
            {"told", difference.in_archive}};
}

/// Codes, not sentences: see import_notes.hpp.
Json json_of(const app::ArchiveSummary& archive) {
    const bool is_known = archive.proof.kind != OwnerProof::Kind::none;
    Json j;
    j["seat"] = archive.seat;
    j["owner"] = text_or_null(archive.owner);
    j["evidence"] = is_known ? Json(to_string(archive.proof.kind)) : Json(nullptr);
    j["sends"] = archive.sends;
    j["free_sends"] = archive.free_sends;
    j["replies"] = archive.replies;
    j["assumptions"] = Json::array();
    for (const Assumption assumption : archive.assumptions) j["assumptions"].push_back(to_string(assumption));
    j["left_out"] = Json::array();
    for (const auto& rows : archive.left_out)
        j["left_out"].push_back({{"reason", to_string(rows.reason)}, {"lines", rows.lines}});
    j["superseded"] = Json::array();
    for (const auto& superseded : archive.superseded) j["superseded"].push_back(json_of(superseded));
    j["differs"] = Json::array();
    for (const auto& difference : archive.differs) j["differs"].push_back(json_of(difference));
    j["known_elsewhere"] = Json::array();
    for (const auto& known : archive.known_elsewhere)
        j["known_elsewhere"].push_back({{"seat", known.seat}, {"rows", known.rows}});
    if (const auto& after = archive.after_handover) {
        j["after_handover"] = {
            {"to", after->to}, {"at", to_rfc3339(after->at)}, {"sends", after->sends}, {"answers", after->answers}};
    }
    j["suggestions"] = Json::array();
    for (const auto& suggestion : archive.suggestions) j["suggestions"].push_back(json_of(suggestion));
    j["other_receipts"] = archive.other_receipts;
    return j;
}

Json json_of(const app::TableReport& report) {
    Json j;
    j["rules"] = report.rules;
    j["sends"] = report.sends;
    j["free_sends"] = report.free_sends;
    j["replies"] = report.replies;
    j["bounces"] = report.bounces;
    j["left_out"] = Json::array();
    for (const auto& left_out : report.left_out)
        j["left_out"].push_back({{"reason", left_out.reason}, {"rows", left_out.rows}, {"lines", left_out.lines}});
    j["unused_columns"] = report.unused_columns;
    if (report.rows.empty()) return j;
    j["preview"] = Json::array();
    for (const auto& row : report.rows) {
        Json events = Json::array();
        for (const auto& event : row.events) {
            events.push_back({{"at", to_rfc3339(event.at)},
                              {"event", to_string(event.kind)},
                              {"seat", event.seat},
                              {"prospect", event.prospect},
                              {"channel", event.channel ? Json(to_string(*event.channel)) : Json(nullptr)},
                              {"outcome", event.outcome ? Json(to_string(*event.outcome)) : Json(nullptr)},
                              {"key", text_or_null(event.key)}});
        }
        j["preview"].push_back({{"line", row.line},
                                {"rule", row.rule_line == 0 ? Json(nullptr) : Json(row.rule_line)},
                                {"left_out", text_or_null(row.left_out)},
                                {"events", std::move(events)}});
        if (!row.is_rejected) continue;
        Json& shown = j["preview"].back();
        shown["rejected"] = true;
        shown["cells"] = Json::object();
        for (const auto& cell : row.cells) shown["cells"][cell.column] = cell.text;
    }
    return j;
}

/// Adds to the object.
Json json_of(const app::ImportResult& result, Json j) {
    if (result.dry_run) j["dry_run"] = true;
    j["batch"] = text_or_null(result.batch);
    j["rows"] = result.rows;
    j["recorded"] = result.recorded;
    j["duplicates"] = result.duplicates;
    j["matched"] = result.matched;
    j["skipped"] = result.skipped;
    j["rejected"] = Json::array();
    for (const auto& row : result.rejected) {
        j["rejected"].push_back({{"line", row.line}, {"column", row.column}, {"reason", rejection_words(row)}});
    }
    j["warnings"] = Json::array();
    const Display utc = utc_display();
    for (const auto& warning : result.warnings) {
        Json& one = j["warnings"].emplace_back(Json{{"line", warning.line}, {"reason", warning_words(warning, utc)}});
        const auto* noted = std::get_if<app::import_warning::NotedRows>(&warning.what);
        if (noted == nullptr) continue;
        one["rows"] = noted->rows.rows;
        one["lines"] = noted->rows.lines;
    }
    if (result.replacement) {
        Json& replaced = j["replaced"];
        replaced["source"] = result.replacement->source;
        replaced["changed"] = result.replacement->changed;
        replaced["gone"] = Json::array();
        for (const auto& gone : result.replacement->gone) {
            replaced["gone"].push_back({{"key", gone.key},
                                        {"at", to_rfc3339(gone.at)},
                                        {"event", to_string(gone.kind)},
                                        {"seat", text_or_null(gone.seat)},
                                        {"prospect", text_or_null(gone.prospect)}});
        }
    }
    if (result.table) j["table"] = json_of(*result.table);
    j["effects"] = json_of(result.effects);
    if (!result.effects_lost.none()) j["effects"]["lost"] = json_of(result.effects_lost);
    if (!result.archives) return j;
    j["archives"] = Json::array();
    for (const auto& archive : *result.archives) j["archives"].push_back(json_of(archive));
    return j;
}

Json direction_of(const app::ImportResult& result, std::int64_t terms, const std::optional<app::EraseResult>& forgotten) {
    Json j = json_of(result, Json::object());
    j["terms"] = terms;
    j["forgotten"] = Json::array();
    if (!forgotten) return j;
    for (const auto& row : forgotten->rows) j["forgotten"].push_back({{"prospect", row.prospect}, {"events", row.events}});
    return j;
}

}  // namespace

std::string to_json(const app::ImportResult& result) { return line_of(json_of(result, schema_1())); }

std::string to_json(const app::SyncResult& result) {
    Json j = schema_1();
    j["up"] = direction_of(result.up, result.terms_up, result.forgotten_there);
    j["down"] = direction_of(result.down, result.terms_down, result.forgotten_here);
    j["not_forgotten"] = result.not_forgotten;
    j["shown_in_part"] = Json::array();
    for (const auto& account : result.shown_in_part) j["shown_in_part"].push_back(account.typed());
    return line_of(j);
}

}  // namespace inmail::render
