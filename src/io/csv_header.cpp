#include "csv_header.hpp"

#include <algorithm>

#include "inmail/text/unicode.hpp"

namespace inmail::io {

CsvHeader::CsvHeader(const std::vector<std::string>& fields) {
    for (const auto& field : fields) {
        std::string_view name = trim(field);
        if (name.size() >= 2 && name.front() == '"' && name.back() == '"') name = trim(name.substr(1, name.size() - 2));
        names_.push_back(to_lower_latin1(name));
    }
}

std::optional<std::size_t> CsvHeader::find(std::string_view name) const {
    const auto at = std::find(names_.begin(), names_.end(), name);
    if (at == names_.end()) return std::nullopt;
    return static_cast<std::size_t>(at - names_.begin());
}

std::string CsvHeader::doubled() const {
    for (auto at = names_.begin(); at != names_.end(); ++at) {
        if (!at->empty() && std::find(at + 1, names_.end(), *at) != names_.end()) return *at;
    }
    return {};
}

}  // namespace inmail::io
