#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inmail/chain/digest.hpp"
#include "inmail/core/time.hpp"
#include "postgres/libpq.hpp"

namespace inmail::store::postgres {

/// Rows in the format of COPY: what a server sends for a long answer.
struct BinaryRows {
    struct Field {
        std::size_t begin;
        std::int32_t size;  ///< -1: NULL
    };
    std::string bytes{};
    std::vector<Field> fields{};  ///< of one row after the other
    int rows{0};
};

/// The rows that answer a question.
class Answer {
  public:
    explicit Answer(PGresult* result) : result_(result), rows_(libpq().rows(result)), columns_(libpq().columns(result)) {}
    explicit Answer(BinaryRows rows);

    [[nodiscard]] int rows() const { return rows_; }
    [[nodiscard]] int columns() const { return columns_; }
    [[nodiscard]] bool is_null(int row, int column) const;
    /// Of any size, or a boolean; 0 for NULL.
    [[nodiscard]] std::int64_t integer(int row, int column) const;
    [[nodiscard]] std::optional<std::int64_t> integer_if_any(int row, int column) const;
    [[nodiscard]] std::uint32_t id(int row, int column) const { return static_cast<std::uint32_t>(integer(row, column)); }
    [[nodiscard]] bool flag(int row, int column) const { return integer(row, column) != 0; }
    /// Text or bytes; empty for NULL. Valid as long as the answer.
    [[nodiscard]] std::string_view text(int row, int column) const;
    [[nodiscard]] std::string string(int row, int column) const { return std::string(text(row, column)); }
    [[nodiscard]] std::optional<Instant> instant_if_any(int row, int column) const;
    /// Throws DamagedLedger if it has another size.
    [[nodiscard]] Digest digest(int row, int column) const;

  private:
    struct Clear {
        void operator()(PGresult* result) const { libpq().clear(result); }
    };
    [[nodiscard]] const BinaryRows::Field& field(int row, int column) const {
        return copied_
            .fields[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(column)];
    }

    std::unique_ptr<PGresult, Clear> result_;
    BinaryRows copied_;  ///< without a result
    int rows_;
    int columns_;
};

/// Takes rows out of the bytes of a COPY in its binary format.
class CopyReader {
  public:
    /// Any part of the bytes, in order. Throws Defect for what is no COPY.
    void add(std::string_view bytes);
    /// The rows that are whole.
    [[nodiscard]] int rows() const { return rows_.rows; }
    [[nodiscard]] Answer take();

  private:
    /// False: it is not there yet.
    [[nodiscard]] bool take_row();
    /// A number of `size` bytes at the place.
    [[nodiscard]] std::int64_t number(std::size_t at, std::size_t size) const;

    BinaryRows rows_;
    std::size_t next_{0};  ///< where the next row begins
    bool has_header_{false};
};

}  // namespace inmail::store::postgres
