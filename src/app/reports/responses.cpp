#include "inmail/app/reports/responses.hpp"

#include <algorithm>
#include <cmath>

namespace inmail::app {

std::optional<double> Responses::rate() const {
    if (sent == 0) return std::nullopt;
    return static_cast<double>(answered) / static_cast<double>(sent);
}

std::optional<double> Responses::per_answer(Credits spent) const {
    if (answered == 0) return std::nullopt;
    return static_cast<double>(spent.value) / static_cast<double>(answered);
}

Responses::Interval Responses::interval() const {
    if (sent == 0) return {};
    constexpr double z = 1.959963984540054;  // the normal distribution's 97.5 % quantile
    const auto n = static_cast<double>(sent);
    const double p = *rate();
    const double centre = p + z * z / (2 * n);
    const double spread = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    const double scale = 1 + z * z / n;
    // At 0 and n answers a bound is exact, which the sum of two roundings is not.
    const double low = answered == 0 ? 0.0 : (centre - spread) / scale;
    const double high = answered == sent ? 1.0 : (centre + spread) / scale;
    return {std::max(low, 0.0), std::min(high, 1.0)};
}

}  // namespace inmail::app
