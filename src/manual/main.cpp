// Writes the program's man pages: inmail_manual DOCS VERSION DATE DIRECTORY

#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <string>

#include "pages.hpp"

namespace {

namespace fs = std::filesystem;
using inmail::manual::Page;

std::string read(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    if (!file) throw std::runtime_error("cannot read " + path.string());
    return text.str();
}

void write(const fs::path& directory, const Page& page) {
    const std::string section = std::to_string(page.section);
    const fs::path path = directory / ("man" + section) / (page.name + "." + section);
    fs::create_directories(path.parent_path());
    std::ofstream file(path, std::ios::binary);
    file << page.text << std::flush;
    if (!file) throw std::runtime_error("cannot write " + path.string());
}

void write_pages(const fs::path& docs, const inmail::manual::Release& release, const fs::path& directory) {
    using namespace inmail::manual;
    write(directory, program_page(release, read(docs / "reference.md")));
    for (const auto& command : inmail::cli::commands()) {
        write(directory, command_page(release, command));
        if (!command.alias.empty()) write(directory, alias_page(command));
    }
    write(directory, docs_page(release, "inmail-rules", 7, "the credit rules that inmail follows", read(docs / "rules.md")));
    write(directory,
          docs_page(release, "inmail-ledger", 5, "the file in which inmail keeps a ledger", read(docs / "ledger-format.md")));
}

}  // namespace

int main(int argc, char** argv) {
    constexpr int expected = 5;
    if (argc != expected) {
        std::cerr << "usage: inmail_manual DOCS VERSION DATE DIRECTORY\n";
        return EXIT_FAILURE;
    }
    try {
        write_pages(argv[1], {argv[2], argv[3]}, argv[4]);
    } catch (const std::exception& e) {
        std::cerr << "inmail_manual: " << e.what() << '\n';
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}
