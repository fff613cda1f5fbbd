#include "csv_header.hpp"

#include <algorithm>

#include "inmail/text/unicode.hpp"

namespace inmail::io {

std::string folded_column_name(std::string_view name) {
    name = strip(name);
    if (name.size() >= 2 && name.front() == '"' && name.back() == '"') name = strip(name.substr(1, name.size() - 2));
    std::string folded = to_lower_latin1(name);
    const auto is_filler = [](char c) { return c == ' ' || c == '_' || c == '-'; };
    folded.erase(std::remove_if(folded.begin(), folded.end(), is_filler), folded.end());
    return folded;
}

CsvHeader::CsvHeader(const std::vector<std::string>& fields) {
    for (const auto& field : fields) names_.push_back(folded_column_name(field));
    while (!names_.empty() && names_.back().empty()) names_.pop_back();
}

std::optional<std::size_t> CsvHeader::find(std::string_view name) const {
    const auto at = std::find(names_.begin(), names_.end(), folded_column_name(name));
    if (at == names_.end()) return std::nullopt;
    return static_cast<std::size_t>(at - names_.begin());
}

std::optional<std::size_t> CsvHeader::find_again(std::size_t place) const {
    const auto at = names_.begin() + static_cast<std::ptrdiff_t>(place);
    const auto again = std::find(at + 1, names_.end(), *at);
    if (again == names_.end()) return std::nullopt;
    return static_cast<std::size_t>(again - names_.begin());
}

std::optional<std::size_t> CsvHeader::doubled() const {
    for (std::size_t place = 0; place < names_.size(); ++place) {
        if (!names_[place].empty() && find_again(place)) return place;
    }
    return std::nullopt;
}

}  // namespace inmail::io
