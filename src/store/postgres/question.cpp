#include "postgres/question.hpp"

namespace inmail::store::postgres {

Parameter::Parameter(const std::vector<std::string>& texts) : text_("{") {
    for (const std::string& text : texts) {
        *text_ += text_->size() > 1 ? ",\"" : "\"";
        for (const char c : text) {
            if (c == '"' || c == '\\') *text_ += '\\';
            *text_ += c;
        }
        *text_ += '"';
    }
    *text_ += '}';
}

Parameter::Parameter(const std::vector<std::int64_t>& numbers) : text_("{") {
    for (const std::int64_t number : numbers) *text_ += (text_->size() > 1 ? "," : "") + std::to_string(number);
    *text_ += '}';
}

}  // namespace inmail::store::postgres
