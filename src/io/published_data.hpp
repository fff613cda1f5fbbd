#pragma once

#include <string_view>

namespace inmail::io {

// The files of the folder `data` as they were when the program was built.
[[nodiscard]] std::string_view benchmarks_csv();
[[nodiscard]] std::string_view limits_csv();
[[nodiscard]] std::string_view prices_csv();

}  // namespace inmail::io
