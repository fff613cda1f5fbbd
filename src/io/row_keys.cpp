#include "row_keys.hpp"

#include <cstring>

namespace inmail::io {
namespace {

constexpr std::size_t key_digits = 32;

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

std::string RowKeys::next(const EventRecord& record) {
    const std::string identity = identity_of(record);
    const auto key_of = [&](std::uint32_t n) { return sha256(identity + std::to_string(n) + '\n'); };
    Digest key = key_of(1);
    const std::uint32_t ordinal = ++rows_alike_[key];
    if (ordinal > 1) key = key_of(ordinal);
    return "row:" + to_hex(key).substr(0, key_digits);
}

std::size_t RowKeys::Hash::operator()(const Digest& digest) const noexcept {
    std::size_t hash = 0;
    std::memcpy(&hash, digest.data(), sizeof hash);
    return hash;
}

}  // namespace inmail::io
