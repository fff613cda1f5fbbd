#pragma once

#include <cstddef>
#include <iosfwd>
#include <string>

namespace inmail::io {

/// The bytes of one file, from first to last.
class ByteStream {
  public:
    virtual ~ByteStream() = default;
    /// Copies up to `size` bytes to `to` and returns how many; 0 at the end. Throws MachineFailure if the file cannot be read.
    virtual std::size_t read(char* to, std::size_t size) = 0;
};

/// The bytes of a standard stream, which must outlive this. `name` is for messages.
class IstreamBytes : public ByteStream {
  public:
    IstreamBytes(std::istream& in, std::string name);
    std::size_t read(char* to, std::size_t size) override;

  private:
    std::istream& in_;
    std::string name_;
};

}  // namespace inmail::io
