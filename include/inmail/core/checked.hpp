#pragma once

#include <optional>
#include <string>
#include <utility>

namespace inmail {

/// A value, or why there is none, in words. For input whose faults are listed row by row, not thrown.
template <class T>
class Checked {
  public:
    Checked(T value) : value_(std::move(value)) {}  // NOLINT(google-explicit-constructor): reads as the value
    static Checked bad(std::string reason) {
        Checked c;
        c.reason_.swap(reason);
        return c;
    }

    explicit operator bool() const { return value_.has_value(); }
    [[nodiscard]] const T& operator*() const { return *value_; }
    [[nodiscard]] const T* operator->() const { return &*value_; }
    /// Why there is no value: a clause without a full stop.
    [[nodiscard]] const std::string& reason() const { return reason_; }

  private:
    Checked() = default;

    std::optional<T> value_;
    std::string reason_;
};

}  // namespace inmail
