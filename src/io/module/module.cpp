#include "module/module.hpp"

#include <dlfcn.h>
#include <fmt/format.h>

#include <filesystem>

#include "inmail/core/errors.hpp"

namespace inmail::io {
namespace {

namespace fs = std::filesystem;

/// The module's place follows from the program's: where `cmake --install` puts it, or where it is built.
fs::path module_path() {
    std::error_code error;
    const fs::path folder = fs::read_symlink("/proc/self/exe", error).parent_path();
    const fs::path installed = folder / INMAIL_MODULE_INSTALLED;
    return fs::exists(installed, error) ? installed : folder / INMAIL_MODULE_BUILT;
}

const InmailModule& load() {
    void* module = dlopen(module_path().c_str(), RTLD_NOW | RTLD_LOCAL);
    if (module == nullptr) {
        throw MachineFailure(
            fmt::format("time zones and zips cannot be read: {}", dlerror()),
            "`cmake --install` puts the program and its module in place; UTC and unpacked folders need no module.");
    }
    const auto entry = reinterpret_cast<InmailModuleEntry>(dlsym(module, "inmail_module"));
    ensure(entry != nullptr, "the module has its one symbol");
    return *entry();
}

}  // namespace

const InmailModule& module() {
    static const InmailModule& loaded = load();
    return loaded;
}

}  // namespace inmail::io
