#include "scenarios/scenario.hpp"

#include <fstream>
#include <iomanip>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>

namespace scenario {
namespace {

using reference::DateMeans;
using reference::Event;
using reference::Millis;
using reference::Terms;

std::string trim(const std::string& text) {
    const auto first = text.find_first_not_of(" \t\r");
    if (first == std::string::npos) return "";
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts;
    std::istringstream in(text);
    for (std::string part; std::getline(in, part, separator);) parts.push_back(trim(part));
    return parts;
}

std::vector<std::string> words_of(const std::string& text) {
    std::vector<std::string> words;
    std::istringstream in(text);
    for (std::string word; in >> word;) words.push_back(word);
    return words;
}

bool starts_with(const std::string& text, const std::string& start) { return text.rfind(start, 0) == 0; }

Millis time_of(const std::string& text, DateMeans means) {
    const auto t = reference::parse_time(text, means);
    if (!t) throw std::runtime_error("cannot read '" + text + "' as a date or UTC time");
    return *t;
}

long long number_of(const std::string& text) {
    std::size_t read = 0;
    const long long n = std::stoll(text, &read);
    if (read != text.size()) throw std::runtime_error("cannot read '" + text + "' as a whole number");
    return n;
}

std::optional<int> days_of(const std::string& text) {
    return text == "none" ? std::nullopt : std::optional<int>(static_cast<int>(number_of(text)));
}

/// "allowance 2", "trim", "window 90 calendar-day", ...
void set_figure(Terms& terms, const std::vector<std::string>& words) {
    const std::string& what = words.at(0);
    if (what == "allowance") {
        terms.allowance = number_of(words.at(1));
    } else if (what == "cap") {
        terms.cap = number_of(words.at(1));
    } else if (what == "stop" || what == "trim") {
        terms.cap_rule = what;
    } else if (what == "calendar" || what == "anniversary") {
        terms.refresh = what;
    } else if (what == "expires" && words.size() > 2) {  // expires 3 refreshes
        terms.expiry_refreshes = static_cast<int>(number_of(words.at(1)));
    } else if (what == "expires") {
        terms.expiry_days = days_of(words.at(1));
    } else if (what == "window") {
        terms.refund_window_days = static_cast<int>(number_of(words.at(1)));
        if (words.size() > 2) terms.window_rule = words.at(2);
    } else if (what == "refund") {
        terms.refund_expiry = words.at(1);
    } else if (what == "refunds") {
        terms.repeat_refund = words.at(1);
    } else if (what == "bought") {  // bought expire 30
        terms.purchase_expiry_days = days_of(words.at(2));
    } else if (what == "unpurchasable") {
        terms.purchasable = false;
    } else if (what == "from") {
        terms.effective_from = time_of(words.at(1), DateMeans::first_moment);
    } else {
        throw std::runtime_error("unknown term '" + what + "'");
    }
}

/// "plan small in house: allowance 2, cap 3, trim"
Terms terms_of(const std::string& line) {
    const auto colon = line.find(':');
    const auto head = words_of(line.substr(0, colon));
    if (colon == std::string::npos || head.size() != 4 || head[2] != "in") {
        throw std::runtime_error("write 'plan NAME in RULEBOOK: allowance 2, cap 3, ...'");
    }
    Terms terms;
    terms.plan = head[1];
    terms.rulebook = head[3];
    for (const std::string& part : split(line.substr(colon + 1), ',')) set_figure(terms, words_of(part));
    return terms;
}

std::optional<int> days_of(const nlohmann::json& days) {
    return days.is_null() ? std::nullopt : std::optional<int>(days.get<int>());
}

Terms terms_of(const std::string& rulebook, const nlohmann::json& row) {
    Terms terms;
    terms.rulebook = rulebook;
    terms.plan = row.at("plan");
    terms.effective_from = time_of(row.at("effective_from"), DateMeans::first_moment);
    terms.allowance = row.at("allowance");
    terms.cap = row.at("cap");
    terms.cap_rule = row.at("cap_rule");
    terms.refresh = row.at("refresh");
    terms.expiry_days = days_of(row.at("expiry_days"));
    terms.refund_window_days = row.at("refund_window_days");
    terms.window_rule = row.at("window_rule");
    terms.refund_expiry = row.at("refund_expiry");
    terms.purchasable = row.at("purchasable");
    terms.purchase_expiry_days = days_of(row.at("purchase_expiry_days"));
    terms.pooled = row.at("pooled");
    terms.expiry_refreshes = days_of(row.value("expiry_refreshes", nlohmann::json()));
    terms.repeat_refund = row.value("repeat_refund", "each");
    return terms;
}

class Reader {
  public:
    Reader(const std::filesystem::path& file, const std::filesystem::path& shipped_rulebooks)
        : in_(file), shipped_rulebooks_(shipped_rulebooks) {
        if (!in_) throw std::runtime_error(file.string() + ": cannot be read");
        try {
            for (std::string line; std::getline(in_, line);) {
                ++line_;
                read(trim(line));
            }
            if (scenario_.expectations.empty()) throw std::runtime_error("no line 'at WHEN ...' expects anything");
        } catch (const std::exception& error) {
            throw std::runtime_error(file.filename().string() + ":" + std::to_string(line_) + ": " + error.what());
        }
    }

    [[nodiscard]] const Scenario& scenario() const { return scenario_; }

  private:
    void read(const std::string& line) {
        if (line_ == 1) {
            if (!starts_with(line, "RULES section "))
                throw std::runtime_error("the first line must name the rule: 'RULES section 4, refresh: ...'");
            scenario_.rule = line;
        } else if (line.empty() || line[0] == '#') {
            return;
        } else if (starts_with(line, "plan ")) {
            add(terms_of(line));
        } else if (line == "shipped rulebooks") {
            add_shipped_rulebooks();
        } else if (starts_with(line, "default ")) {
            scenario_.ledger.default_rulebook = words_of(line).at(1);
        } else if (starts_with(line, "at,")) {
            columns_ = split(line, ',');
        } else if (starts_with(line, "at ")) {
            scenario_.expectations.push_back(expectation(line));
        } else {
            scenario_.ledger.events.push_back(event(line));
        }
    }

    void add(const Terms& terms) {
        if (scenario_.ledger.default_rulebook.empty()) scenario_.ledger.default_rulebook = terms.rulebook;
        scenario_.ledger.terms.push_back(terms);
    }

    void add_shipped_rulebooks() {
        std::ifstream file(shipped_rulebooks_);
        const auto json = nlohmann::json::parse(file);
        scenario_.ledger.default_rulebook = json.at("default");
        for (const auto& [name, rulebook] : json.at("rulebooks").items()) {
            for (const auto& row : rulebook.at("terms")) add(terms_of(name, row));
        }
    }

    /// Reads a row of the events CSV, without quotes; cells at the end may be missing. Without keys, rows of one step keep the
    /// file's order. Without recorded_at, an event was recorded when it happened.
    Event event(const std::string& line) {
        if (columns_.empty()) throw std::runtime_error("an event before the header 'at,event,...'");
        const auto cells = split(line, ',');
        if (cells.size() > columns_.size()) throw std::runtime_error("more cells than the header has columns");
        std::map<std::string, std::string> row;
        for (std::size_t i = 0; i < cells.size(); ++i) row[columns_[i]] = cells[i];

        Event e;
        std::ostringstream default_key;
        default_key << "line " << std::setw(3) << std::setfill('0') << line_;
        e.key = default_key.str();
        std::string recorded_at;
        std::string amount;
        const std::map<std::string, std::string*> places{{"event", &e.event},
                                                         {"seat", &e.seat},
                                                         {"pool", &e.pool},
                                                         {"team", &e.team},
                                                         {"name", &e.name},
                                                         {"plan", &e.plan},
                                                         {"rulebook", &e.rulebook},
                                                         {"prospect", &e.prospect},
                                                         {"channel", &e.channel},
                                                         {"thread", &e.thread},
                                                         {"amount", &amount},
                                                         {"key", &e.key},
                                                         {"ref", &e.ref},
                                                         {"to", &e.to},
                                                         {"recorded_at", &recorded_at}};
        for (const auto& [column, cell] : row) {
            if (column == "at") continue;
            const auto place = places.find(column);
            if (place == places.end()) throw std::runtime_error("no rule uses the column '" + column + "'");
            if (!cell.empty()) *place->second = cell;
        }
        e.at = time_of(row["at"], DateMeans::first_moment);
        e.recorded_at = recorded_at.empty() ? e.at : time_of(recorded_at, DateMeans::first_moment);
        if (!amount.empty()) e.amount = number_of(amount);
        return e;
    }

    /// "at WHEN [known WHEN] ACCOUNT not listed", "at WHEN [known WHEN] ACCOUNT figure value figure value ...", or one
    /// list: "at WHEN ACCOUNT lots: 2 monthly 2026-01-01 to never".
    Expectation expectation(const std::string& line) const {
        const auto words = words_of(line);
        Expectation e;
        e.line = line_;
        std::size_t next = 1;
        e.as_of = time_of(words.at(next++), DateMeans::last_moment);
        if (words.at(next) == "known") {
            e.known_at = time_of(words.at(next + 1), DateMeans::last_moment);
            next += 2;
        }
        e.account = words.at(next++);
        if (words.at(next) == "not") {
            e.listed = false;
            return e;
        }
        if (words.at(next).back() == ':') {
            e.figures.emplace_back(words[next], trim(line.substr(line.find(words[next] + " ") + words[next].size())));
            return e;
        }
        if ((words.size() - next) % 2 != 0) throw std::runtime_error("figures come in pairs: a name, a value");
        for (; next < words.size(); next += 2) e.figures.emplace_back(words[next], words.at(next + 1));
        return e;
    }

    std::ifstream in_;
    std::filesystem::path shipped_rulebooks_;
    int line_{0};
    std::vector<std::string> columns_;
    Scenario scenario_;
};

}  // namespace

Scenario read_scenario(const std::filesystem::path& file, const std::filesystem::path& shipped_rulebooks) {
    return Reader(file, shipped_rulebooks).scenario();
}

}  // namespace scenario
