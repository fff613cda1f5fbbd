#pragma once

#include <filesystem>
#include <string>

#include "support/temp_dir.hpp"
#include "transcript.hpp"

namespace inmail::test {

/// A mark to find it by, then markup, the end of an attribute, the end of a cell, bidi controls and invisible characters: text
/// that is accepted, and must be shown harmlessly. Without a slash, so that file names can hold it too.
[[nodiscard]] std::string hostile(const std::string& mark, const std::string& start = "=");

[[nodiscard]] std::string csv_quoted(const std::string& field);
void write_file(const std::filesystem::path& path, const std::string& text);

// Files that a stage holds.
extern const std::string csv_name;
extern const std::string archive_name;
extern const std::string plans_name;
extern const std::string roster_name;
extern const std::string rules_name;
extern const std::string totals_name;
extern const std::string people_name;
extern const std::string sequence_name;

/// A folder with a ledger, a backup of it, and files to import, all with hostile names and texts.
class Stage {
  public:
    Stage();

    [[nodiscard]] Outcome run(const std::string& arguments) const;
    /// The same, on a fresh copy of the ledger.
    [[nodiscard]] Outcome run_afresh(const std::string& arguments) const;

  private:
    Outcome must(const std::string& arguments) const;

    TempDir directory_{TempDir::Medium::memory};
    std::filesystem::path folder_;
};

}  // namespace inmail::test
