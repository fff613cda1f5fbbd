#include "sequences.hpp"

#include <filesystem>

#include "inmail/io/sequence_toml.hpp"
#include "path_expansion.hpp"
#include "shipped_rules.hpp"

namespace inmail::cli {

Sequence sequence_named(const std::string& typed, const std::string& where) {
    if (const auto* shipped = shipped_unless_file(RulesKind::sequence, typed))
        return io::read_sequence(shipped->text, shipped->name);
    return io::read_sequence(std::filesystem::path(expanded_path(typed, where)));
}

}  // namespace inmail::cli
