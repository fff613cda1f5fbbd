// The function that libFuzzer and the replay call.

#include <cstddef>
#include <cstdint>

#include "target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    try {
        inmail::fuzz::take({reinterpret_cast<const char*>(bytes), size});
    } catch (const inmail::InputError& error) {
        inmail::ensure(!inmail::render::words_of(error).what.empty(), "an error says what is wrong");
    }
    return 0;
}
