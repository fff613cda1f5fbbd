#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <memory>
#include <ostream>
#include <streambuf>
#include <string>

#include "inmail/files/spool.hpp"

namespace inmail::cli {

/// Holds output until the ledger is closed, because a slow reader must not keep it open. Long output goes to a temporary
/// file. Throws MachineFailure if that cannot be written.
class HeldOutput : public std::ostream {
  public:
    HeldOutput() : std::ostream(nullptr) {
        rdbuf(&buffer_);
        exceptions(std::ios::badbit);  // a failure of the buffer passes through the stream
    }

    using Sink = std::function<bool(const char* bytes, std::size_t size)>;
    /// Passes everything that was written to `sink`, in blocks, as long as it returns true. May be called again; nothing may be
    /// written in between.
    void pass_to(const Sink& sink) { buffer_.pass_to(sink); }
    /// `pass_to`, to standard output, until a write there fails.
    void print();
    /// How many lines were written.
    [[nodiscard]] std::size_t lines() const { return buffer_.lines(); }

  private:
    class Buffer : public std::streambuf {
      public:
        Buffer() { setp(memory_->data(), memory_->data() + memory_->size()); }
        void pass_to(const Sink& sink);
        [[nodiscard]] std::size_t lines() const { return spilled_lines_ + lines_in_memory(); }

      protected:
        int_type overflow(int_type c) override;

      private:
        void spill();
        [[nodiscard]] std::size_t lines_in_memory() const { return static_cast<std::size_t>(std::count(pbase(), pptr(), '\n')); }

        static constexpr std::size_t memory_bytes = std::size_t{1} << 20;
        std::unique_ptr<std::array<char, memory_bytes>> memory_{new std::array<char, memory_bytes>};
        std::unique_ptr<Spool> spool_;
        std::string folder_;
        std::size_t spilled_lines_{0};
    };
    Buffer buffer_;
};

}  // namespace inmail::cli
