#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "inmail/core/credits.hpp"
#include "inmail/core/terms.hpp"
#include "inmail/core/time.hpp"

namespace inmail::render {

using Json = nlohmann::ordered_json;  // keys stand in the order of docs/reference.md

inline Json schema_1() { return {{"schema", 1}}; }

inline Json json(Instant t) { return to_rfc3339(t); }
inline Json json(Credits n) { return n.value; }
inline Json json(Day day) { return to_string(day); }
inline Json json(const std::string& text) { return text; }
inline Json json(bool flag) { return flag; }
template <class Rule, std::enable_if_t<is_rule<Rule>, int> = 0>
Json json(Rule rule) {
    return to_string(rule);
}
inline Json json(int n) { return n; }
inline Json json(std::int64_t n) { return n; }
inline Json json(const std::vector<Channel>& channels) {
    Json list = Json::array();
    for (const Channel channel : channels) list.push_back(to_string(channel));
    return list;
}
inline Json json(const ResponsePolicy& policy) {
    constexpr double all = 1000;
    return {{"min_response_rate", policy.min_response_per_mille / all},
            {"min_sends", policy.min_sends},
            {"days", policy.days},
            {"source", policy.source}};
}
template <class T>
Json json(const std::optional<T>& maybe) {
    return maybe ? json(*maybe) : Json(nullptr);
}

/// null if text means "none" by being empty.
inline Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

/// ASCII without line breaks; a byte that is not UTF-8 (in a damaged ledger) becomes U+FFFD.
inline std::string text_of(const Json& j) { return j.dump(-1, ' ', true, Json::error_handler_t::replace); }
inline std::string line_of(const Json& j) { return text_of(j) + "\n"; }

/// Writes `j` with a list at its end whose items are made one by one. `each(take)` passes them to `take`.
template <class Each>
void write_with_list(std::ostream& out, Json j, const std::string& key, Each each) {
    j[key] = Json::array();
    constexpr std::string_view end = "]}\n";
    std::string line = line_of(j);
    line.resize(line.size() - end.size());
    out << line;
    bool first = true;
    each([&](const Json& item) {
        if (!std::exchange(first, false)) out << ',';
        out << text_of(item);
    });
    out << end;
}

}  // namespace inmail::render
