#pragma once

#include <zip.h>

#include <cstddef>
#include <cstdint>

// What few commands need and what is slow to load: libdate-tz, with a C++ library of its own, and libzip, with libcrypto.
// Together they take longer to load than a send takes to record, so they live in a module that is loaded when a time zone
// other than UTC or a zip is first met. Its interface is C alone: no exception and no C++ type crosses it, for the program
// and the module may hold different copies of the C++ library.

extern "C" {

/// The time-zone database. Seconds are whole ones; a zone is good for the life of the process.
struct InmailZones {
    /// What a wall clock reading means.
    struct WallReading {
        bool exists;                  ///< false: the clock was put forward past it
        std::int64_t offset_s;        ///< from UTC, before the change if there is one
        std::int64_t offset_after_s;  ///< where it does not exist: after the change
        std::int64_t change_s;        ///< where it does not exist: when the clock changed, seconds since 1970 UTC
    };
    const char* (*trouble)();               ///< why the database cannot be read; null: it can
    const void* (*find)(const char* name);  ///< null: there is no such zone
    void (*each_name)(void (*take)(void* to, const char* name), void* to);
    std::int64_t (*offset_s)(const void* zone, std::int64_t utc_s);
    WallReading (*read_wall)(const void* zone, std::int64_t wall_s);
};

/// libzip's functions, as its own header declares them.
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
    decltype(&::zip_error_init_with_code) error_init_with_code;
    decltype(&::zip_error_strerror) error_strerror;
    decltype(&::zip_error_fini) error_fini;
};

struct InmailModule {
    InmailZones zones;
    InmailZip zip;
};

/// The module's one symbol.
using InmailModuleEntry = const InmailModule* (*)();
}

namespace inmail::io {

/// Loads the module the first time. Throws MachineFailure where it is not in its place.
[[nodiscard]] const InmailModule& module();

}  // namespace inmail::io
