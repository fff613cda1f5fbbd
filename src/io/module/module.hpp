#pragma once

#include <zip.h>

// libzip is slow to load (it brings libcrypto), and few commands need it. Loading it takes longer than recording a send
// (docs/performance.md), so it lives in a module that is loaded at the first zip. The module's interface is C: no exception and
// no C++ type crosses it, because program and module may use different C++ libraries.

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

struct InmailModule {
    InmailZip zip;
};

/// The only symbol that the module exports, `inmail_module`.
using InmailModuleEntry = const InmailModule* (*)();
}

namespace inmail::io {

/// The module; the first call loads it. Throws MachineFailure if it cannot be loaded.
[[nodiscard]] const InmailModule& module();

}  // namespace inmail::io
