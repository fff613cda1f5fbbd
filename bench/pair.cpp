// Runs a command, and another beside it, in turn, and tells what they took: see `usage`.

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr std::string_view usage = R"(bench_pair RUNS [--before COMMAND] [--input FILE] PROGRAM [WORD...] [-- PROGRAM [WORD...]]

Runs the first program and the second in turn, now one first and now the other, RUNS times after one run of each that
does not count; what they print is dropped.
Each `{}` in a word becomes the number of the run. COMMAND is the shell's and runs, unmeasured, before each of both; FILE is the first's
standard input. Both must end with 0.

Prints a line a measure: its name; what the first took and the second (median); how many times the second's the first's is, pair by
pair (median, least, greatest):
    wall_ms FIRST SECOND MEDIAN MIN MAX
    cpu_ms FIRST SECOND MEDIAN MIN MAX
    peak_kib FIRST SECOND MEDIAN MIN MAX
)";

using Words = std::vector<std::string>;

struct Plan {
    int runs{1};
    std::string before;
    std::string input{"/dev/null"};
    Words first;
    Words second;
};

struct Cost {
    double wall_ms{0};
    double cpu_ms{0};
    double peak_kib{0};
};

Plan parse(Words words) {
    Plan plan;
    auto word = words.begin();
    const auto next = [&] {
        if (word == words.end()) throw std::invalid_argument("a word is missing");
        return *word++;
    };
    plan.runs = std::stoi(next());
    if (plan.runs < 1) throw std::invalid_argument("RUNS is at least 1");
    while (word != words.end() && (*word == "--before" || *word == "--input")) {
        std::string& value = *word++ == "--before" ? plan.before : plan.input;
        value = next();
    }
    const auto divide = std::find(word, words.end(), "--");
    plan.first.assign(word, divide);
    if (divide != words.end()) plan.second.assign(divide + 1, words.end());
    if (plan.first.empty() || (divide != words.end() && plan.second.empty())) throw std::invalid_argument("a program is missing");
    return plan;
}

Words numbered(Words words, int run) {
    constexpr std::string_view place = "{}";
    for (auto& word : words) {
        for (auto at = word.find(place); at != std::string::npos; at = word.find(place, at)) {
            word.replace(at, place.size(), std::to_string(run));
        }
    }
    return words;
}

/// In the child: never returns.
[[noreturn]] void become(const std::vector<char*>& words, const char* input) {
    const int in = ::open(input, O_RDONLY);
    const int nowhere = ::open("/dev/null", O_WRONLY);
    if (in < 0 || nowhere < 0) ::_exit(126);
    ::dup2(in, STDIN_FILENO);
    ::dup2(nowhere, STDOUT_FILENO);
    ::dup2(nowhere, STDERR_FILENO);
    ::execvp(words[0], words.data());
    ::_exit(127);
}

double ms_of(const timeval& t) { return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_usec) / 1e3; }

Cost run(Words words, const std::string& input) {
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const auto begin = std::chrono::steady_clock::now();
    const pid_t child = ::fork();
    if (child < 0) throw std::runtime_error(std::string("cannot fork: ") + std::strerror(errno));
    if (child == 0) become(arguments, input.c_str());
    int status = 0;
    rusage used{};
    while (::wait4(child, &status, 0, &used) < 0) {
        if (errno != EINTR) throw std::runtime_error(std::string("cannot wait: ") + std::strerror(errno));
    }
    const std::chrono::duration<double, std::milli> wall = std::chrono::steady_clock::now() - begin;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        std::string line;
        for (const auto& word : words) line += word + " ";
        throw std::runtime_error("failed, run it by hand: " + line);
    }
    return {wall.count(), ms_of(used.ru_utime) + ms_of(used.ru_stime), static_cast<double>(used.ru_maxrss)};
}

Cost run_once(const Plan& plan, const Words& words, const std::string& input, int number) {
    if (!plan.before.empty() && std::system(plan.before.c_str()) != 0) throw std::runtime_error("failed: " + plan.before);
    return run(numbered(words, number), input);
}

double median_of(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

void tell(const char* name, const std::vector<Cost>& first, const std::vector<Cost>& second, double Cost::*measure) {
    std::vector<double> a;
    std::vector<double> b;
    std::vector<double> ratios;
    for (std::size_t i = 0; i < first.size(); ++i) {
        a.push_back(first[i].*measure);
        b.push_back(second.empty() ? 0 : second[i].*measure);
        // What took less than the clock can tell is no divisor.
        ratios.push_back(b.back() > 0 ? a.back() / b.back() : 0);
    }
    std::printf("%s %.3f %.3f %.4f %.4f %.4f\n", name, median_of(a), median_of(b), median_of(ratios),
                *std::min_element(ratios.begin(), ratios.end()), *std::max_element(ratios.begin(), ratios.end()));
}

void measure(const Plan& plan) {
    std::vector<Cost> first;
    std::vector<Cost> second;
    const auto run_first = [&](int number) { first.push_back(run_once(plan, plan.first, plan.input, number)); };
    const auto run_second = [&](int number) {
        if (!plan.second.empty()) second.push_back(run_once(plan, plan.second, "/dev/null", number));
    };
    for (int number = 0; number <= plan.runs; ++number) {
        if (number == 1) {  // the runs before warmed the caches up
            first.clear();
            second.clear();
        }
        // Neither may always be the one that follows the other.
        const bool in_order = number % 2 == 0;
        if (in_order) run_first(number);
        run_second(number);
        if (!in_order) run_first(number);
    }
    tell("wall_ms", first, second, &Cost::wall_ms);
    tell("cpu_ms", first, second, &Cost::cpu_ms);
    tell("peak_kib", first, second, &Cost::peak_kib);
}

}  // namespace

int main(int argc, char** argv) {
    try {
        measure(parse({argv + 1, argv + argc}));
        return EXIT_SUCCESS;
    } catch (const std::invalid_argument& error) {
        std::fprintf(stderr, "bench_pair: %s\n\n%s", error.what(), usage.data());
        return EXIT_FAILURE;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_pair: %s\n", error.what());
        return EXIT_FAILURE;
    }
}
