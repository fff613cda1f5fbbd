#pragma once

#include <string_view>

namespace inmail::app {

// Commands by which batches are recognised, as the ledger holds them.
constexpr std::string_view command_undo = "undo";
constexpr std::string_view command_redo = "redo";
constexpr std::string_view command_edit = "edit";
constexpr std::string_view command_void = "void";
constexpr std::string_view command_void_batch = "void --batch";
constexpr std::string_view command_import = "import ";
// The name of the file or source follows.
constexpr std::string_view command_import_events = "import events ";
constexpr std::string_view command_import_csv = "import csv ";
constexpr std::string_view command_import_linkedin = "import linkedin ";
constexpr std::string_view command_import_roster = "import roster ";
constexpr std::string_view command_merge = "merge ";
constexpr std::string_view command_sync = "sync ";

}  // namespace inmail::app
