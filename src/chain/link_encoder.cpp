#include "inmail/chain/link_encoder.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <limits>

namespace inmail {

void LinkEncoder::text(std::string_view bytes) {
    constexpr unsigned byte_bits = 8;
    const auto length = static_cast<std::uint32_t>(bytes.size());
    const std::size_t end = end_ + sizeof length + bytes.size();
    if (buffer_.size() < end) buffer_.resize(2 * end);
    char* to = buffer_.data() + end_;
    *to++ = static_cast<char>(length >> 3 * byte_bits);
    *to++ = static_cast<char>(length >> 2 * byte_bits);
    *to++ = static_cast<char>(length >> byte_bits);
    *to++ = static_cast<char>(length);
    std::copy(bytes.begin(), bytes.end(), to);
    end_ = end;
}

void LinkEncoder::digest(const Digest& digest) { text({reinterpret_cast<const char*>(digest.data()), digest.size()}); }

void LinkEncoder::number(std::int64_t value) {
    char digits[std::numeric_limits<std::int64_t>::digits10 + 2];  // one more digit, and a sign
    const auto end = std::to_chars(std::begin(digits), std::end(digits), value).ptr;
    text({digits, static_cast<std::size_t>(end - digits)});
}

}  // namespace inmail
