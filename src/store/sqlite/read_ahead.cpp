#include "sqlite/read_ahead.hpp"

#include <condition_variable>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace inmail::store {

namespace {

/// Ends a reader whose blocks nobody takes any more.
struct Abandoned {};

/// A block at a time, from the thread that reads to the one that folds.
class Handover {
  public:
    /// In the thread that reads: returns once the block before was folded.
    void put(std::vector<Event>& events, std::size_t count) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return !is_full_ || is_abandoned_; });
        if (is_abandoned_) throw Abandoned{};
        std::swap(events_, events);
        count_ = count;
        is_full_ = true;
        changed_.notify_one();
    }
    void end(std::exception_ptr failure) {
        const std::lock_guard lock(mutex_);
        is_ended_ = true;
        failure_ = std::move(failure);
        changed_.notify_one();
    }

    /// In the thread that folds: passes on every block until the last.
    void take_all(const TakeBlock& take) {
        while (wait_for_block()) {
            take(events_, count_);
            const std::lock_guard lock(mutex_);
            is_full_ = false;
            changed_.notify_one();
        }
        if (failure_ != nullptr) std::rethrow_exception(failure_);
    }
    void abandon() {
        const std::lock_guard lock(mutex_);
        is_abandoned_ = true;
        changed_.notify_one();
    }

  private:
    [[nodiscard]] bool wait_for_block() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return is_full_ || is_ended_; });
        return is_full_;
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Event> events_;  ///< while the block is full, of the thread that folds
    std::size_t count_{0};
    bool is_full_{false};
    bool is_ended_{false};
    bool is_abandoned_{false};
    std::exception_ptr failure_;
};

}  // namespace

void read_ahead(const std::function<void(const TakeBlock&)>& read, const TakeBlock& take) {
    Handover handover;
    const auto read_and_hand_over = [&] {
        try {
            read([&](std::vector<Event>& events, std::size_t count) { handover.put(events, count); });
            handover.end(nullptr);
        } catch (const Abandoned&) {
            // The fold has failed, and says why.
        } catch (...) { handover.end(std::current_exception()); }
    };
    std::thread reader;
    try {
        reader = std::thread(read_and_hand_over);
    } catch (const std::system_error&) {
        return read(take);  // no thread is to be had
    }
    try {
        handover.take_all(take);
    } catch (...) {
        handover.abandon();
        reader.join();
        throw;
    }
    reader.join();
}

}  // namespace inmail::store
