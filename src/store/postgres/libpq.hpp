#pragma once

#include <libpq-fe.h>

namespace inmail::store::postgres {

/// The functions of libpq that the program uses, with the types of its own header.
///
/// libpq is not linked: it brings two dozen libraries, whose loading takes longer than recording a send in a file. Its own
/// library is loaded when a location names a server. A module of ours around it, as src/io has for zips, would be one more file
/// to install and find; libpq.so.5 has had a stable C interface since 2006, and nothing but C crosses it.
struct Libpq {
    decltype(&::PQconninfoParse) conninfo_parse;
    decltype(&::PQconninfoFree) conninfo_free;
    decltype(&::PQfreemem) freemem;
    decltype(&::PQconnectdbParams) connect;
    decltype(&::PQfinish) finish;
    decltype(&::PQstatus) status;
    decltype(&::PQsocket) socket;
    decltype(&::PQuser) user;
    decltype(&::PQserverVersion) server_version;
    decltype(&::PQconnectionNeedsPassword) needs_password;
    decltype(&::PQerrorMessage) error_message;
    decltype(&::PQsetNoticeReceiver) set_notice_receiver;
    decltype(&::PQenterPipelineMode) enter_pipeline;
    decltype(&::PQexitPipelineMode) exit_pipeline;
    decltype(&::PQpipelineSync) pipeline_sync;
    decltype(&::PQsendQueryParams) send_params;
    decltype(&::PQsendPrepare) send_prepare;
    decltype(&::PQsendQueryPrepared) send_prepared;
    decltype(&::PQsendQuery) send;
    decltype(&::PQsetnonblocking) set_nonblocking;
    decltype(&::PQflush) flush;
    decltype(&::PQconsumeInput) consume_input;
    decltype(&::PQisBusy) is_busy;
    decltype(&::PQgetResult) get_result;
    decltype(&::PQgetCopyData) get_copied;
    decltype(&::PQclear) clear;
    decltype(&::PQresultStatus) result_status;
    decltype(&::PQresultErrorField) error_field;
    decltype(&::PQntuples) rows;
    decltype(&::PQnfields) columns;
    decltype(&::PQgetisnull) is_null;
    decltype(&::PQgetvalue) value;
    decltype(&::PQgetlength) length;
};

/// libpq; the first call loads it. Throws MachineFailure if it is not there.
[[nodiscard]] const Libpq& libpq();

}  // namespace inmail::store::postgres
