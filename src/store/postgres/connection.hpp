#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "inmail/core/machine_faults.hpp"
#include "postgres/answer.hpp"
#include "postgres/libpq.hpp"
#include "postgres/question.hpp"

namespace inmail::store::postgres {

/// What the server, or the way to it, refuses.
class ServerFailure : public FailedMachine {
  public:
    ServerFailure(machine_fault::ServerUnusable fault, std::string state)
        : FailedMachine(std::move(fault)), state_(std::move(state)) {}

    /// The five characters of an SQLSTATE; empty: the connection was lost, or the server gives no answer.
    [[nodiscard]] const std::string& state() const { return state_; }
    [[nodiscard]] bool lost_connection() const { return state_.empty(); }

  private:
    std::string state_;
};

// The SQLSTATEs that a caller acts on.
constexpr std::string_view head_has_moved = "IM001";  // of begin_write
constexpr std::string_view serialization_failure = "40001";
constexpr std::string_view deadlock_detected = "40P01";
constexpr std::string_view insufficient_privilege = "42501";
constexpr std::string_view query_canceled = "57014";  // by the timeout of statements
constexpr std::string_view lock_not_available = "55P03";
constexpr std::string_view undefined_table = "42P01";
constexpr std::string_view no_such_schema = "3F000";
constexpr std::string_view duplicate_schema = "42P06";
constexpr std::string_view internal_error_class = "XX";  // its beginning: the server finds its own files damaged

/// A connection to a server. Questions travel in flights: all of one flight for one round trip. Connecting takes at most ten
/// seconds, a statement thirty. Throws ServerFailure, Refusal for what a member may not do, and Defect for a question that makes
/// no sense.
class Connection {
  public:
    /// `location`: a URL or a connection string, as libpq reads them. Throws InvalidLedgerRequest if it reads neither.
    /// `longest_wait`: for an answer, and for the server to take more of a question. A statement that takes longer on the server
    /// is ended there before.
    explicit Connection(const std::string& location, std::chrono::milliseconds longest_wait = std::chrono::seconds{40});
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// "postgresql://ana@db.example/ledger": the server for errors, without any password.
    [[nodiscard]] const std::string& name() const { return name_; }

    /// Asks in one flight. If a question fails, those behind it are not answered, and the first failure is thrown.
    /// `behind`: asked in the same flight, whatever becomes of the others, and not answered. If it fails after a commit, the
    /// commit's answer counts as lost.
    std::vector<Answer> ask_all(const std::vector<Question>& flight, const std::optional<Question>& behind = std::nullopt);
    Answer ask(const Question& question);
    /// Adds a question without rows to the front of the next flight.
    void ask_later(Question question) { later_.push_back(std::move(question)); }
    /// Runs a script of many statements.
    void run_script(const std::string& sql);
    /// Opens a new connection after this one was lost. Tries for ten seconds: a server that restarts, or a standby that takes
    /// over, is back soon.
    void connect_again();

    /// Whether a transaction is open, so that all questions see one state.
    [[nodiscard]] bool in_transaction() const { return in_transaction_; }
    /// Call after BEGIN, COMMIT and ROLLBACK.
    void set_in_transaction(bool open) { in_transaction_ = open; }

    /// Reads the rows of a long answer in portions, the next one while `each` takes this one. `each` gets one row and may ask,
    /// and stops the reading with false.
    void read(const Question& question, const std::function<bool(const Answer&, int row)>& each);
    /// The same for answers of any length, of which every row is wanted: one wait for all, and less work a row. If `each` asks
    /// meanwhile, the rest is taken into memory first. The parameters are numbers.
    void read_all(const Question& question, const std::function<void(const Answer&, int row)>& each);

  private:
    struct Finish {
        void operator()(PGconn* connection) const { libpq().finish(connection); }
    };
    /// What the server answers to one message.
    struct Expected {
        enum class What { nothing, preparation, answer, behind };
        What what;
        std::string prepared{};  ///< the SQL of a preparation
        std::string name{};      ///< its name on the server
    };
    /// A flight under way.
    struct Sent {
        std::vector<Expected> messages{};
        int parts{0};
    };
    using Ahead = std::future<std::vector<Answer>>;
    /// A COPY.
    struct Copy {
        CopyReader reader;
        std::deque<Answer> portions{};
        bool is_under_way{false};
        bool is_wanted{true};
    };

    [[nodiscard]] Sent send(const std::vector<Question>& flight, const std::optional<Question>& behind);
    void send_one(const Question& question, Expected::What expected, Sent& sent);
    [[nodiscard]] std::vector<Answer> receive(const Sent& sent);
    /// Sends the question, and takes the answer in a thread of its own: the caller need not wait for the server meanwhile.
    [[nodiscard]] std::shared_ptr<Ahead> ask_ahead(const Question& question);
    /// Two threads never use the connection.
    void wait_for_ahead();
    void connect();
    [[noreturn]] void fail_to_connect();
    void require_version();
    void wait_for_answer();
    /// Waits until the socket is ready for one of the events of poll, `end` at the latest. Returns those that have come.
    short wait_for(short events, std::chrono::steady_clock::time_point end);
    void begin_copy(const Question& question);
    /// Takes the next portion of the copy under way. Nothing else can be asked before its end.
    void take_portion(Copy& copy);
    /// Takes the answers to what was sent without a flight. `failed`: one that was taken before.
    void finish_script(PGresult* failed = nullptr);
    [[noreturn]] void fail_lost(const std::string& reason);
    [[noreturn]] void fail(const PGresult* failed);
    [[nodiscard]] std::string without_password(std::string text) const;

    std::string location_;
    std::string name_;
    std::string password_;
    std::string user_;  ///< of the server
    std::unique_ptr<PGconn, Finish> connection_;
    std::chrono::milliseconds longest_wait_;
    std::vector<Question> later_;
    std::unordered_map<std::string, std::string> prepared_;  ///< the names of what the server keeps prepared, by its SQL
    int preparations_{0};
    bool commits_{false};  ///< the flight under way does
    bool in_transaction_{false};
    int cursors_{0};
    std::shared_ptr<Copy> copy_;
    std::shared_ptr<Ahead> ahead_;  ///< the last member: its thread uses the others
};

}  // namespace inmail::store::postgres
