#pragma once

#include <string>
#include <string_view>

namespace inmail::render {

/// Content lines of an iCalendar file (RFC 5545, section 3.1): folded at 75 octets, each ended by CRLF.
class ContentLines {
  public:
    /// A value that is not text, as it stands.
    void add(std::string_view name, std::string_view value);
    /// A value of type TEXT, which may hold anything: control characters become visible escapes.
    void add_text(std::string_view name, std::string_view text);

    [[nodiscard]] const std::string& all() const { return lines_; }

  private:
    std::string lines_;
};

}  // namespace inmail::render
