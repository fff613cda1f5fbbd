// Replays transcripts (*.transcript) and diagnoses (*.case), and fails when one does not come out as it stands.
// Usage: check_transcripts FILE...
// INMAIL_ACCEPT=1 rewrites the files with what came out: read the difference before you keep it.

#include <pty.h>
#include <unistd.h>

#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

#include "diagnosis.hpp"
#include "transcript.hpp"

namespace inmail::test {
namespace {

namespace fs = std::filesystem;

/// False in a bare chroot, which has no pseudo-terminals.
bool has_terminals() {
    int ours = -1;
    int theirs = -1;
    if (openpty(&ours, &theirs, nullptr, nullptr, nullptr) != 0) return false;
    close(ours);
    close(theirs);
    return true;
}

bool needs_terminals(const fs::path& file) { return file.filename() == "terminal.transcript"; }

/// What is wrong with `file`; empty when nothing is.
std::string fault_of(const fs::path& file) {
    const bool is_diagnosis = file.extension() == ".case";
    const std::string expected = read_file(file);
    const std::string actual = is_diagnosis ? replay_diagnosis(expected) : replay(expected);
    const bool accept = std::getenv("INMAIL_ACCEPT") != nullptr;
    if (accept) std::ofstream(file, std::ios::binary) << actual;

    if (is_diagnosis) {
        const auto unproven = actual.find("\n! ");
        if (unproven != std::string::npos) return actual.substr(unproven + 1);
    }
    return accept ? "" : first_difference(expected, actual);
}

bool check(const fs::path& file) {
    if (needs_terminals(file) && !has_terminals()) {
        std::cout << file.string() << ": SKIPPED, this machine gives no pseudo-terminal\n";
        return true;
    }
    const std::string fault = fault_of(file);
    if (!fault.empty()) std::cout << file.string() << ": " << fault << "\n";
    return fault.empty();
}

}  // namespace
}  // namespace inmail::test

int main(int argc, char** argv) try {
    if (argc < 2) throw std::runtime_error("usage: check_transcripts FILE...");
    bool all_hold = true;
    for (int i = 1; i < argc; ++i) {
        if (!inmail::test::check(argv[i])) all_hold = false;
    }
    return all_hold ? 0 : 1;
} catch (const std::exception& error) {
    std::cerr << "check_transcripts: " << error.what() << "\n";
    return 2;
}
