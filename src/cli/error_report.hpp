#pragma once

#include <string_view>

#include "inmail/core/errors.hpp"
#include "inmail/render/format.hpp"

namespace inmail::cli {

/// Tells on standard error what is wrong and what to do next. `command`: whose help explains what is typed wrongly; empty: no
/// command runs.
ExitCode report(const Error& error, const render::Display& display, std::string_view command = {});
/// Of an exception that no code expected.
ExitCode report(const std::exception& unexpected);

}  // namespace inmail::cli
