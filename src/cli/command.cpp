#include "command.hpp"

#include <algorithm>

#include "commands/command_table.hpp"

namespace inmail::cli {

const std::vector<CommandEntry>& commands() {
    static const std::vector<CommandEntry> all{send_command(),
                                               reply_command(),
                                               bounce_command(),
                                               buy_command(),
                                               adjust_command(),
                                               observe_command(),
                                               subscribe_command(),
                                               switch_command(),
                                               cancel_command(),
                                               assign_command(),
                                               limit_command(),
                                               reassign_command(),
                                               undo_command(),
                                               redo_command(),
                                               edit_command(),
                                               void_command(),
                                               rollover_command(),
                                               import_events_command(),
                                               import_linkedin_command(),
                                               import_csv_command(),
                                               import_roster_command(),
                                               merge_command(),
                                               sync_command(),
                                               plans_import_command(),
                                               balance_command(),
                                               pending_command(),
                                               expiring_command(),
                                               forecast_command(),
                                               check_command(),
                                               route_command(),
                                               next_command(),
                                               forfeits_command(),
                                               audit_command(),
                                               stats_command(),
                                               history_command(),
                                               explain_command(),
                                               diagnose_command(),
                                               compare_command(),
                                               find_text_command(),
                                               init_command(),
                                               status_command(),
                                               plans_command(),
                                               plans_template_command(),
                                               import_rules_command(),
                                               sequences_command(),
                                               rules_command(),
                                               verify_command(),
                                               backup_command(),
                                               copy_command(),
                                               restore_command(),
                                               forget_command(),
                                               export_events_command(),
                                               grant_command(),
                                               members_command(),
                                               migrate_command(),
                                               config_command()};
    return all;
}

const std::vector<std::pair<CommandGroup, std::string_view>>& command_groups() {
    static const std::vector<std::pair<CommandGroup, std::string_view>> all{
        {CommandGroup::recording, "Recording what happened on LinkedIn"},
        {CommandGroup::reading, "Reading"},
        {CommandGroup::ledger, "The ledger"}};
    return all;
}

const CommandEntry* find_command(std::string_view name) {
    const auto found = std::find_if(commands().begin(), commands().end(), [name](const CommandEntry& command) {
        return command.name == name || (!name.empty() && command.alias == name);
    });
    return found == commands().end() ? nullptr : &*found;
}

}  // namespace inmail::cli
