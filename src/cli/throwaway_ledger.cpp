#include "throwaway_ledger.hpp"

#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>

#include "inmail/core/errors.hpp"
#include "inmail/store/open.hpp"

namespace inmail::cli {
namespace {

namespace fs = std::filesystem;

/// A new folder that nobody else can read.
fs::path make_folder() {
    std::string name = (fs::temp_directory_path() / "inmail-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr)
        throw MachineFailure("cannot make a temporary folder: " + std::system_category().message(errno),
                             "set TMPDIR to another one");
    return name;
}

}  // namespace

ThrowawayLedger::ThrowawayLedger(Instant now) : folder_(make_folder()) {
    try {
        store::create(path().string(), "linkedin", "UTC", now);
    } catch (...) {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
        throw;
    }
}

ThrowawayLedger::~ThrowawayLedger() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

fs::path ThrowawayLedger::path() const { return folder_ / "ledger.db"; }

}  // namespace inmail::cli
