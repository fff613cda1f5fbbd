#pragma once

#include <csv.h>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linkedin/source.hpp"

namespace inmail::io::linkedin {

/// A record of a CSV, its fields as raw bytes.
struct Record {
    std::vector<std::string> fields;
    std::int64_t line{0};  ///< physical line on which it starts, from 1 on
    std::string flaw;      ///< why its fields cannot be trusted; empty: they can

    /// Whether it is sound and all fields are empty: such a row says nothing and is no row.
    [[nodiscard]] bool is_blank() const;
};

/// Why the record is no row of a table with so many columns; empty: it is one.
[[nodiscard]] std::string flaw_of(const Record& record, std::size_t columns);

/// Reads a CSV of any era record by record: LF, CRLF or CR, a BOM, quotes inside unquoted fields. What cannot be read for
/// certain (a quote never closed, one not doubled inside a quoted field) is a record with a flaw. Memory is that of a record.
class TolerantCsv {
  public:
    explicit TolerantCsv(const ArchiveFile& file);
    ~TolerantCsv();
    TolerantCsv(const TolerantCsv&) = delete;
    TolerantCsv& operator=(const TolerantCsv&) = delete;

    /// The next record that holds at least one character; false at the end.
    [[nodiscard]] bool next(Record& record);

  private:
    [[nodiscard]] bool refill();
    [[nodiscard]] std::string_view take_piece();
    void feed(std::string_view piece);
    void parse(std::string_view bytes);
    void end_of_piece(std::string_view piece);
    void finish_file();
    [[nodiscard]] std::int64_t quote_opened_on() const;

    std::string name_;
    std::unique_ptr<ByteStream> in_;
    csv_parser parser_{};

    static constexpr std::size_t buffer_bytes = std::size_t{64} * 1024;
    std::array<char, buffer_bytes> buffer_{};
    std::string_view rest_;  ///< of the buffer, not parsed yet
    bool at_start_{true};
    bool after_cr_{false};
    std::int64_t line_{1};

    // The record being read.
    Record current_;
    bool started_{false};
    bool complete_{false};
    std::size_t bytes_{0};
    std::size_t fields_at_line_start_{0};
    std::int64_t quote_line_{0};  ///< where the quoted field opened that runs over a line's end
    std::int64_t last_line_{0};
};

/// A CSV's columns by name: trimmed, unquoted, case folded. Their order differs between exports of one width.
class Header {
  public:
    explicit Header(const std::vector<std::string>& fields);

    /// `name` in lower case.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;
    [[nodiscard]] std::size_t size() const { return names_.size(); }
    /// A name that stands in it twice; empty: none.
    [[nodiscard]] std::string doubled() const;

  private:
    std::vector<std::string> names_;
};

}  // namespace inmail::io::linkedin
