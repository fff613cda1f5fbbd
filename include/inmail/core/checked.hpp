#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "inmail/core/value_flaw.hpp"

namespace inmail {

/// A value, or why there is none. For input whose faults are listed row by row, not thrown.
template <class T>
class Checked {
  public:
    Checked(T value) : value_(std::move(value)) {}  // NOLINT(google-explicit-constructor): reads as the value
    static Checked bad(ValueFlaw flaw) { return Checked(std::in_place, std::move(flaw)); }
    static Checked bad(FlawKind kind, std::string_view given = {}) { return bad(ValueFlaw{kind, std::string(given)}); }

    explicit operator bool() const { return value_.index() == 0; }
    [[nodiscard]] const T& operator*() const { return *std::get_if<T>(&value_); }
    [[nodiscard]] const T* operator->() const { return std::get_if<T>(&value_); }
    /// Why there is no value.
    [[nodiscard]] const ValueFlaw& flaw() const { return *std::get_if<ValueFlaw>(&value_); }

  private:
    Checked(std::in_place_t, ValueFlaw flaw) : value_(std::move(flaw)) {}

    std::variant<T, ValueFlaw> value_;
};

}  // namespace inmail
