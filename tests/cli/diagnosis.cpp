#include "diagnosis.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <vector>

#include "support/temp_dir.hpp"
#include "transcript.hpp"

namespace inmail::test {
namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

std::optional<std::string> after(const std::string& line, const std::string& prefix) {
    if (line.rfind(prefix, 0) != 0) return std::nullopt;
    return line.substr(prefix.size());
}

struct Case {
    std::string now;
    std::string account;
    std::string member;
    std::vector<std::string> commands;
    std::string events;
};

Case read_case(std::istream& in) {
    Case c;
    std::string line;
    while (std::getline(in, line)) {
        if (const auto now = after(line, "@now "))
            c.now = *now;
        else if (const auto account = after(line, "@account "))
            c.account = *account;
        else if (const auto member = after(line, "@member "))
            c.member = *member;
        else if (const auto command = after(line, "$ "))
            c.commands.push_back(*command);
        else if (const auto more = after(line, "> "))
            c.commands.back() += "\n" + *more;
        else if (const auto row = after(line, "+ "))
            c.events += *row + "\n";
    }
    return c;
}

Json diagnose(const Case& c, const fs::path& folder) {
    const Outcome outcome = run_shell("inmail diagnose " + c.account + " --format json", folder, c.now);
    if (outcome.exit_code != 0) return {{"explanations", Json::array()}, {"error", outcome.err}};
    return Json::parse(outcome.out);
}

struct Step {
    std::string command;
    std::string evidence;
};

/// Does what a person does by hand: puts names in place of words in capitals, and edits the file as a comment asks.
std::string by_hand(const std::string& command, const std::string& evidence, const Case& c) {
    std::string done = replaced(command, "subscribe SEAT", "subscribe newcomer");
    if (done.find("PROSPECT...") != done.npos) {
        std::string prospects;
        for (int i = std::stoi(evidence); i > 0; --i) prospects += " nobody-yet-" + std::to_string(i);
        done = replaced(done, "PROSPECT...", prospects);
    }
    done = replaced(done, "SEAT", c.member);
    done = replaced(done, "PROSPECT", "nobody-yet");
    return replaced(done, "--rulebook NAME", "--rulebook ours");
}

/// "# in plans.json: rename the rulebook R to NAME", and perhaps ", and give its P a cap of N"
void edit_plans(const std::string& comment, const fs::path& folder) {
    const auto between = [&](const std::string& from, const std::string& to) {
        const auto begin = comment.find(from) + from.size();
        return comment.substr(begin, to.empty() ? to.npos : comment.find(to, begin) - begin);
    };
    Json plans = Json::parse(read_file(folder / "plans.json"));
    Json book = plans["rulebooks"][between("the rulebook ", " to NAME")];
    const bool caps = comment.find(" a cap of ") != comment.npos;
    for (Json& row : book["terms"]) {
        if (caps && row["plan"] == between("give its ", " a cap of ")) row["cap"] = std::stoi(between(" a cap of ", ""));
    }
    plans["rulebooks"] = {{"ours", book}};
    std::ofstream(folder / "plans.json") << plans.dump();
}

/// What went wrong, or nothing if the observation agrees.
std::string prove(const Case& c, const fs::path& folder, const std::string& observed_at, const std::vector<Step>& steps) {
    const TempDir copy;
    fs::copy(folder, copy.path(), fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    for (const auto& [command, evidence] : steps) {
        if (command.front() == '#') {
            edit_plans(command, copy.path());
            continue;
        }
        const Outcome outcome = run_shell(by_hand(command, evidence, c), copy.path(), c.now);
        if (outcome.exit_code != 0) return command + ": " + outcome.err;
    }
    const Json report = diagnose(c, copy.path());
    const bool agrees = !report["last_agreed"].is_null() && report["last_agreed"]["at"] >= observed_at;
    return agrees ? "" : steps.back().command + ": the observation does not agree: " + report["first_differs"].dump();
}

/// The ways to follow an explanation: for each of its parts, any run of as many options as are needed.
std::vector<std::vector<Step>> ways(const Json& explanation) {
    std::vector<std::vector<Step>> ways{{}};
    for (const Json& part : explanation["parts"]) {
        const auto needed = part["needed"].get<std::size_t>();
        const auto before = ways;
        ways.clear();
        for (std::size_t first = 0; first + needed <= part["of"].size(); ++first) {
            for (auto way : before) {
                for (std::size_t i = first; i < first + needed; ++i) {
                    for (const Json& command : part["of"][i]["commands"])
                        way.push_back(
                            {command, part["of"][i]["evidence"].is_null() ? "" : part["of"][i]["evidence"].get<std::string>()});
                }
                ways.push_back(std::move(way));
            }
        }
    }
    return ways;
}

std::string told(const Case& c, const fs::path& folder) {
    const Json report = diagnose(c, folder);
    if (report.contains("error")) return "! " + report["error"].get<std::string>();
    if (report["first_differs"].is_null()) return report["observations"] == 0 ? "= nothing was observed\n" : "= it agrees\n";
    if (report["explanations"].empty()) return "= no explanation\n";
    std::string text;
    const bool provable = c.account.find("--known-at") == c.account.npos;
    for (const Json& e : report["explanations"]) {
        const auto all = ways(e);
        const std::string choice = all.size() == 1 ? "" : ", " + std::to_string(all.size()) + " ways";
        text += "= " + std::to_string(e["facts"].get<int>()) + choice + ": " + e["what"].get<std::string>() + "\n";
        for (const auto& way : all) {
            if (!provable) break;
            if (const auto wrong = prove(c, folder, report["differs"]["at"], way); !wrong.empty()) text += "! " + wrong + "\n";
        }
    }
    return text;
}

}  // namespace

std::string replay_diagnosis(const std::string& text) {
    std::istringstream in(text);
    const Case c = read_case(in);
    const TempDir folder;
    std::string found;
    const auto must = [&](const std::string& command) {
        const Outcome outcome = run_shell(command, folder.path(), c.now);
        if (outcome.exit_code != 0) found += "! " + command + ": " + outcome.err;
    };
    must("inmail init");
    for (const auto& command : c.commands) must(command);
    std::ofstream(folder.path() / "events.csv") << c.events;
    must("inmail import events events.csv");
    found += told(c, folder.path());

    std::string again;
    std::istringstream lines(text);
    std::string line;
    while (std::getline(lines, line)) {
        if (line.rfind("= ", 0) != 0 && line.rfind("! ", 0) != 0) again += line + "\n";
    }
    return again + found;
}

}  // namespace inmail::test
