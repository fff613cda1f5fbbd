#include "postgres/connection.hpp"

#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <thread>
#include <utility>

#include "inmail/core/damage.hpp"
#include "inmail/core/ledger_faults.hpp"
#include "inmail/text/strings.hpp"
#include "postgres/location.hpp"

namespace inmail::store::postgres {

namespace {

using machine_fault::ServerUnusable;

/// To compile a question takes longer than to answer it.
const char* const begin_session =
    "SELECT set_config('search_path', 'inmail, inmail_rep, pg_temp', false), set_config('statement_timeout', '30s', false), "
    "set_config('client_min_messages', 'warning', false), set_config('jit', 'off', false), "
    "set_config('quote_all_identifiers', 'off', false)";

using ResultOwner = std::unique_ptr<PGresult, void (*)(PGresult*)>;

void ignore_notice(void*, const PGresult*) {}

constexpr std::string_view not_allowed = "IM004";

/// libpq ends its messages with a line end, and some have several lines.
std::string one_line(std::string text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
    std::replace(text.begin(), text.end(), '\n', ' ');
    text.erase(std::remove(text.begin(), text.end(), '\t'), text.end());
    return text;
}

std::string field_of(const PGresult* failed, int which) {
    const char* text = libpq().error_field(failed, which);
    return text == nullptr ? "" : text;
}

ServerUnusable::Why why_of(std::string_view state) {
    constexpr std::pair<std::string_view, ServerUnusable::Why> causes[] = {
        {insufficient_privilege, ServerUnusable::Why::no_rights},
        {"42883", ServerUnusable::Why::no_rights},  // a function that the user's schema lacks
        {"25006", ServerUnusable::Why::read_only},
        {"53100", ServerUnusable::Why::disk_full},
        {query_canceled, ServerUnusable::Why::slow},
    };
    for (const auto& [cause, why] : causes) {
        if (state == cause) return why;
    }
    return ServerUnusable::Why::other;
}

/// The server's functions name the reason where a constraint's name would stand.
[[noreturn]] void refuse(const std::string& reason) {
    using ledger_refusal::NotAllowed;
    constexpr std::pair<std::string_view, NotAllowed::Why> reasons[] = {{"kind", NotAllowed::Why::kind},
                                                                        {"seat", NotAllowed::Why::seat},
                                                                        {"void", NotAllowed::Why::voids},
                                                                        {"key", NotAllowed::Why::key}};
    for (const auto& [name, why] : reasons) {
        if (reason == name) throw RefusedByLedger(NotAllowed{why});
    }
    throw RefusedByLedger(NotAllowed{NotAllowed::Why::role});
}

}  // namespace

Connection::Connection(const std::string& location, std::chrono::milliseconds longest_wait)
    : location_(location), longest_wait_(longest_wait) {
    const LocationParts parts = parts_of(location);
    name_ = shown(parts);
    password_ = parts.password;
    connect();
}

void Connection::connect() {
    // The location and a service come before the environment, so this is the default of both. A local socket needs no TLS.
    constexpr int keep_what_is_set = 0;
    setenv("PGSSLMODE", "verify-full", keep_what_is_set);
    // Of two values of a keyword the last one counts. All texts are in UTF8, whatever the location says.
    const char* const keywords[] = {"connect_timeout", "tcp_user_timeout", "application_name",
                                    "dbname",          "client_encoding",  nullptr};
    const char* const values[] = {"10", "30000", "inmail", location_.c_str(), "UTF8", nullptr};
    const Libpq& pq = libpq();
    connection_.reset(pq.connect(keywords, values, 1));
    if (connection_ == nullptr || pq.status(connection_.get()) != CONNECTION_OK) fail_to_connect();
    user_ = pq.user(connection_.get());
    require_version();
    pq.set_notice_receiver(connection_.get(), ignore_notice, nullptr);
    ensure(pq.enter_pipeline(connection_.get()) == 1, "a new connection enters the pipeline mode");
    // Otherwise libpq itself would wait, without end, for a server that takes nothing more.
    ensure(pq.set_nonblocking(connection_.get(), 1) == 0, "a new connection has nothing to send");
    in_transaction_ = false;
    prepared_.clear();
    later_.clear();
    later_.push_back({begin_session});
}

void Connection::fail_to_connect() {
    const Libpq& pq = libpq();
    const bool needs_password = connection_ != nullptr && pq.needs_password(connection_.get()) == 1;
    const std::string reason = connection_ ? pq.error_message(connection_.get()) : "no memory is left";
    connection_.reset();
    throw ServerFailure({needs_password ? ServerUnusable::Why::wants_password : ServerUnusable::Why::no_connection, name_,
                         without_password(one_line(reason))},
                        {});
}

void Connection::require_version() {
    constexpr int least = 130000;  // the first with the type xid8
    const int version = libpq().server_version(connection_.get());
    if (version >= least) return;
    constexpr int of_release = 10000;
    const std::string release = std::to_string(version / of_release);
    connection_.reset();
    throw ServerFailure({ServerUnusable::Why::too_old, name_, release}, "0A000");
}

void Connection::connect_again() {
    using std::chrono::steady_clock;
    constexpr std::chrono::seconds longest{10};
    constexpr std::chrono::milliseconds pause{100};
    for (const auto end = steady_clock::now() + longest;;) {
        try {
            return connect();
        } catch (const ServerFailure&) {
            if (steady_clock::now() + pause > end) throw;
        }
        std::this_thread::sleep_for(pause);
    }
}

std::vector<Answer> Connection::ask_all(const std::vector<Question>& flight, const std::optional<Question>& behind) {
    return receive(send(flight, behind));
}

Connection::Sent Connection::send(const std::vector<Question>& flight, const std::optional<Question>& behind) {
    wait_for_ahead();
    if (connection_ == nullptr) fail_lost("the connection was lost");
    const Libpq& pq = libpq();
    const std::vector<Question> first = std::exchange(later_, {});
    commits_ = std::any_of(flight.begin(), flight.end(), [](const Question& question) { return question.commits; });
    Sent sent;
    const auto end_part = [&] {
        if (pq.pipeline_sync(connection_.get()) != 1) fail_lost(pq.error_message(connection_.get()));
        ++sent.parts;
    };
    for (const Question& question : first) send_one(question, Expected::What::nothing, sent);
    // A part of its own: a transaction that follows has seen nothing yet.
    if (!first.empty()) end_part();
    for (const Question& question : flight) send_one(question, Expected::What::answer, sent);
    end_part();
    if (behind) {
        send_one(*behind, Expected::What::behind, sent);
        end_part();
    }
    return sent;
}

void Connection::send_one(const Question& question, Expected::What expected, Sent& sent) {
    const Libpq& pq = libpq();
    constexpr int binary = 1;
    std::vector<const char*> values;
    for (const Parameter& parameter : question.parameters)
        values.push_back(parameter.text() ? parameter.text()->c_str() : nullptr);
    const auto count = static_cast<int>(values.size());
    bool is_sent = false;
    if (question.is_repeated) {
        const auto is_of = [&](const Expected& message) { return message.prepared == question.sql; };
        const auto known = prepared_.find(question.sql);
        const auto under_way = std::find_if(sent.messages.begin(), sent.messages.end(), is_of);
        std::string name;
        if (known != prepared_.end()) {
            name = known->second;
        } else if (under_way != sent.messages.end()) {
            name = under_way->name;
        } else {
            name = "question_" + std::to_string(++preparations_);
            if (pq.send_prepare(connection_.get(), name.c_str(), question.sql.c_str(), 0, nullptr) != 1)
                fail_lost(pq.error_message(connection_.get()));
            sent.messages.push_back({Expected::What::preparation, question.sql, name});
        }
        is_sent = pq.send_prepared(connection_.get(), name.c_str(), count, values.data(), nullptr, nullptr, binary) == 1;
    } else {
        is_sent =
            pq.send_params(connection_.get(), question.sql.c_str(), count, nullptr, values.data(), nullptr, nullptr, binary) == 1;
    }
    if (!is_sent) fail_lost(pq.error_message(connection_.get()));
    sent.messages.push_back({expected});
}

std::vector<Answer> Connection::receive(const Sent& sent) {
    const Libpq& pq = libpq();
    std::vector<Answer> answers;
    ResultOwner failed(nullptr, pq.clear);
    std::size_t number = 0;
    for (int parts = sent.parts; parts > 0;) {
        wait_for_answer();
        ResultOwner result(pq.get_result(connection_.get()), pq.clear);
        if (result == nullptr || pq.status(connection_.get()) != CONNECTION_OK) fail_lost(pq.error_message(connection_.get()));
        switch (pq.result_status(result.get())) {
            case PGRES_PIPELINE_SYNC:
                --parts;
                continue;  // nothing follows it
            case PGRES_TUPLES_OK:
            case PGRES_COMMAND_OK: {
                const Expected& message = sent.messages.at(number);
                if (message.what == Expected::What::answer) answers.emplace_back(result.release());
                if (message.what == Expected::What::preparation) prepared_[message.prepared] = message.name;
                break;
            }
            case PGRES_PIPELINE_ABORTED:
                break;
            default:
                if (failed != nullptr) break;
                if (sent.messages.at(number).what == Expected::What::behind)
                    fail_lost(field_of(result.get(), PG_DIAG_MESSAGE_PRIMARY));
                failed = std::move(result);
        }
        ++number;
        wait_for_answer();
        while (PGresult* more = pq.get_result(connection_.get())) pq.clear(more);
    }
    if (failed != nullptr) fail(failed.get());
    commits_ = false;
    return answers;
}

Answer Connection::ask(const Question& question) { return std::move(ask_all({question}).front()); }

void Connection::run_script(const std::string& sql) {
    const Libpq& pq = libpq();
    wait_for_ahead();
    if (connection_ == nullptr || !later_.empty()) ask_all(std::vector<Question>{});
    ensure(pq.exit_pipeline(connection_.get()) == 1, "no flight is under way");
    if (pq.send(connection_.get(), sql.c_str()) != 1) fail_lost(pq.error_message(connection_.get()));
    finish_script();
}

void Connection::finish_script(PGresult* first_failed) {
    const Libpq& pq = libpq();
    ResultOwner failed(first_failed, pq.clear);
    wait_for_answer();
    while (PGresult* result = pq.get_result(connection_.get())) {
        const auto status = pq.result_status(result);
        if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && failed == nullptr)
            failed.reset(result);
        else
            pq.clear(result);
        wait_for_answer();
    }
    if (pq.status(connection_.get()) == CONNECTION_OK)
        ensure(pq.enter_pipeline(connection_.get()) == 1, "a script ends before the next flight");
    if (failed != nullptr) fail(failed.get());
}

void Connection::wait_for_answer() {
    const Libpq& pq = libpq();
    using std::chrono::steady_clock;
    auto end = steady_clock::now() + longest_wait_;
    while (pq.is_busy(connection_.get()) == 1) {
        const int unsent = pq.flush(connection_.get());
        if (unsent < 0) return;  // the next result says what happened
        const short come = wait_for(static_cast<short>(unsent > 0 ? POLLIN | POLLOUT : POLLIN), end);
        if ((come & POLLOUT) != 0) end = steady_clock::now() + longest_wait_;
        if ((come & ~POLLOUT) != 0 && pq.consume_input(connection_.get()) != 1) return;
    }
}

short Connection::wait_for(short events, std::chrono::steady_clock::time_point end) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now()).count();
    if (left <= 0) fail_lost("the server gives no answer");
    pollfd socket{libpq().socket(connection_.get()), events, 0};
    if (poll(&socket, 1, static_cast<int>(left)) < 0 && errno != EINTR) fail_lost("the connection cannot be read");
    return socket.revents;
}

void Connection::fail_lost(const std::string& reason) {
    connection_.reset();
    later_.clear();
    in_transaction_ = false;
    const auto why = std::exchange(commits_, false) ? ServerUnusable::Why::lost_commit : ServerUnusable::Why::lost_connection;
    throw ServerFailure({why, name_, without_password(one_line(reason))}, {});
}

void Connection::fail(const PGresult* failed) {
    const Libpq& pq = libpq();
    const auto field = [&](int which) { return field_of(failed, which); };
    const std::string state = field(PG_DIAG_SQLSTATE);
    const std::string severity = field(PG_DIAG_SEVERITY_NONLOCALIZED);
    const bool is_end = severity == "FATAL" || severity == "PANIC" || begins_with(state, "08");
    if (is_end || state.empty() || pq.status(connection_.get()) != CONNECTION_OK) {
        const std::string message = field(PG_DIAG_MESSAGE_PRIMARY);
        fail_lost(message.empty() ? pq.error_message(connection_.get()) : message);
    }
    commits_ = false;
    if (state == not_allowed) refuse(field(PG_DIAG_CONSTRAINT_NAME));
    const auto why = why_of(state);
    if (why == ServerUnusable::Why::no_rights) throw ServerFailure({why, name_, user_}, state);
    const std::string reason = without_password(one_line(field(PG_DIAG_MESSAGE_PRIMARY)));
    // Wrong rows and wrong SQL: the program's own.
    const bool is_ours =
        begins_with(state, "22") || begins_with(state, "23") || begins_with(state, "42") || begins_with(state, "IM");
    const bool is_expected =
        state == head_has_moved || state == undefined_table || state == duplicate_schema || state == no_such_schema;
    if (is_ours && !is_expected) throw Defect("the server refuses a question: " + reason);
    throw ServerFailure({why, name_, reason}, state);
}

std::string Connection::without_password(std::string text) const {
    if (password_.empty()) return text;
    for (std::size_t at = text.find(password_); at != std::string::npos; at = text.find(password_, at + 3))
        text.replace(at, password_.size(), "***");
    return text;
}

}  // namespace inmail::store::postgres
