#pragma once

#include "inmail/core/errors.hpp"
#include "inmail/render/format.hpp"

namespace inmail::cli {

/// Tells on standard error what is wrong and what to do next. `display`: how instants are shown; null: in UTC.
ExitCode report(const Error& error, const render::Display* display);
/// Of an exception that no code expected.
ExitCode report(const std::exception& unexpected);

}  // namespace inmail::cli
