#include "property/calendar.hpp"

#include <cstdio>

namespace reference {
namespace {

constexpr int months_per_year = 12;

bool is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int days_of_year(int year) { return is_leap(year) ? 366 : 365; }

int days_of_month(int year, int month) {
    switch (month) {
        case 2:
            return is_leap(year) ? 29 : 28;
        case 4:
        case 6:
        case 9:
        case 11:
            return 30;
        default:
            return 31;
    }
}

bool exists(const Date& date) {
    return date.year >= 1970 && date.month >= 1 && date.month <= months_per_year && date.day >= 1 &&
           date.day <= days_of_month(date.year, date.month);
}

}  // namespace

Date date_of(Millis t) {
    Millis left = t / day_ms;
    Date date;
    for (; left >= days_of_year(date.year); ++date.year) left -= days_of_year(date.year);
    for (; left >= days_of_month(date.year, date.month); ++date.month) left -= days_of_month(date.year, date.month);
    date.day += static_cast<int>(left);
    return date;
}

Millis midnight_of(const Date& date) {
    Millis days = date.day - 1;
    for (int year = 1970; year < date.year; ++year) days += days_of_year(year);
    for (int month = 1; month < date.month; ++month) days += days_of_month(date.year, month);
    return days * day_ms;
}

Date plus_months(const Date& date, int k) {
    Date later = date;
    for (int i = 0; i < k; ++i) {
        ++later.month;
        if (later.month > months_per_year) {
            later.month = 1;
            ++later.year;
        }
    }
    const int last_day = days_of_month(later.year, later.month);
    if (later.day > last_day) later.day = last_day;
    return later;
}

std::string show(Millis t) {
    const Date date = date_of(t);
    const int ms = static_cast<int>(t % day_ms);
    char text[64];
    int length = std::snprintf(text, sizeof text, "%04d-%02d-%02d", date.year, date.month, date.day);
    if (ms == 0) return {text, static_cast<std::size_t>(length)};

    std::string all(text, static_cast<std::size_t>(length));
    length = std::snprintf(text, sizeof text, "T%02d:%02d:%02d", ms / 3'600'000, ms / 60'000 % 60, ms / 1000 % 60);
    all.append(text, static_cast<std::size_t>(length));
    if (ms % 1000 != 0) {
        length = std::snprintf(text, sizeof text, ".%03d", ms % 1000);
        all.append(text, static_cast<std::size_t>(length));
    }
    return all + "Z";
}

std::optional<Millis> parse_time(const std::string& text, DateMeans means) {
    Date date;
    int read = 0;
    if (std::sscanf(text.c_str(), "%4d-%2d-%2d%n", &date.year, &date.month, &date.day, &read) != 3 || !exists(date))
        return std::nullopt;
    std::string rest = text.substr(static_cast<std::size_t>(read));
    const Millis midnight = midnight_of(date);
    if (rest.empty()) return means == DateMeans::first_moment ? midnight : midnight + day_ms - 1;

    if (rest.back() == 'Z') rest.pop_back();
    int hour = 0;
    int minute = 0;
    int second = 0;
    int ms = 0;
    char separator = ' ';
    const int size = static_cast<int>(rest.size());
    const auto read_all = [&](int fields, int wanted) { return fields == wanted && read == size; };
    if (!read_all(std::sscanf(rest.c_str(), "%c%2d:%2d%n", &separator, &hour, &minute, &read), 3) &&
        !read_all(std::sscanf(rest.c_str(), "%c%2d:%2d:%2d%n", &separator, &hour, &minute, &second, &read), 4) &&
        !read_all(std::sscanf(rest.c_str(), "%c%2d:%2d:%2d.%3d%n", &separator, &hour, &minute, &second, &ms, &read), 5)) {
        return std::nullopt;
    }
    if ((separator != ' ' && separator != 'T') || hour > 23 || minute > 59 || second > 59) return std::nullopt;
    return midnight + ((hour * 60LL + minute) * 60 + second) * 1000 + ms;
}

}  // namespace reference
