#pragma once

#include <zip.h>

#include <cstddef>
#include <cstdint>

// Few commands need libdate-tz, which brings a shared C++ library, and libzip, which brings a shared libcrypto. Loading both
// takes longer than a send (docs/performance.md), so they are in a module, loaded at the first zip or time zone other than UTC.
// Its interface is C: the program and the module hold different copies of the C++ library, so no exception and no C++ type may
// cross.

extern "C" {

/// The time-zone database. A zone, once found, is valid until the process ends.
struct InmailZones {
    /// What a reading of the wall clock means.
    struct WallReading {
        bool exists;                  ///< false if the clock was put forward past it
        std::int64_t offset_s;        ///< from UTC; before the change, if the clock changed
        std::int64_t offset_after_s;  ///< after the change, if the reading does not exist
        std::int64_t change_s;        ///< when the clock changed, if the reading does not exist; seconds since 1970 UTC
    };
    const char* (*trouble)();               ///< why the database cannot be read; null if it can
    const void* (*find)(const char* name);  ///< null if there is no such zone
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

/// Loads the module at the first call. Throws MachineFailure if it is not in its place.
[[nodiscard]] const InmailModule& module();

}  // namespace inmail::io
