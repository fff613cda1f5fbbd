#include "inmail/chain/digest.hpp"

// Calls SHA-256 directly. OpenSSL 3 prefers its EVP interface, whose setup takes a third of the instructions of a whole
// `inmail send`.
#define OPENSSL_API_COMPAT 0x10101000L
#include <openssl/sha.h>

#include "inmail/core/errors.hpp"

namespace inmail {

static_assert(std::tuple_size_v<Digest> == SHA256_DIGEST_LENGTH);

Digest sha256(std::string_view bytes) {
    SHA256_CTX context;
    Digest digest;
    const bool done = SHA256_Init(&context) == 1 && SHA256_Update(&context, bytes.data(), bytes.size()) == 1 &&
                      SHA256_Final(digest.data(), &context) == 1;
    ensure(done, "SHA-256 takes any bytes");
    return digest;
}

std::string to_hex(std::string_view bytes) {
    constexpr char digits[] = "0123456789abcdef";
    std::string hex;
    hex.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        const unsigned byte = static_cast<unsigned char>(c);
        hex += digits[byte >> 4U];
        hex += digits[byte & 0xFU];
    }
    return hex;
}

std::string to_hex(const Digest& digest) {
    return to_hex(std::string_view(reinterpret_cast<const char*>(digest.data()), digest.size()));
}

}  // namespace inmail
