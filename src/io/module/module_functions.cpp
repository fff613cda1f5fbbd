// The module that module.hpp declares. Its functions must not throw, and return nothing that the caller must free.

#include <date/tz.h>

#include <exception>
#include <string>

#include "module/module.hpp"

namespace {

using std::chrono::seconds;

const char* load_error() {
    static const std::string why = []() -> std::string {
        try {
            date::get_tzdb();
            return {};
        } catch (const std::exception& e) { return e.what(); }
    }();
    return why.empty() ? nullptr : why.c_str();
}

const void* find(const char* name) {
    try {
        return date::locate_zone(name);
    } catch (const std::exception&) { return nullptr; }
}

void for_each_name(void (*take)(void* to, const char* name), void* to) {
    for (const auto& zone : date::get_tzdb().zones) take(to, zone.name().c_str());
}

const date::time_zone& to_zone(const void* zone) { return *static_cast<const date::time_zone*>(zone); }

std::int64_t offset_s(const void* zone, std::int64_t utc_s) {
    return to_zone(zone).get_info(date::sys_seconds{seconds{utc_s}}).offset.count();
}

InmailZones::LocalTimeInfo read_local_time(const void* zone, std::int64_t local_s) {
    const date::local_info info = to_zone(zone).get_info(date::local_seconds{seconds{local_s}});
    return {info.result != date::local_info::nonexistent, info.first.offset.count(), info.second.offset.count(),
            info.first.end.time_since_epoch().count()};
}

constexpr InmailModule functions{
    {load_error, find, for_each_name, offset_s, read_local_time},
    {zip_open, zip_discard, zip_strerror, zip_get_num_entries, zip_get_name, zip_stat_init, zip_stat_index, zip_fopen_index,
     zip_fread, zip_fclose, zip_file_strerror, zip_error_init_with_code, zip_error_strerror, zip_error_fini}};

}  // namespace

extern "C" __attribute__((visibility("default"))) const InmailModule* inmail_module();
extern "C" const InmailModule* inmail_module() { return &functions; }
