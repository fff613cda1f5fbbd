#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "inmail/core/invalid_state.hpp"
#include "inmail/core/strong.hpp"

namespace inmail {

// A state as bytes, and back. Both directions are called alike, `stream(a, b, c)`: one list of fields serves both, so they
// cannot drift apart. Numbers have variable length: most are small and take one byte.

/// Throws InvalidState unless the bytes hold what a state holds.
inline void require(bool holds, StateFlaw flaw, const char* expected) {
    if (!holds) throw InvalidState(flaw, expected);
}

/// Writes a state. Equal states give equal bytes.
class StateWriter {
  public:
    static constexpr bool reads = false;

    template <class... Fields>
    void operator()(const Fields&... fields) {
        (put(fields), ...);
    }
    [[nodiscard]] std::string take() { return std::move(bytes_); }

  private:
    static constexpr unsigned bits_a_byte = 7;
    static constexpr unsigned bits = 64;
    static constexpr std::uint64_t more = 0x80;

    void put(std::int64_t value) {
        // Zigzag: small negative numbers become small, too.
        std::uint64_t rest = static_cast<std::uint64_t>(value) << 1U;
        if (value < 0) rest = ~rest;
        char bytes[bits / bits_a_byte + 1];
        char* end = bytes;
        for (; rest >= more; rest >>= bits_a_byte) *end++ = static_cast<char>(rest | more);
        *end++ = static_cast<char>(rest);
        bytes_.append(bytes, end);
    }
    void put(std::int32_t value) { put(std::int64_t{value}); }
    void put(std::uint32_t value) { put(std::int64_t{value}); }
    void put(std::uint8_t value) { bytes_ += static_cast<char>(value); }
    void put(bool value) { put(std::int64_t{value}); }
    template <class Tag, class Rep>
    void put(const Strong<Tag, Rep>& value) {
        put(value.value);
    }
    template <class T>
    void put(const std::optional<T>& value) {
        put(value.has_value());
        if (value) put(*value);
    }
    void put(const std::string& text) {
        put(static_cast<std::int64_t>(text.size()));
        bytes_ += text;
    }

    std::string bytes_;
};

/// Reads what a StateWriter wrote. Throws InvalidState for bytes that end too early or hold a number that does not fit. Whether
/// the fields are sound is for their readers to check.
class StateReader {
  public:
    static constexpr bool reads = true;

    explicit StateReader(std::string_view bytes) : rest_(bytes) {}

    template <class... Fields>
    void operator()(Fields&... fields) {
        (get(fields), ...);
    }
    [[nodiscard]] bool at_end() const { return rest_.empty(); }

  private:
    static constexpr unsigned bits_a_byte = 7;
    static constexpr unsigned bits = 64;
    static constexpr std::uint8_t more = 0x80;

    void get(std::int64_t& value) {
        std::uint64_t zigzag = 0;
        std::uint8_t byte = more;
        for (unsigned shift = 0; (byte & more) != 0; shift += bits_a_byte) {
            require(!rest_.empty() && shift < bits, StateFlaw::malformed, "a number ends");
            byte = static_cast<std::uint8_t>(rest_.front());
            rest_.remove_prefix(1);
            zigzag |= (std::uint64_t{byte} & (more - 1U)) << shift;
        }
        const std::uint64_t magnitude = zigzag >> 1U;
        // Far above any instant, amount or number of an event; sums of a few stay far from any overflow.
        constexpr std::uint64_t bound = std::uint64_t{1} << 50U;
        require(magnitude < bound, StateFlaw::malformed, "a number is one that a fold may have");
        value = static_cast<std::int64_t>((zigzag & 1U) == 0 ? magnitude : ~magnitude);
    }
    template <class Number>
    void get_as(Number& value) {
        std::int64_t wide = 0;
        get(wide);
        value = static_cast<Number>(wide);
        require(static_cast<std::int64_t>(value) == wide, StateFlaw::malformed, "a number fits its field");
    }
    void get(std::int32_t& value) { get_as(value); }
    void get(std::uint32_t& value) { get_as(value); }
    void get(std::uint8_t& value) {
        require(!rest_.empty(), StateFlaw::malformed, "a byte stands before the end");
        value = static_cast<std::uint8_t>(rest_.front());
        rest_.remove_prefix(1);
    }
    void get(bool& value) { get_as(value); }
    template <class Tag, class Rep>
    void get(Strong<Tag, Rep>& value) {
        get(value.value);
    }
    template <class T>
    void get(std::optional<T>& value) {
        bool given = false;
        get(given);
        value.reset();
        if (given) get(value.emplace());
    }
    void get(std::string& text) {
        std::int64_t size = 0;
        get(size);
        require(size >= 0 && static_cast<std::uint64_t>(size) <= rest_.size(), StateFlaw::malformed, "a text ends");
        text.assign(rest_.substr(0, static_cast<std::size_t>(size)));
        rest_.remove_prefix(static_cast<std::size_t>(size));
    }

    std::string_view rest_;
};

/// An enum as its number. `last` is its greatest value.
template <class Stream, class Enum>
void stream_enum(Stream& stream, Enum& value, std::remove_const_t<Enum> last) {
    auto number = static_cast<std::uint8_t>(value);
    stream(number);
    if constexpr (Stream::reads) {
        value = static_cast<Enum>(number);
        require(value <= last, StateFlaw::malformed, "an enum has one of its values");
    }
}

/// An optional whose value, if any, is streamed by `each(value)`.
template <class Stream, class Optional, class Each>
void stream_optional(Stream& stream, Optional& value, Each&& each) {
    bool given = value.has_value();
    stream(given);
    if constexpr (Stream::reads) {
        value.reset();
        if (given) value.emplace(typename Optional::value_type{});  // clang has no emplace() for a nested struct
    }
    if (given) each(*value);
}

/// A number as its distance from an earlier one: most are near.
template <class Stream, class Number>
void stream_delta(Stream& stream, Number& value, const std::remove_const_t<Number>& before) {
    const auto wide = [](typename Number::rep number) { return static_cast<std::uint64_t>(static_cast<std::int64_t>(number)); };
    auto delta = static_cast<std::int64_t>(wide(value.value) - wide(before.value));
    stream(delta);
    if constexpr (Stream::reads) {
        // Unsigned, since forged distances may overflow.
        const auto sum = static_cast<std::int64_t>(wide(before.value) + static_cast<std::uint64_t>(delta));
        value.value = static_cast<typename Number::rep>(sum);
        require(static_cast<std::int64_t>(value.value) == sum, StateFlaw::malformed, "a number fits its field");
    }
}

/// The elements of a container, each by `each(element)`.
template <class Stream, class Container, class Each>
void stream_all(Stream& stream, Container& elements, Each&& each) {
    auto size = static_cast<std::int64_t>(elements.size());
    stream(size);
    if constexpr (Stream::reads) {
        require(size >= 0, StateFlaw::malformed, "a list has a length");
        elements.clear();
        for (; size > 0; --size) each(elements.emplace_back());
    } else {
        for (auto& element : elements) each(element);
    }
}

}  // namespace inmail
