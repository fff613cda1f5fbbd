#include "row_keys.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "inmail/core/errors.hpp"

namespace inmail::io {
namespace {

/// Each field with its length before it, so that no two rows share a text. Stored keys depend on this: to change it is to
/// record every keyless file anew, so a change needs another version here and a way to know the old keys.
std::string identity_of(const EventRecord& r) {
    std::string text = "inmail row 1\n";
    const auto add = [&text](std::string_view field) {
        text.append(std::to_string(field.size())).append(":").append(field) += '\n';
    };
    add(std::to_string(r.at.value));
    add(to_string(r.kind));
    add(r.seat);
    add(r.pool);
    add(r.plan);
    add(r.prospect);
    add(r.channel ? to_string(*r.channel) : std::string_view());
    add(r.thread);
    add(r.amount ? std::to_string(r.amount->value) : std::string());
    add(r.ref);
    return text;
}

}  // namespace

RowKeys::RowKeys() : sha256_(EVP_MD_fetch(nullptr, "SHA256", nullptr), EVP_MD_free), context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
    ensure(sha256_ != nullptr && context_ != nullptr, "the cryptographic library has SHA-256");
}

std::string RowKeys::next(const EventRecord& record) {
    const std::string identity = identity_of(record);
    const auto key_of = [&](std::uint32_t n) { return digest_of(identity + std::to_string(n) + '\n'); };
    Digest key = key_of(1);
    const std::uint32_t ordinal = ++rows_alike_[key];
    if (ordinal > 1) key = key_of(ordinal);
    return fmt::format("row:{:02x}", fmt::join(key, ""));
}

std::size_t RowKeys::Hash::operator()(const Digest& digest) const noexcept {
    std::size_t hash = 0;
    std::memcpy(&hash, digest.data(), sizeof hash);
    return hash;
}

RowKeys::Digest RowKeys::digest_of(std::string_view text) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> whole{};
    const bool done = EVP_DigestInit_ex(context_.get(), sha256_.get(), nullptr) == 1 &&
                      EVP_DigestUpdate(context_.get(), text.data(), text.size()) == 1 &&
                      EVP_DigestFinal_ex(context_.get(), whole.data(), nullptr) == 1;
    ensure(done, "SHA-256 can be computed");
    Digest digest{};
    std::copy_n(whole.begin(), digest.size(), digest.begin());
    return digest;
}

}  // namespace inmail::io
