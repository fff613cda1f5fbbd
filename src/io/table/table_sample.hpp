#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

namespace inmail::io {

/// What the first rows of a table say of one column.
struct SampledColumn {
    std::string name;                    ///< as the header writes it, without outer space
    std::string folded;                  ///< as columns are compared
    std::vector<std::string> values{};   ///< in the order of the rows, without empty ones
    std::vector<std::string> choices{};  ///< the different values, folded alike, in order of appearance
    bool is_usable{true};                ///< rules can name it: it has a name, of its own, without braces
    bool is_private{false};              ///< its header speaks of passwords or keys: its values are never repeated

    /// How its values are times.
    struct Time {
        bool is_time{false};
        std::string format{};  ///< empty: it needs none, or nothing proves one
        std::string proof{};   ///< the value that proves the format, or one that leaves it open
        bool is_open{false};   ///< a day and a month, of which nothing shows which is first
        bool is_local{false};  ///< with a time of day, but no offset
    } time{};
};

struct TableSample {
    std::vector<SampledColumn> columns;
    std::vector<std::string> empty_words;  ///< that stand for nothing in the rows
    std::size_t rows{0};
    std::int64_t skip_lines{0};  ///< with titles above the header; 0: there are none
};

/// Finds the header, which may stand below titles, and reads it and the first hundred rows. Throws as starter_rules.
[[nodiscard]] TableSample sample_table(std::istream& table, const std::string& name);

}  // namespace inmail::io
