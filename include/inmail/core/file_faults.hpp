#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "inmail/core/errors.hpp"
#include "inmail/core/import_notes.hpp"
#include "inmail/core/value_flaw.hpp"

namespace inmail {

// Why a file as a whole cannot be read (exit 3), as data: io finds it, render words it. Rows that cannot be recorded are
// RejectedRow (import_notes.hpp).

namespace file_fault {

/// What a file is that holds no rows of text, by its first bytes.
enum class FileFormat : std::uint8_t {
    text,  ///< or an unknown format
    empty,
    zip,
    workbook,       ///< .xlsx
    old_workbook,   ///< .xls
    open_document,  ///< .ods
    numbers,        ///< Apple's spreadsheets
    pdf,
    markup,  ///< HTML or XML
    json,
    database,  ///< SQLite's, perhaps a ledger
    gzip,
    bzip2,
    xz,
    zstd,
    seven_zip,
    rar,
    tar,
};

/// A CSV whose fields and records cannot be separated.
struct UnreadableCsv {
    enum class Why : std::uint8_t { zero_bytes, stray_quote, long_field, long_record, unclosed_quote };
    enum class Source : std::uint8_t { events, linkedin, prospects, table };
    Why why{Why::zero_bytes};
    Source source{Source::events};
    std::string file;
    std::int64_t line{0};         ///< 0: the file as a whole
    std::int64_t record_line{0};  ///< of `stray_quote`: where the record begins
    std::int64_t field_line{0};   ///< of `stray_quote`: where its field opens
    std::int64_t most{0};         ///< bytes, of what is too long
};
/// A file of another format, given for a CSV.
struct NoCsv {
    FileFormat format{FileFormat::text};
    UnreadableCsv::Source source{UnreadableCsv::Source::events};
    std::string file;
};
struct EmptyEventFile {
    std::string file;
};
struct BadHeader {
    std::string file;
    std::int64_t line{0};
    std::vector<ValueFlaw> flaws;
    std::vector<std::string> columns;  ///< that a header may name
    bool is_of_prospects{false};       ///< of a list of prospects, not of events or a roster
};

/// A list of prospects without a row.
struct EmptyProspectList {
    enum class Why : std::uint8_t { empty, header_only, all_left_out };  ///< all_left_out: by the rules that read it
    std::string file;
    Why why{Why::empty};
};
struct BadProspects {
    std::string file;
    std::vector<RejectedRow> rows;  ///< at least one
};

/// Where in a file of rulebooks.
struct RulebookPlace {
    std::string rulebook{};  ///< as it is written; empty: the file as a whole
    int row{0};              ///< of its terms, from 1; 0: the rulebook as a whole
    std::string plan{};      ///< of a row that could be read
    std::string key{};       ///< empty: the object as a whole
};
struct BadRulebooks {
    struct Flaw {
        RulebookPlace place;
        ValueFlaw flaw;
    };
    std::string file;
    std::vector<Flaw> flaws;  ///< at least one
};
struct NoJson {
    std::string file;
    std::int64_t line{0};  ///< 0: a number in it is too large
};

struct UnknownZone {
    std::string name;
    std::vector<std::string> known;
};

}  // namespace file_fault
using FileFault = std::variant<file_fault::UnreadableCsv, file_fault::NoCsv, file_fault::EmptyEventFile, file_fault::BadHeader,
                               file_fault::EmptyProspectList, file_fault::BadProspects, file_fault::BadRulebooks,
                               file_fault::NoJson, file_fault::UnknownZone>;
using InvalidFile = Reasoned<InputError, FileFault>;

}  // namespace inmail
