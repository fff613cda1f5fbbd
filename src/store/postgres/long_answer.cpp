// The functions of Connection that read rows in portions.

#include <poll.h>

#include <exception>
#include <string>
#include <utility>

#include "inmail/core/errors.hpp"
#include "postgres/connection.hpp"

namespace inmail::store::postgres {

namespace {

/// Some 10 MB of events.
constexpr int portion_rows = 16'384;

/// A copy is one wait, whatever its portions, so they are small.
constexpr int copied_portion_rows = 4'096;

/// COPY takes no parameters.
std::string with_values(const Question& question) {
    std::string sql;
    for (std::size_t at = 0; at < question.sql.size(); ++at) {
        if (question.sql[at] != '$') {
            sql += question.sql[at];
            continue;
        }
        const auto number = static_cast<std::size_t>(question.sql.at(++at) - '0');
        const auto& value = question.parameters.at(number - 1).text();
        ensure(!value || value->find_first_not_of("-0123456789") == std::string::npos, "a copied question has numbers alone");
        sql += value ? "'" + *value + "'" : "NULL";
    }
    return sql;
}

}  // namespace

void Connection::wait_for_ahead() {
    if (ahead_ && ahead_->valid()) ahead_->wait();
    ahead_.reset();
    while (copy_ && copy_->is_under_way && connection_ != nullptr) take_portion(*copy_);
}

std::shared_ptr<Connection::Ahead> Connection::ask_ahead(const Question& question) {
    const Sent sent = send({question}, std::nullopt);
    // Where no thread is to be had, it is received once it is wanted.
    constexpr auto if_possible = std::launch::async | std::launch::deferred;
    ahead_ = std::make_shared<Ahead>(std::async(if_possible, [this, sent] { return receive(sent); }));
    return ahead_;
}

void Connection::read(const Question& question, const std::function<bool(const Answer&, int row)>& each) {
    const std::string cursor = "portions_" + std::to_string(++cursors_);
    const Question fetch{"FETCH FORWARD " + std::to_string(portion_rows) + " FROM " + cursor};
    wait_for_ahead();
    const bool own_transaction = !in_transaction_;
    std::vector<Question> flight;
    if (own_transaction) flight.push_back({"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"});
    flight.push_back({"DECLARE " + cursor + " NO SCROLL CURSOR FOR " + question.sql, question.parameters});
    flight.push_back(fetch);
    if (own_transaction) in_transaction_ = true;
    /// Ends what was begun, also if `each` throws.
    struct End {
        Connection& connection;
        Question question;
        bool own;
        ~End() {
            connection.ask_later(std::move(question));
            if (own) connection.in_transaction_ = false;
        }
    };
    const End end{*this, own_transaction ? Question{"ROLLBACK"} : Question{"CLOSE " + cursor}, own_transaction};
    for (auto answers = ask_all(flight);;) {
        const Answer portion = std::move(answers.back());
        const int rows = portion.rows();
        const auto next = rows < portion_rows ? nullptr : ask_ahead(fetch);
        for (int row = 0; row < rows; ++row) {
            if (!each(portion, row)) return;
        }
        if (next == nullptr) return;
        answers = next->get();
    }
}

void Connection::read_all(const Question& question, const std::function<void(const Answer&, int row)>& each) {
    wait_for_ahead();
    const bool own_transaction = !in_transaction_;
    std::vector<Question> flight;
    if (own_transaction) flight.push_back({"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"});
    // The server waits for the reader, too.
    flight.push_back({"SELECT set_config('statement_timeout', '0', true)"});
    ask_all(flight);
    if (own_transaction) in_transaction_ = true;
    const auto copy = copy_ = std::make_shared<Copy>();
    /// Ends what was begun, also if `each` throws.
    struct End {
        Connection& connection;
        std::shared_ptr<Copy> copy;
        bool own;
        bool is_whole{false};
        ~End() {
            try {
                if (connection.ahead_ && connection.ahead_->valid()) connection.ahead_->wait();
                copy->is_wanted = false;
                connection.wait_for_ahead();
            } catch (const std::exception&) {
                // The connection is lost, which the next question finds out.
            }
            connection.copy_.reset();
            // A transaction that failed takes nothing but its end, which brings the timeout back.
            if (own)
                connection.ask_later({"ROLLBACK"});
            else if (is_whole)
                connection.ask_later({"SELECT set_config('statement_timeout', '30s', true)"});
            if (own) connection.in_transaction_ = false;
        }
    };
    End end{*this, copy, own_transaction};
    begin_copy(question);
    copy->is_under_way = true;
    take_portion(*copy);
    while (!copy->portions.empty()) {
        const Answer portion = std::move(copy->portions.front());
        copy->portions.pop_front();
        std::shared_ptr<Ahead> next;
        if (copy->is_under_way) {
            constexpr auto if_possible = std::launch::async | std::launch::deferred;
            next = ahead_ = std::make_shared<Ahead>(std::async(if_possible, [this, copy] {
                take_portion(*copy);
                return std::vector<Answer>{};
            }));
        }
        for (int row = 0; row < portion.rows(); ++row) each(portion, row);
        if (next != nullptr) next->get();
    }
    end.is_whole = true;
}

void Connection::begin_copy(const Question& question) {
    const Libpq& pq = libpq();
    ensure(pq.exit_pipeline(connection_.get()) == 1, "no flight is under way");
    const std::string sql = "COPY (" + with_values(question) + ") TO STDOUT (FORMAT binary)";
    if (pq.send(connection_.get(), sql.c_str()) != 1) fail_lost(pq.error_message(connection_.get()));
    wait_for_answer();
    PGresult* begun = pq.get_result(connection_.get());
    if (pq.result_status(begun) == PGRES_COPY_OUT) return pq.clear(begun);
    finish_script(begun);
}

void Connection::take_portion(Copy& copy) {
    using std::chrono::steady_clock;
    const Libpq& pq = libpq();
    while (copy.reader.rows() < copied_portion_rows) {
        char* bytes = nullptr;
        const int size = pq.get_copied(connection_.get(), &bytes, 1);
        if (size > 0) {
            copy.reader.add({bytes, static_cast<std::size_t>(size)});
            pq.freemem(bytes);
        } else if (size == 0) {
            wait_for(POLLIN, steady_clock::now() + longest_wait_);
            if (pq.consume_input(connection_.get()) != 1) fail_lost(pq.error_message(connection_.get()));
        } else {
            copy.is_under_way = false;
            finish_script();
            break;
        }
    }
    if (copy.reader.rows() == 0) return;
    Answer portion = copy.reader.take();
    if (copy.is_wanted) copy.portions.push_back(std::move(portion));
}

}  // namespace inmail::store::postgres
