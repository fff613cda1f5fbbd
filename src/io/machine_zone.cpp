#include "inmail/io/machine_zone.hpp"

#include <cstdlib>
#include <filesystem>
#include <string>

#include "inmail/text/strings.hpp"
#include "local_clock.hpp"

namespace inmail::io {
namespace {

/// `Europe/Madrid` of a path into the database.
std::string zone_of_path(const std::string& path) {
    constexpr std::string_view folder = "zoneinfo/";
    const std::size_t at = path.rfind(folder);
    return at == std::string::npos ? path : path.substr(at + folder.size());
}

std::string zone_of_link() {
    const std::filesystem::path link = "/etc/localtime";
    std::error_code error;
    const std::string target = std::filesystem::read_symlink(link, error).string();
    return error ? std::string() : zone_of_path(target);
}

}  // namespace

Zone machine_zone() {
    const char* variable = std::getenv("TZ");
    const std::string typed = variable == nullptr ? std::string() : variable;
    const std::string named = zone_of_path(begins_with(typed, ":") ? typed.substr(1) : typed);
    if (variable != nullptr && named.empty()) return {};  // POSIX: UTC
    for (const std::string& name : {named, zone_of_link()}) {
        if (LocalClock::has_zone(name)) return Zone::named(name);
    }
    return {};
}

}  // namespace inmail::io
