#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <string>
#include <vector>

#include "copy/ledger_rows.hpp"
#include "support/old_ledger.hpp"

namespace inmail::test {

/// All that a ledger's file keeps, but for what each file makes for itself: a line a row, with the table's name.
inline std::vector<std::string> ledger_rows_in(const std::filesystem::path& file) {
    std::vector<std::string> lines;
    SQLite::Database database(file.string(), SQLite::OPEN_READONLY);
    for (const store::LedgerTable& table : store::ledger_tables()) {
        std::string line = "'" + std::string(table.name) + "'";
        for (const store::LedgerColumn& column : table.columns) line += " || ' ' || quote(" + std::string(column.name) + ")";
        SQLite::Statement rows(database, "SELECT " + line + " FROM " + table.name + " ORDER BY " + table.columns.front().name);
        while (rows.executeStep()) lines.push_back(rows.getColumn(0).getString());
    }
    SQLite::Statement spellings(database,
                                "SELECT 'earlier spelling ' || prospect || ' ' || key_hash FROM earlier_spelling ORDER BY 1");
    while (spellings.executeStep()) lines.push_back(spellings.getColumn(0).getString());
    return lines;
}

/// Ledgers with old schemas, of which one has spellings of the first edition.
inline const std::vector<std::string>& old_ledgers() {
    static const std::vector<std::string> names{"v2", "v3", "v4", "v6", "v7", "v15", "spellings-v7"};
    return names;
}

}  // namespace inmail::test
