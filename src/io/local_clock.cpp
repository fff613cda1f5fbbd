#include "local_clock.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>

#include "inmail/text/strings.hpp"

namespace inmail::io {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t day_s = 86'400;  // longer than any offset, shorter than any two changes of the clock

bool is_zone_file(const fs::path& path) {
    constexpr std::string_view magic = "TZif";  // RFC 8536
    std::array<char, magic.size()> beginning{};
    std::error_code ignored;
    if (!fs::is_regular_file(path, ignored)) return false;
    std::ifstream file(path, std::ios::binary);
    return file.read(beginning.data(), beginning.size()) && std::string_view(beginning.data(), beginning.size()) == magic;
}

/// Copies of the whole database with other leap seconds.
bool is_other_edition(std::string_view name) { return begins_with(name, "posix/") || begins_with(name, "right/"); }

}  // namespace

std::string LocalClock::database() {
    const char* other = std::getenv("TZDIR");
    return other == nullptr || *other == '\0' ? "/usr/share/zoneinfo" : other;
}

bool LocalClock::has_zone(const std::string& name) {
    constexpr const char* letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+-/";
    if (name.empty() || name.front() == '/' || name.find_first_not_of(letters) != std::string::npos) return false;
    return !is_other_edition(name) && is_zone_file(fs::path(database()) / name);
}

std::vector<std::string> LocalClock::zone_names() {
    std::vector<std::string> names;
    const fs::path root = database();
    std::error_code error;
    for (fs::recursive_directory_iterator at(root, error), end; !error && at != end; at.increment(error)) {
        const std::string name = at->path().lexically_relative(root).string();
        if (!is_other_edition(name) && is_zone_file(at->path())) names.push_back(name);
    }
    std::sort(names.begin(), names.end());
    return names;
}

LocalClock::LocalClock(const std::string& zone) {
    static std::string current;
    if (current == zone) return;
    current = zone;
    // The C library takes the zone only from the environment.
    setenv("TZ", (":" + zone).c_str(), 1);
    tzset();
}

std::int64_t LocalClock::offset_s(std::int64_t utc_s) const {
    const std::time_t t = utc_s;
    std::tm local{};
    localtime_r(&t, &local);
    return local.tm_gmtoff;
}

LocalClock::LocalTimeInfo LocalClock::read(std::int64_t local_s) const {
    LocalTimeInfo info;
    info.offset_before_s = offset_s(local_s - day_s);
    info.offset_after_s = offset_s(local_s + day_s);
    for (const std::int64_t offset : {info.offset_before_s, info.offset_after_s}) {
        const std::int64_t utc_s = local_s - offset;
        if (offset_s(utc_s) == offset && (!info.utc_s || utc_s < *info.utc_s)) info.utc_s = utc_s;
    }
    if (info.utc_s) return info;
    // The first second that has another offset.
    std::int64_t before = local_s - day_s;
    info.change_s = local_s + day_s;
    while (info.change_s - before > 1) {
        const std::int64_t middle = before + (info.change_s - before) / 2;
        (offset_s(middle) == info.offset_before_s ? before : info.change_s) = middle;
    }
    return info;
}

}  // namespace inmail::io
