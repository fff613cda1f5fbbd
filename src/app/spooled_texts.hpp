#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "inmail/files/spool.hpp"

namespace inmail::app {

/// Texts that wait until they are asked for. What does not fit a megabyte waits in a temporary file. Throws FailedMachine if that
/// cannot be written or read.
class SpooledTexts {
  public:
    /// `name`: of what is kept, for messages.
    explicit SpooledTexts(std::string name) : name_(std::move(name)) {}

    /// Returns the text's place. Places ascend.
    std::uint64_t add(std::string_view text);
    [[nodiscard]] std::string at(std::uint64_t place);
    /// Passes each text, in the order of places.
    void each(const std::function<void(std::string_view)>& take);

  private:
    void write_latest();
    /// Reads `size` bytes; fewer if no more are there.
    std::string read(std::uint64_t place, std::size_t size);

    std::string name_;
    std::unique_ptr<Spool> file_;  ///< null: all is in memory
    std::uint64_t in_file_{0};     ///< bytes
    std::string latest_;           ///< what the file does not have yet
};

}  // namespace inmail::app
