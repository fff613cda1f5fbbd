#include "heap.hpp"

#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>

namespace inmail::cli {

void take_memory_at_once() {
#ifdef MADV_POPULATE_WRITE
    constexpr int small_command_bytes = 576 * 1024;
    constexpr int kept_bytes = 16 * 1024 * 1024;
    constexpr std::size_t more_than_is_left = 120 * 1024;
    // The heap grows by so much at a time, and what is free at its end stays with it.
    mallopt(M_TOP_PAD, small_command_bytes);
    mallopt(M_TRIM_THRESHOLD, kept_bytes);
    auto* const end = static_cast<char*>(sbrk(0));
    // Volatile: a compiler may leave out an allocation that nobody reads.
    const std::unique_ptr<volatile char[]> grown(new (std::nothrow) volatile char[more_than_is_left]);
    if (!grown) return;
    grown[0] = 0;
    const auto page = static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE));
    const auto begin = reinterpret_cast<std::uintptr_t>(end) / page * page;
    const auto new_end = reinterpret_cast<std::uintptr_t>(sbrk(0));
    // An older kernel refuses, and hands over page by page.
    if (new_end > begin) madvise(reinterpret_cast<void*>(begin), new_end - begin, MADV_POPULATE_WRITE);
#endif
}

}  // namespace inmail::cli
