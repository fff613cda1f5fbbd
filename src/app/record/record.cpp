#include "inmail/app/record/record.hpp"

#include "inmail/store/store.hpp"
#include "record/current_head.hpp"
#include "record/recording.hpp"

namespace inmail::app {

RecordResult record(Store& store, const RecordRequest& request) {
    return on_current_head([&] {
        const auto transaction = request.dry_run ? nullptr : store.begin(request.now, request.command);
        return Recording(store, transaction.get(), request).run();
    });
}

}  // namespace inmail::app
