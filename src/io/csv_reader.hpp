#pragma once

#include <csv.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "byte_stream.hpp"
#include "inmail/core/file_faults.hpp"
#include "inmail/text/encoding.hpp"

namespace inmail::io {

/// How a CSV is read, and how large it may be. The defaults suit a file that people or programs write by our reference.
struct CsvOptions {
    enum class Quotes {
        strict,    ///< RFC 4180: blanks belong to their field, and a quote inside an unquoted field is a flaw
        tolerant,  ///< blanks around a field are dropped, and a quote inside an unquoted field is a character
    };
    Quotes quotes{Quotes::strict};
    /// Of the columns that are read. Others may be more, and longer.
    std::size_t max_columns{64};
    std::size_t max_field_bytes{std::size_t{64} * 1024};
    /// Far above any row; a longer record is a quote that was never closed.
    std::size_t max_record_bytes{std::size_t{16} * 1024 * 1024};
    /// Folded names of columns, one of which a header has: its line shows the separator.
    std::vector<std::string_view> header_names{};
    std::optional<char> separator{};  ///< none: it is found; a first line `sep=;` decides in any case
    /// Of a file that cannot be read.
    file_fault::UnreadableCsv::Source source{file_fault::UnreadableCsv::Source::events};
};

struct CsvRecord {
    std::int64_t line{0};             ///< of the file, where the record starts; from 1
    std::vector<std::string> fields;  ///< those that are read; UTF-8 unless the file holds other bytes
    std::size_t field_count{0};
    std::size_t filled_count{0};    ///< without blank fields at the end
    std::optional<ValueFlaw> flaw;  ///< why the fields cannot be trusted; none if they can

    /// Whether the record is sound and all its fields are empty or white space.
    [[nodiscard]] bool is_blank() const { return !flaw && filled_count == 0; }
};

/// Why the record is not a row of a table with `columns` columns; none if it is. Blank fields at its end do not matter:
/// spreadsheets add them.
[[nodiscard]] std::optional<ValueFlaw> flaw_of(const CsvRecord& record, std::size_t columns);

/// Reads every CSV of the program, record by record, with the line that each starts on. It finds the encoding (UTF-8 or UTF-16,
/// with or without a byte order mark) and the separator (csv_separator.hpp). Lines end in LF, CRLF or CR. Memory is bounded by
/// one block and one record, whatever the size of the file.
class CsvReader {
  public:
    /// `file_name` is for messages. Throws InputError for a file of another format, such as a workbook.
    CsvReader(std::unique_ptr<ByteStream> in, std::string file_name, const CsvOptions& options);
    ~CsvReader();
    CsvReader(const CsvReader&) = delete;
    CsvReader& operator=(const CsvReader&) = delete;

    /// Reads the next record and returns false at the end. Empty lines are skipped; if tolerant, so are lines of blanks.
    ///
    /// Throws InputError for a field or record past its bound. A quote that is never closed, or not doubled, can swallow rows:
    /// a strict reader throws InputError if it cannot tell where the next record begins; a tolerant one returns the record with
    /// a flaw. A tolerant reader throws InputError for zero bytes, which no text has.
    bool next(CsvRecord& record);

    /// Names the columns that are read of the records to come. The fields of others are left empty, and may be of any length.
    void read_only(const std::vector<std::size_t>& columns);

    /// How many bytes of the file are read.
    [[nodiscard]] std::int64_t bytes_read() const { return bytes_read_; }

  private:
    using Why = file_fault::UnreadableCsv::Why;

    void begin_text();
    void reject_other_formats(std::string_view first_bytes) const;
    [[nodiscard]] std::size_t most_columns() const { return read_columns_.empty() ? options_.max_columns : read_columns_.size(); }
    [[nodiscard]] bool is_read(std::size_t column) const {
        return column < most_columns() && (read_columns_.empty() || read_columns_[column]);
    }

    [[nodiscard]] bool is_tolerant() const { return options_.quotes == CsvOptions::Quotes::tolerant; }
    void start_parser();
    void read_block();
    void decode_block();
    [[nodiscard]] std::string_view next_chunk();
    void feed(std::string_view chunk);
    void end_chunk(std::string_view chunk);
    void parse(std::string_view chunk);
    void skip_misquoted_line();
    void take_leniently(char c);
    void check_bounds() const;
    void finish_file();
    void on_field(std::string_view field);
    [[noreturn]] void fail(Why why, std::int64_t line = 0, std::size_t most = 0) const;
    static void field_callback(void* data, std::size_t size, void* self);
    static void record_callback(int line_end, void* self);

    std::unique_ptr<ByteStream> in_;
    std::string file_name_;
    CsvOptions options_;
    csv_parser parser_{};
    std::optional<Utf16Decoder> utf16_;
    char separator_{','};
    std::vector<bool> read_columns_;  ///< empty: the first max_columns
    std::int64_t bytes_read_{0};
    std::unique_ptr<char[]> block_;  ///< not filled with zeros, which would cost a small file more than its reading
    std::size_t block_size_{0};      ///< what was read of it; 0: the file has ended
    std::string text_;               ///< of a block in UTF-16
    std::string_view unread_;        ///< of block_ or text_
    char last_byte_{'\0'};
    std::int64_t line_{1};
    std::int64_t last_line_{0};  ///< that holds a byte

    // The record being read.
    CsvRecord* record_{nullptr};
    bool begun_{false};
    bool complete_{false};
    bool skips_line_{false};
    std::int64_t field_line_{0};  ///< where the current field starts
    std::size_t record_bytes_{0};
    std::size_t longest_field_{0};
};

}  // namespace inmail::io
