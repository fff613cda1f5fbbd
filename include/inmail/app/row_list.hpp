#pragma once

#include <cstddef>
#include <functional>
#include <initializer_list>
#include <utility>
#include <vector>

namespace inmail::app {

/// The rows of a report, which may be too many for memory: they are passed one by one.
template <class Row>
class RowList {
  public:
    using Take = std::function<void(const Row&)>;

    RowList() = default;
    RowList(std::initializer_list<Row> rows)
        : size_(rows.size()), each_([kept = std::vector<Row>(rows)](const Take& take) {
              for (const Row& row : kept) take(row);
          }) {}
    /// `each` passes `size` rows, the same ones each time.
    RowList(std::size_t size, std::function<void(const Take&)> each) : size_(size), each_(std::move(each)) {}

    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] bool empty() const { return size_ == 0; }
    /// Passes each row, in order. Throws FailedMachine if a temporary file with rows cannot be read.
    void each(const Take& take) const {
        if (each_) each_(take);
    }
    /// The rows made to others, one by one, whenever they are asked for.
    template <class Other, class Make>
    [[nodiscard]] RowList<Other> made_to(Make make) const {
        return {size_, [each = each_, make](const typename RowList<Other>::Take& take) {
                    if (each) each([&](const Row& row) { take(make(row)); });
                }};
    }

  private:
    std::size_t size_{0};
    std::function<void(const Take&)> each_;
};

}  // namespace inmail::app
