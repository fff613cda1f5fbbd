#include "sqlite/access_risks.hpp"

#include <sys/stat.h>

#include "inmail/files/file_identity.hpp"
#include "inmail/files/temp_files.hpp"

namespace inmail::store {

namespace {

namespace fs = std::filesystem;

bool others_write(const std::string& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) && (status.st_mode & (S_IWGRP | S_IWOTH)) != 0;
}

}  // namespace

std::vector<AccessRisk> access_risks_of(const fs::path& path) {
    std::vector<AccessRisk> risks;
    std::error_code error;
    fs::path ledger = path;
    if (!fs::exists(path, error)) return risks;
    if (fs::is_symlink(path, error)) {
        ledger = fs::weakly_canonical(path, error);
        risks.push_back({AccessRisk::Kind::symbolic_link, {path.string()}, ledger.string()});
    }
    if (has_hard_links(ledger)) risks.push_back({AccessRisk::Kind::hard_link, {path.string()}, {}});
    if (is_mounted_alone(ledger)) risks.push_back({AccessRisk::Kind::mounted_alone, {path.string()}, {}});
    AccessRisk writable;
    if (others_write(ledger)) writable.paths.push_back(ledger.string());
    for (const char* suffix : side_files) {
        if (others_write(ledger.string() + suffix)) writable.paths.push_back(ledger.string() + suffix);
    }
    if (!writable.paths.empty()) risks.push_back(writable);
    return risks;
}

}  // namespace inmail::store
