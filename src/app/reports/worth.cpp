#include "inmail/app/reports/worth.hpp"

#include <algorithm>

namespace inmail::app {

void MoneySums::add(const std::string& currency, std::int64_t minor) {
    if (minor == 0) return;
    const auto place = std::lower_bound(sums_.begin(), sums_.end(), currency,
                                        [](const Money& sum, const std::string& name) { return sum.currency < name; });
    if (place != sums_.end() && place->currency == currency) {
        place->minor = sum_minor(place->minor, minor);
    } else {
        sums_.insert(place, Money{minor, currency});
    }
}

MoneySums& MoneySums::operator+=(const MoneySums& other) {
    for (const Money& sum : other.sums_) add(sum.currency, sum.minor);
    return *this;
}

Worth& Worth::operator+=(const Worth& other) {
    plan += other.plan;
    bought += other.bought;
    unpriced_plan += other.unpriced_plan;
    unsourced_plan += other.unsourced_plan;
    unpriced_bought += other.unpriced_bought;
    return *this;
}

}  // namespace inmail::app
