#pragma once

#include <functional>
#include <utility>

#include "inmail/core/posting.hpp"

namespace inmail::app {

/// An observer that hands each posting to a function.
class Collector : public Observer {
  public:
    explicit Collector(std::function<void(const Posting&)> take) : take_(std::move(take)) {}
    void on(const Posting& posting) override { take_(posting); }

  private:
    std::function<void(const Posting&)> take_;
};

}  // namespace inmail::app
