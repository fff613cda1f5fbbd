#include "file_format.hpp"

#include <array>

#include "inmail/text/encoding.hpp"
#include "inmail/text/strings.hpp"
#include "inmail/text/unicode.hpp"

namespace inmail::io {
namespace {

using file_fault::FileFormat;
using namespace std::string_view_literals;

struct Mark {
    std::string_view bytes;
    FileFormat format;
};

/// What files begin with.
constexpr std::array marks{
    Mark{"PK\x03\x04"sv, FileFormat::zip},
    Mark{"PK\x05\x06"sv, FileFormat::zip},    // without entries
    Mark{"PK\x07\x08PK"sv, FileFormat::zip},  // the first part of several
    Mark{"\xD0\xCF\x11\xE0"sv, FileFormat::old_workbook},
    Mark{"%PDF"sv, FileFormat::pdf},
    Mark{"SQLite format 3\0"sv, FileFormat::database},
    Mark{"\x1F\x8B"sv, FileFormat::gzip},
    Mark{"BZh"sv, FileFormat::bzip2},
    Mark{"\xFD"
         "7zXZ\0"sv,
         FileFormat::xz},
    Mark{"\x28\xB5\x2F\xFD"sv, FileFormat::zstd},
    Mark{"7z\xBC\xAF\x27\x1C"sv, FileFormat::seven_zip},
    Mark{"Rar!\x1A\x07"sv, FileFormat::rar},
};

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

/// Programs that save spreadsheets put these first.
FileFormat format_of_zip(std::string_view first_bytes) {
    constexpr std::string_view document_type = "mimetypeapplication/vnd.oasis.opendocument";
    if (contains(first_bytes, document_type)) return FileFormat::open_document;
    if (contains(first_bytes, "xl/workbook") || contains(first_bytes, "xl/worksheets/")) return FileFormat::workbook;
    return contains(first_bytes, "Index/Document.iwa") ? FileFormat::numbers : FileFormat::zip;
}

bool is_tar(std::string_view first_bytes) {
    constexpr std::size_t mark_at = 257;
    return first_bytes.size() > mark_at && begins_with(first_bytes.substr(mark_at), "ustar");
}

}  // namespace

FileFormat format_of(std::string_view first_bytes) {
    if (first_bytes.empty()) return FileFormat::empty;
    for (const auto& mark : marks) {
        if (!begins_with(first_bytes, mark.bytes)) continue;
        return mark.format == FileFormat::zip ? format_of_zip(first_bytes) : mark.format;
    }
    if (is_tar(first_bytes)) return FileFormat::tar;
    const std::string_view text = trim(without_utf8_mark(first_bytes));
    if (begins_with(text, "<")) return FileFormat::markup;
    return begins_with(text, "{") || begins_with(text, "[") ? FileFormat::json : FileFormat::text;
}

FileFormat format_by_entry(std::string_view entry_name) {
    if (begins_with(entry_name, "xl/")) return FileFormat::workbook;
    if (entry_name == "Index/Document.iwa") return FileFormat::numbers;
    return entry_name == "META-INF/manifest.xml" ? FileFormat::open_document : FileFormat::zip;
}

}  // namespace inmail::io
