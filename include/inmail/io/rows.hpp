#pragma once

#include <cstdint>
#include <string>

namespace inmail::io {

/// A row that cannot be recorded.
struct RejectedRow {
    std::int64_t line{0};  ///< the line of the file, from 1, on which the record starts
    std::string column;    ///< empty: the whole row
    std::string reason;
};

/// A note on a row that is still recorded.
struct RowWarning {
    std::int64_t line{0};  ///< 0: the whole file
    std::string reason;
};

}  // namespace inmail::io
