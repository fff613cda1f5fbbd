#pragma once

#include <stdlib.h>

#include <filesystem>
#include <stdexcept>
#include <string>

namespace inmail::test {

/// A new directory, removed with its contents when this goes out of scope.
class TempDir {
  public:
    /// `memory`: where Linux keeps files in memory, if it can, so that a test of many ledgers does not wait for the disk.
    /// `disk`: under $TMPDIR or /tmp.
    enum class Medium { disk, memory };

    explicit TempDir(Medium medium = Medium::disk) {
        if (medium == Medium::memory && make_in("/dev/shm")) return;
        if (!make_in(std::filesystem::temp_directory_path())) throw std::runtime_error("cannot make a temporary directory");
    }
    ~TempDir() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TempDir(const TempDir&) = delete;
    TempDir& operator=(const TempDir&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

  private:
    bool make_in(const std::filesystem::path& parent) {
        std::string name = (parent / "inmail-test-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) return false;
        path_ = name;
        return true;
    }

    std::filesystem::path path_;
};

}  // namespace inmail::test
