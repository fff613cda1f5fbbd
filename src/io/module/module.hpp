#pragma once

#include <zip.h>

#include <cstddef>

// libzip is slow to load (it brings libcrypto), and few commands need it or RE2. Loading them takes longer than recording a send
// (docs/performance.md), so they live in a module that is loaded at the first zip or pattern. The module's interface is C: no
// exception and no C++ type crosses it, because program and module may use different C++ libraries.

extern "C" {

/// libzip's functions, with the types of its own header.
struct InmailZip {
    decltype(&::zip_open) open;
    decltype(&::zip_discard) discard;
    decltype(&::zip_strerror) strerror;
    decltype(&::zip_get_num_entries) get_num_entries;
    decltype(&::zip_get_name) get_name;
    decltype(&::zip_stat_init) stat_init;
    decltype(&::zip_stat_index) stat_index;
    decltype(&::zip_fopen_index) fopen_index;
    decltype(&::zip_fread) fread;
    decltype(&::zip_fclose) fclose;
    decltype(&::zip_file_strerror) file_strerror;
};

/// Where a pattern or one of its groups was found. `begin` is null for a group that took no part.
struct InmailFound {
    const char* begin;
    size_t size;
};

/// RE2, whose time is linear in the text: patterns come from other people's files.
struct InmailPattern {
    /// A pattern that ignores case; null if it is none, with the reason in `why` (`why_size` bytes with the final zero).
    void* (*compile)(const char* text, size_t size, char* why, size_t why_size);
    /// Whether the pattern is found anywhere. Fills `found` with the whole and `found_count - 1` groups.
    int (*find)(const void* pattern, const char* text, size_t size, InmailFound* found, size_t found_count);
    void (*discard)(void* pattern);
};

struct InmailModule {
    InmailZip zip;
    InmailPattern pattern;
};

/// The only symbol that the module exports, `inmail_module`.
using InmailModuleEntry = const InmailModule* (*)();
}

namespace inmail::io {

/// The module; the first call loads it. Throws MachineFailure if it cannot be loaded.
[[nodiscard]] const InmailModule& module();

}  // namespace inmail::io
