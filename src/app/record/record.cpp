#include "inmail/app/record/record.hpp"

#include <algorithm>

#include "inmail/store/store.hpp"
#include "record/current_head.hpp"
#include "record/recording.hpp"

namespace inmail::app {
namespace {

void move_to_present(RecordRequest& request) {
    if (!request.clock) return;
    const Instant began = request.now;
    request.now = std::max(began, request.clock());
    for (EventRecord& event : request.events) {
        if (event.at == began) event.at = request.now;
    }
    if (request.holds_at == began) request.holds_at = request.now;
}

}  // namespace

RecordResult record(Store& store, RecordRequest request) {
    return on_current_head([&] {
        const auto transaction = request.dry_run ? nullptr : store.begin(request.now, request.command);
        move_to_present(request);
        return Recording(store, transaction.get(), request).run();
    });
}

}  // namespace inmail::app
