#pragma once

#include "command.hpp"

namespace inmail::cli {

// Each command is in the file of its name.

CommandEntry adjust_command();
CommandEntry assign_command();
CommandEntry audit_command();
CommandEntry stats_command();
CommandEntry status_command();
CommandEntry backup_command();
CommandEntry balance_command();
CommandEntry bounce_command();
CommandEntry buy_command();
CommandEntry cancel_command();
CommandEntry check_command();
CommandEntry compare_command();
CommandEntry config_command();
CommandEntry copy_command();
CommandEntry diagnose_command();
CommandEntry expiring_command();
CommandEntry edit_command();
CommandEntry find_text_command();
CommandEntry explain_command();
CommandEntry export_events_command();
CommandEntry forecast_command();
CommandEntry forfeits_command();
CommandEntry forget_command();
CommandEntry grant_command();
CommandEntry members_command();
CommandEntry history_command();
CommandEntry import_csv_command();
CommandEntry import_events_command();
CommandEntry import_linkedin_command();
CommandEntry import_roster_command();
CommandEntry import_rules_command();
CommandEntry init_command();
CommandEntry limit_command();
CommandEntry merge_command();
CommandEntry reassign_command();
CommandEntry migrate_command();
CommandEntry next_command();
CommandEntry observe_command();
/// Of `inmail` without a command; it is not in the table.
CommandEntry overview_command();
CommandEntry pending_command();
CommandEntry plans_command();
CommandEntry plans_import_command();
CommandEntry plans_template_command();
CommandEntry reply_command();
CommandEntry restore_command();
CommandEntry rollover_command();
CommandEntry route_command();
CommandEntry rules_command();
CommandEntry send_command();
CommandEntry sequences_command();
CommandEntry subscribe_command();
CommandEntry switch_command();
CommandEntry sync_command();
CommandEntry redo_command();
CommandEntry undo_command();
CommandEntry verify_command();
CommandEntry void_command();

}  // namespace inmail::cli
