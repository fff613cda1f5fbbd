#include "commands/command_table.hpp"

namespace inmail::cli {

const std::vector<CommandEntry>& commands() {
    static const std::vector<CommandEntry> all{
        send_command(),         reply_command(),    bounce_command(),        buy_command(),
        adjust_command(),       observe_command(),  subscribe_command(),     switch_command(),
        cancel_command(),       assign_command(),   limit_command(),         undo_command(),
        void_command(),         rollover_command(), import_events_command(), import_linkedin_command(),
        plans_import_command(), balance_command(),  pending_command(),       expiring_command(),
        forecast_command(),     check_command(),    forfeits_command(),      audit_command(),
        stats_command(),        history_command(),  explain_command(),       diagnose_command(),
        init_command(),         status_command(),   plans_command(),         verify_command(),
        backup_command(),       restore_command(),  forget_command(),        export_events_command(),
        config_command()};
    return all;
}

}  // namespace inmail::cli
