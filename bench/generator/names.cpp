#include "names.hpp"

#include <array>
#include <string_view>

namespace inmail::bench {
namespace {

constexpr std::array<std::string_view, 24> first_names{"maria", "li",    "john",  "fatima", "anna",  "jose",   "wei",   "olga",
                                                       "ahmed", "sofia", "david", "yuki",   "priya", "lars",   "chloe", "diego",
                                                       "emma",  "ivan",  "nora",  "samuel", "leila", "thomas", "grace", "hugo"};
constexpr std::array<std::string_view, 24> last_names{
    "keller", "garcia", "smith",  "khan", "novak", "silva",  "wang",  "ivanova", "hassan", "rossi",   "jones",  "sato",
    "patel",  "jensen", "dubois", "ruiz", "weber", "petrov", "olsen", "brown",   "amiri",  "fischer", "nguyen", "martin"};
constexpr std::array<std::string_view, 6> campaigns{"cto", "backend", "nurses", "sales-leads", "founders", "data"};

/// The last `count` digits of the number, in a base that is a power of two.
std::string digits(std::uint64_t number, std::size_t count, std::string_view alphabet, unsigned bits) {
    std::string text(count, '0');
    for (auto digit = text.rbegin(); digit != text.rend(); ++digit, number >>= bits) *digit = alphabet[number % alphabet.size()];
    return text;
}
std::string hexadecimal(std::uint64_t number, std::size_t count) { return digits(number, count, "0123456789abcdef", 4); }
std::string crockford(std::uint64_t number, std::size_t count) {
    return digits(number, count, "0123456789ABCDEFGHJKMNPQRSTVWXYZ", 5);
}

}  // namespace

std::string prospect_name(Random& random) {
    std::string name(random.pick(first_names));
    name.append("-").append(random.pick(last_names)).append("-");
    return name += hexadecimal(random.next(), 9);
}

std::string campaign_name(Random& random, Day day) {
    const std::string month = to_string(month_of(day));
    const int quarter = (std::stoi(month.substr(5)) + 2) / 3;
    return month.substr(0, 5) + "q" + std::to_string(quarter) + "-" + std::string(random.pick(campaigns));
}

std::string thread_id(Random& random) {
    std::string id = "2-" + hexadecimal(random.next(), 16);
    return id += hexadecimal(random.next(), 16);
}

std::string event_key(Random& random, Instant at, std::int64_t number) {
    return crockford(static_cast<std::uint64_t>(at.value), 10) + crockford(static_cast<std::uint64_t>(number), 6) +
           crockford(random.next(), 10);
}

}  // namespace inmail::bench
