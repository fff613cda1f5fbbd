#include "module/module.hpp"

#include <dlfcn.h>

#include <filesystem>

#include "inmail/core/machine_faults.hpp"

namespace inmail::io {
namespace {

namespace fs = std::filesystem;

/// Near the program: in the place of `cmake --install`, beside the program, else in the place of the build.
fs::path module_path() {
    std::error_code error;
    const fs::path folder = fs::read_symlink("/proc/self/exe", error).parent_path();
    fs::path built = folder / INMAIL_MODULE_BUILT;
    for (const fs::path& place : {folder / INMAIL_MODULE_INSTALLED, folder / built.filename()}) {
        if (fs::exists(place, error)) return place;
    }
    return built;
}

const InmailModule& load() {
    void* module = dlopen(module_path().c_str(), RTLD_NOW | RTLD_LOCAL);
    if (module == nullptr) throw FailedMachine(machine_fault::NoModule{dlerror()});
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
