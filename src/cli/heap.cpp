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
    constexpr int usual_pad_bytes = 128 * 1024;
    constexpr int kept_bytes = 16 * 1024 * 1024;
    // More than a new heap has left, and less than malloc would map by itself, which from the first mallopt on are 128 KiB.
    constexpr std::size_t beyond_the_heap = 120 * 1024;
    auto* const end = static_cast<char*>(sbrk(0));
    mallopt(M_TOP_PAD, small_command_bytes);
    // Volatile: a compiler may leave out an allocation that nobody reads.
    const std::unique_ptr<volatile char[]> grown(new (std::nothrow) volatile char[beyond_the_heap]);
    mallopt(M_TOP_PAD, usual_pad_bytes);
    if (!grown) return;
    grown[0] = 0;
    // Else what is free would go back at once.
    mallopt(M_TRIM_THRESHOLD, kept_bytes);
    const auto page = static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE));
    const auto begin = reinterpret_cast<std::uintptr_t>(end) / page * page;
    const auto new_end = reinterpret_cast<std::uintptr_t>(sbrk(0));
    // An older kernel refuses, and hands over page by page.
    if (new_end > begin) madvise(reinterpret_cast<void*>(begin), new_end - begin, MADV_POPULATE_WRITE);
#endif
}

}  // namespace inmail::cli
