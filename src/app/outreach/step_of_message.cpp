#include "outreach/step_of_message.hpp"

#include "fold/fold_run.hpp"
#include "outreach/conversations.hpp"
#include "outreach/seat_outreach.hpp"

namespace inmail::app {

std::map<EventId, StepOfMessage> steps_of_messages(Store& store, const ReportQuery& query, const Sequences& sequences) {
    ConversationLog log;
    FoldRun fold_run(store, of_everyone(query), &log);
    fold_run.fold();
    const auto team_of = [&fold_run](SeatId seat) { return fold_run.reconciler().seat(seat).team; };
    const auto everything = [](const std::string&, Instant) { return true; };
    std::map<EventId, StepOfMessage> steps;
    for (const auto& [key, conversation] : log.conversations(store, fold_run, nullptr, everything)) {
        for (const auto& [seat, outreach] : outreach_by_seat(conversation, team_of)) {
            for (const auto& done : steps_done(outreach.events, sequences)) {
                const auto& step = done.sequence->steps[done.step];
                steps[done.event] = {done.sequence->name, done.step + 1, step.channels};
            }
        }
    }
    return steps;
}

}  // namespace inmail::app
