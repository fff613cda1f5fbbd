#include "copy/ledger_rows.hpp"

namespace inmail::store {
namespace {

using Type = LedgerColumn::Type;

LedgerTable dictionary(const char* name) { return {name, {{"id", Type::integer}, {"name", Type::text}}}; }

}  // namespace

const std::vector<LedgerTable>& ledger_tables() {
    static const std::vector<LedgerTable> tables{
        dictionary("seat"),
        dictionary("pool"),
        dictionary("plan"),
        {"rulebook", {{"id", Type::integer}, {"name", Type::text}, {"title", Type::text}}},
        dictionary("team"),
        dictionary("campaign"),
        dictionary("recorder"),
        {"prospect", {{"id", Type::integer}, {"name", Type::text}, {"salt", Type::bytes}}},
        {"erased_prospect", {{"id", Type::integer}, {"digest", Type::bytes}, {"erased_at", Type::integer}}},
        {"ledger",
         {{"only_row", Type::integer},
          {"id", Type::text},
          {"default_rulebook", Type::integer},
          {"zone", Type::text},
          {"created_at", Type::integer}}},
        {"terms",
         {{"id", Type::integer},
          {"rulebook", Type::integer},
          {"plan", Type::integer},
          {"effective_from", Type::integer},
          {"edition", Type::integer},
          {"allowance", Type::integer},
          {"cap", Type::integer},
          {"cap_rule", Type::integer},
          {"refresh", Type::integer},
          {"expiry_days", Type::integer},
          {"refund_window_days", Type::integer},
          {"window_rule", Type::integer},
          {"refund_expiry", Type::integer},
          {"purchasable", Type::integer},
          {"purchase_expiry_days", Type::integer},
          {"pooled", Type::integer},
          {"repeat", Type::integer},
          {"price_minor", Type::integer},
          {"credit_price_minor", Type::integer},
          {"currency", Type::text},
          {"source", Type::text},
          {"expiry_refreshes", Type::integer},
          {"repeat_refund", Type::integer},
          {"free_channels", Type::text},
          {"policy", Type::text},
          {"recorded_at", Type::integer},
          {"recorded_by", Type::integer},
          {"after_seq", Type::integer},
          {"hash_version", Type::integer},
          {"hash", Type::bytes}}},
        {"batch", {{"id", Type::integer}, {"first_seq", Type::integer}, {"name", Type::text}, {"command", Type::text}}},
        {"archive_owner",
         {{"id", Type::integer},
          {"seat", Type::integer},
          {"prospect", Type::integer},
          {"recorded_at", Type::integer},
          {"batch", Type::integer}}},
        {"told_again",
         {{"id", Type::integer},
          {"command", Type::text},
          {"batch", Type::integer},
          {"after_seq", Type::integer},
          {"first_seq", Type::integer},
          {"last_seq", Type::integer}}},
        {"import_zone", {{"id", Type::integer}, {"command", Type::text}, {"batch", Type::integer}, {"zone", Type::text}}},
        {"event",
         {{"seq", Type::integer},
          {"occurred_at", Type::integer},
          {"kind", Type::integer},
          {"seat", Type::integer},
          {"pool", Type::integer},
          {"prospect", Type::integer},
          {"channel", Type::integer},
          {"amount", Type::integer},
          {"key", Type::text},
          {"thread", Type::text},
          {"plan", Type::integer},
          {"rulebook", Type::integer},
          {"team", Type::integer},
          {"name", Type::text},
          {"figures", Type::text},
          {"to_seat", Type::integer},
          {"ref", Type::integer},
          {"outcome", Type::integer},
          {"campaign", Type::integer},
          {"price_minor", Type::integer},
          {"currency", Type::text},
          {"chars", Type::integer},
          {"billed", Type::integer},
          {"note", Type::text},
          {"line", Type::integer},
          {"recorded_at", Type::integer},
          {"recorded_by", Type::integer},
          {"batch", Type::integer},
          {"hash_version", Type::integer},
          {"hash", Type::bytes}}},
    };
    return tables;
}

std::string columns_of(const LedgerTable& table) {
    std::string columns;
    for (const LedgerColumn& column : table.columns) columns += (columns.empty() ? "" : ", ") + std::string(column.name);
    return columns;
}

}  // namespace inmail::store
