#include "postgres/libpq.hpp"

#include <dlfcn.h>

#include <string>

#include "inmail/core/machine_faults.hpp"

namespace inmail::store::postgres {

namespace {

[[noreturn]] void fail_to_load() {
    using machine_fault::ServerUnusable;
    throw FailedMachine(ServerUnusable{ServerUnusable::Why::no_library, {}, dlerror()});
}

template <class Function>
void find(void* library, const char* name, Function& function) {
    function = reinterpret_cast<Function>(dlsym(library, name));
    if (function == nullptr) fail_to_load();
}

Libpq load() {
    void* library = dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) fail_to_load();
    Libpq pq{};
    find(library, "PQconninfoParse", pq.conninfo_parse);
    find(library, "PQconninfoFree", pq.conninfo_free);
    find(library, "PQfreemem", pq.freemem);
    find(library, "PQconnectdbParams", pq.connect);
    find(library, "PQfinish", pq.finish);
    find(library, "PQstatus", pq.status);
    find(library, "PQsocket", pq.socket);
    find(library, "PQuser", pq.user);
    find(library, "PQserverVersion", pq.server_version);
    find(library, "PQconnectionNeedsPassword", pq.needs_password);
    find(library, "PQerrorMessage", pq.error_message);
    find(library, "PQsetNoticeReceiver", pq.set_notice_receiver);
    find(library, "PQenterPipelineMode", pq.enter_pipeline);
    find(library, "PQexitPipelineMode", pq.exit_pipeline);
    find(library, "PQpipelineSync", pq.pipeline_sync);
    find(library, "PQsendQueryParams", pq.send_params);
    find(library, "PQsendPrepare", pq.send_prepare);
    find(library, "PQsendQueryPrepared", pq.send_prepared);
    find(library, "PQsendQuery", pq.send);
    find(library, "PQsetnonblocking", pq.set_nonblocking);
    find(library, "PQflush", pq.flush);
    find(library, "PQconsumeInput", pq.consume_input);
    find(library, "PQisBusy", pq.is_busy);
    find(library, "PQgetResult", pq.get_result);
    find(library, "PQgetCopyData", pq.get_copied);
    find(library, "PQclear", pq.clear);
    find(library, "PQresultStatus", pq.result_status);
    find(library, "PQresultErrorField", pq.error_field);
    find(library, "PQntuples", pq.rows);
    find(library, "PQnfields", pq.columns);
    find(library, "PQgetisnull", pq.is_null);
    find(library, "PQgetvalue", pq.value);
    find(library, "PQgetlength", pq.length);
    return pq;
}

}  // namespace

const Libpq& libpq() {
    static const Libpq loaded = load();
    return loaded;
}

}  // namespace inmail::store::postgres
