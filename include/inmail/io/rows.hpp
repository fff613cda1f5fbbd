#pragma once

#include <cstdint>
#include <string>

namespace inmail::io {

/// A row that cannot be recorded: where it is and why.
struct RejectedRow {
    std::int64_t line{0};  ///< of the file, from 1 on: where the record starts
    std::string column;    ///< empty: the row as a whole
    std::string reason;
};

/// Something about a row that a person should know, though it is recorded.
struct RowWarning {
    std::int64_t line{0};  ///< 0: the file as a whole
    std::string reason;
};

}  // namespace inmail::io
