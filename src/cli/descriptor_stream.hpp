#pragma once

#include <array>
#include <ostream>
#include <streambuf>

namespace inmail::cli {

/// Writes to a descriptor and remembers why a write failed, which std::cout and std::ofstream do not. After a failure the rest is
/// discarded. The destructor writes nothing: call `flush` before.
class DescriptorStream : public std::ostream {
  public:
    explicit DescriptorStream(int descriptor) : std::ostream(nullptr), buffer_(descriptor) { rdbuf(&buffer_); }

    /// The first error, as errno; 0 if there was none.
    [[nodiscard]] int error() const { return buffer_.error; }

  private:
    struct Buffer : std::streambuf {
        explicit Buffer(int fd) : descriptor(fd) { setp(bytes.data(), bytes.data() + bytes.size()); }
        int sync() override;
        int_type overflow(int_type c) override;

        std::array<char, 1 << 16> bytes;  // not filled with zeros: a page that no command prints into costs nothing
        int descriptor;
        int error{0};
    };
    Buffer buffer_;
};

[[nodiscard]] DescriptorStream& standard_output();

/// Ends a command whose reader has closed the pipe. That is the reader's choice, so it is neither a failure nor reported.
struct ReaderLeft {};

/// Throws ReaderLeft or MachineFailure if something that was printed has not arrived.
void check_standard_output();

/// Programs expect descriptors 0 to 2 to be open. The next file that is opened gets the number of a closed one, and messages
/// would be written into that file. So a closed descriptor gets a stand-in that can be neither read nor written.
void fill_closed_descriptors();

}  // namespace inmail::cli
