// The module that module.hpp declares. Its functions must not throw, and return nothing that the caller must free otherwise than
// by the module's own functions.

#include <re2/re2.h>

#include <array>
#include <cstring>
#include <memory>
#include <new>
#include <string>

#include "module/module.hpp"

namespace {

constexpr size_t most_groups = 10;  // the whole, and {1} to {9}

void* compile_pattern(const char* text, size_t size, char* why, size_t why_size) noexcept {
    RE2::Options options;
    options.set_case_sensitive(false);
    options.set_log_errors(false);
    auto pattern = std::make_unique<RE2>(re2::StringPiece(text, size), options);
    if (pattern->ok()) return pattern.release();
    const std::string& error = pattern->error();
    const size_t copied = error.size() < why_size ? error.size() : why_size - 1;
    std::memcpy(why, error.data(), copied);
    why[copied] = '\0';
    return nullptr;
}

int find_pattern(const void* pattern, const char* text, size_t size, InmailFound* found, size_t found_count) noexcept {
    std::array<re2::StringPiece, most_groups> groups;
    const size_t count = found_count < most_groups ? found_count : most_groups;
    const auto& regex = *static_cast<const RE2*>(pattern);
    if (!regex.Match(re2::StringPiece(text, size), 0, size, RE2::UNANCHORED, groups.data(), static_cast<int>(count))) return 0;
    for (size_t i = 0; i < count; ++i) found[i] = {groups[i].data(), groups[i].size()};
    return 1;
}

void discard_pattern(void* pattern) noexcept { delete static_cast<RE2*>(pattern); }

constexpr InmailModule functions{{zip_open, zip_discard, zip_strerror, zip_get_num_entries, zip_get_name, zip_stat_init,
                                  zip_stat_index, zip_fopen_index, zip_fread, zip_fclose, zip_file_strerror},
                                 {compile_pattern, find_pattern, discard_pattern}};

}  // namespace

extern "C" __attribute__((visibility("default"))) const InmailModule* inmail_module();
extern "C" const InmailModule* inmail_module() { return &functions; }
