#pragma once

#include <zip.h>

#include <cstddef>
#include <cstdint>

// libdate-tz and libzip are slow to load (libzip brings libcrypto), and few commands need them. Loading them takes longer than
// recording a send, so they live in a module that is loaded at the first zip, or time zone other than UTC. The module's
// interface is C: no exception and no C++ type crosses it, because program and module may use different C++ libraries.

extern "C" {

/// The time-zone database. A zone stays valid until the process ends.
struct InmailZones {
    struct LocalTimeInfo {
        bool exists;                  ///< false: the clock was put forward past this time
        std::int64_t offset_s;        ///< offset from UTC; if the time is skipped or repeated, the one before the change
        std::int64_t offset_after_s;  ///< if the time does not exist: the offset after the change
        std::int64_t change_s;        ///< if the time does not exist: when the clock changed, in seconds since 1970 UTC
    };
    const char* (*load_error)();            ///< why the database cannot be read; null: it can
    const void* (*find)(const char* name);  ///< null: no such zone
    void (*for_each_name)(void (*take)(void* to, const char* name), void* to);
    std::int64_t (*offset_s)(const void* zone, std::int64_t utc_s);
    /// `local_s` counts seconds since 1970-01-01 00:00 local time.
    LocalTimeInfo (*read_local_time)(const void* zone, std::int64_t local_s);
};

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
    decltype(&::zip_error_init_with_code) error_init_with_code;
    decltype(&::zip_error_strerror) error_strerror;
    decltype(&::zip_error_fini) error_fini;
};

struct InmailModule {
    InmailZones zones;
    InmailZip zip;
};

/// The only symbol that the module exports, `inmail_module`.
using InmailModuleEntry = const InmailModule* (*)();
}

namespace inmail::io {

/// The module; the first call loads it. Throws MachineFailure if it cannot be loaded.
[[nodiscard]] const InmailModule& module();

}  // namespace inmail::io
