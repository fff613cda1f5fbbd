#pragma once

#include <string_view>

namespace inmail::app {

// How the commands of imports begin, as they stand in the ledger. The name of the file or source follows.
constexpr std::string_view command_import_events = "import events ";
constexpr std::string_view command_import_linkedin = "import linkedin ";

}  // namespace inmail::app
