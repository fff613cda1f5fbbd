#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "command.hpp"

namespace inmail::manual {

struct Page {
    std::string name;  ///< "inmail-send"
    int section{1};
    std::string text;
};

/// What all pages say about themselves.
struct Release {
    std::string version;
    std::string date;
};

/// inmail(1). `reference` is docs/reference.md, which says where the ledger is found and what exit codes mean.
[[nodiscard]] Page program_page(const Release& release, std::string_view reference);
/// One command's page: "inmail-import-events".
[[nodiscard]] Page command_page(const Release& release, const cli::CommandEntry& command);
/// The page of the command's other name, which shows the command's own: "inmail-sent".
[[nodiscard]] Page alias_page(const cli::CommandEntry& command);
/// A page of docs.
[[nodiscard]] Page docs_page(const Release& release, const std::string& name, int section, std::string_view summary,
                             std::string_view markdown);

}  // namespace inmail::manual
