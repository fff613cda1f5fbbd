#pragma once

#include <string>

#include "inmail/app/reports/verify.hpp"

namespace inmail::render {

/// A problem that `verify` found, as a sentence.
[[nodiscard]] std::string problem_words(const app::Problem& problem);

}  // namespace inmail::render
