#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "inmail/chain/digest.hpp"
#include "inmail/core/time.hpp"
#include "postgres/libpq.hpp"

namespace inmail::store::postgres {

/// The rows that answer a question.
class Answer {
  public:
    explicit Answer(PGresult* result) : result_(result) {}

    [[nodiscard]] int rows() const { return libpq().rows(result_.get()); }
    [[nodiscard]] int columns() const { return libpq().columns(result_.get()); }
    [[nodiscard]] bool is_null(int row, int column) const { return libpq().is_null(result_.get(), row, column) != 0; }
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
    std::unique_ptr<PGresult, Clear> result_;
};

}  // namespace inmail::store::postgres
