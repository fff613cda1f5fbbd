#pragma once

#include <csv.h>

#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace inmail::io {

/// RFC 4180 as a stream of records, each with the line it starts on. Reads in blocks of one size and bounds every field and
/// record, so that memory does not grow with the file. libcsv parses; it does not count lines, hence the feeding by lines.
class CsvReader {
  public:
    static constexpr std::size_t max_columns = 64;
    static constexpr std::size_t max_field_bytes = std::size_t{64} * 1024;
    static constexpr std::size_t max_record_bytes = std::size_t{1024} * 1024;

    struct Record {
        std::int64_t line{0};             ///< where it starts, from 1 on
        std::vector<std::string> fields;  ///< the first max_columns of them
        std::size_t field_count{0};
        std::string flaw;  ///< why the line is no record; empty: it is one
    };

    /// A byte order mark is passed over. Throws InputError for UTF-16 text. `file_name` is for messages.
    CsvReader(std::istream& in, std::string file_name);
    ~CsvReader();
    CsvReader(const CsvReader&) = delete;
    CsvReader& operator=(const CsvReader&) = delete;

    /// The next record; false at the end. Empty lines are passed over. Throws InputError where quotes do not match in a way
    /// that leaves open where the next record begins, and for a field or record past its bound.
    bool next(Record& record);

  private:
    [[nodiscard]] std::string_view next_chunk();
    void read_block();
    void feed(std::string_view chunk);
    void parse(std::string_view chunk);
    void misquoted();
    void check_bounds() const;
    void finish();
    void on_field(std::string_view field);
    [[noreturn]] void fail(std::int64_t line, const std::string& why) const;
    static void field_callback(void* data, std::size_t size, void* self);
    static void record_callback(int, void* self);

    std::istream& in_;
    std::string file_name_;
    csv_parser parser_{};
    std::string block_;
    std::string_view unread_;  // of block_
    char last_byte_{'\0'};
    std::int64_t line_{1};

    Record* record_{nullptr};
    bool begun_{false};
    bool complete_{false};
    bool skips_line_{false};
    std::int64_t field_line_{0};
    std::size_t record_bytes_{0};
    std::size_t longest_field_{0};
};

}  // namespace inmail::io
