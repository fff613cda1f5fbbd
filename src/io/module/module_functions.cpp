// The module that module.hpp declares. Its functions must not throw, and return nothing that the caller must free.

#include "module/module.hpp"

namespace {

constexpr InmailModule functions{{zip_open, zip_discard, zip_strerror, zip_get_num_entries, zip_get_name, zip_stat_init,
                                  zip_stat_index, zip_fopen_index, zip_fread, zip_fclose, zip_file_strerror}};

}  // namespace

extern "C" __attribute__((visibility("default"))) const InmailModule* inmail_module();
extern "C" const InmailModule* inmail_module() { return &functions; }
