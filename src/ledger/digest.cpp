#include "digest.hpp"

#include <openssl/evp.h>
#include <sys/random.h>

#include <algorithm>
#include <memory>

#include "inmail/core/errors.hpp"

namespace inmail::ledger {

namespace {

struct FreeContext {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

}  // namespace

Digest sha256(std::string_view bytes) {
    // Setting a context up costs more than hashing an event does, so one is kept and begun again.
    thread_local const std::unique_ptr<EVP_MD_CTX, FreeContext> context = [] {
        std::unique_ptr<EVP_MD_CTX, FreeContext> made{EVP_MD_CTX_new()};
        ensure(made && EVP_DigestInit_ex(made.get(), EVP_sha256(), nullptr) == 1, "SHA-256 is at hand");
        return made;
    }();
    Digest digest;
    const bool done = EVP_DigestInit_ex(context.get(), nullptr, nullptr) == 1 &&
                      EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()) == 1 &&
                      EVP_DigestFinal_ex(context.get(), digest.data(), nullptr) == 1;
    ensure(done, "SHA-256 takes any bytes");
    return digest;
}

std::string to_hex(const Digest& digest) {
    constexpr char digits[] = "0123456789abcdef";
    std::string hex;
    hex.reserve(digest.size() * 2);
    for (const unsigned byte : digest) {
        hex += digits[byte >> 4U];
        hex += digits[byte & 0xFU];
    }
    return hex;
}

void fill_random(std::uint8_t* bytes, std::size_t count) {
    constexpr std::size_t portion = 256;  // what getrandom gives whole, without being interrupted
    thread_local std::array<std::uint8_t, portion> pool;
    thread_local std::size_t used = portion;
    ensure(count <= portion, "random bytes are asked for in small numbers");
    if (portion - used < count) {
        if (getrandom(pool.data(), portion, 0) != static_cast<ssize_t>(portion)) {
            throw MachineFailure("the operating system gives no random numbers");
        }
        used = 0;
    }
    std::copy_n(pool.begin() + static_cast<std::ptrdiff_t>(used), count, bytes);
    used += count;
}

}  // namespace inmail::ledger
