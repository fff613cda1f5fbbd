#pragma once

#include <array>
#include <functional>
#include <memory>
#include <streambuf>
#include <string>

#include "inmail/files/spool.hpp"

namespace inmail::cli {

/// Holds output until the ledger is closed, because a slow reader must not keep it open. Long output goes to a temporary
/// file. Throws MachineFailure if that cannot be written.
class HeldOutput : public std::streambuf {
  public:
    HeldOutput() { setp(memory_->data(), memory_->data() + memory_->size()); }

    /// Passes everything that was written to `sink`, in blocks.
    void release(const std::function<void(const char* bytes, std::size_t size)>& sink);

  protected:
    int_type overflow(int_type c) override;

  private:
    void spill();

    static constexpr std::size_t memory_bytes = std::size_t{1} << 20;
    std::unique_ptr<std::array<char, memory_bytes>> memory_{new std::array<char, memory_bytes>};
    std::unique_ptr<Spool> spool_;
    std::string folder_;
};

}  // namespace inmail::cli
