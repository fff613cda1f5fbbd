#pragma once

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>
#include <utility>

#include "linkedin/source.hpp"

namespace inmail::io::test {

class MemoryStream : public ByteStream {
  public:
    explicit MemoryStream(std::string bytes) : bytes_(std::move(bytes)) {}
    std::size_t read(char* to, std::size_t size) override {
        const std::size_t n = std::min(size, bytes_.size() - at_);
        std::memcpy(to, bytes_.data() + at_, n);
        at_ += n;
        return n;
    }

  private:
    std::string bytes_;
    std::size_t at_{0};
};

/// A file of an archive, held in memory.
[[nodiscard]] inline linkedin::ArchiveFile in_memory(std::string bytes, std::string name = "file.csv") {
    const auto size = static_cast<std::int64_t>(bytes.size());
    const linkedin::FileKind kind = linkedin::kind_of(name);
    return {kind, std::move(name), size, [bytes = std::move(bytes)] { return std::make_unique<MemoryStream>(bytes); }};
}

}  // namespace inmail::io::test
