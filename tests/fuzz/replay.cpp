// Runs a target over files without libFuzzer, so that what fuzzing once found is tested in every build.

#include <algorithm>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <vector>

namespace fs = std::filesystem;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

namespace {

std::vector<fs::path> files_in(const fs::path& folder) {
    std::vector<fs::path> files;
    if (!fs::exists(folder)) return files;
    for (const auto& entry : fs::directory_iterator(folder)) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

/// Reads a file into a block of exactly its size, so that the address sanitizer sees a read past the end.
void replay(const fs::path& path) {
    const auto size = static_cast<std::size_t>(fs::file_size(path));
    const std::unique_ptr<std::uint8_t[]> bytes(new std::uint8_t[size]);
    std::ifstream(path, std::ios::binary).read(reinterpret_cast<char*>(bytes.get()), static_cast<std::streamsize>(size));
    LLVMFuzzerTestOneInput(bytes.get(), size);
}

}  // namespace

int main(int argc, char** argv) {
    int replayed = 0;
    int failed = 0;
    for (const fs::path& folder : std::vector<fs::path>(argv + 1, argv + argc)) {
        for (const auto& path : files_in(folder)) {
            std::cout << path.string() << std::endl;  // printed first, since a sanitizer ends the program
            try {
                replay(path);
            } catch (const std::exception& e) {
                std::cout << "    " << e.what() << '\n';
                ++failed;
            }
            ++replayed;
        }
    }
    std::cout << replayed << " inputs, " << failed << " failed\n";
    return replayed != 0 && failed == 0 ? 0 : 1;
}
