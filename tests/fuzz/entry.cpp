// The function that libFuzzer and the replay call.

#include <cstddef>
#include <cstdint>

#include "target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    try {
        inmail::fuzz::take({reinterpret_cast<const char*>(bytes), size});
    } catch (const inmail::InputError& error) { inmail::ensure(*error.what() != '\0', "an error says what is wrong"); }
    return 0;
}
