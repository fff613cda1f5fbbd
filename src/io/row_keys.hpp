#pragma once

#include <openssl/evp.h>

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "inmail/core/event.hpp"

namespace inmail::io {

/// Gives keys to the rows of one file that have none: out of what the row tells and its ordinal among the rows that tell
/// the same, so that the same file read again gives the same keys. A note, the order of columns or the spelling of an
/// instant have no part in it.
class RowKeys {
  public:
    RowKeys();

    [[nodiscard]] std::string next(const EventRecord& record);

  private:
    using Digest = std::array<unsigned char, 16>;
    struct Hash {
        std::size_t operator()(const Digest& digest) const noexcept;
    };

    [[nodiscard]] Digest digest_of(std::string_view text);

    std::unique_ptr<EVP_MD, void (*)(EVP_MD*)> sha256_;
    std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context_;
    std::unordered_map<Digest, std::uint32_t, Hash> rows_alike_;
};

}  // namespace inmail::io
