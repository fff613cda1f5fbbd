// Runs two commands in turn and prints what they cost: see `usage`.

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

Runs both programs in turn, RUNS times after one run of each that does not count. They alternate in running first, and
their output is dropped. Each `{}` in a word becomes the number of the run. The shell runs COMMAND, unmeasured, before
each run. FILE is the first program's standard input. Both programs must exit with 0.

Prints one line for each measure: the median of each program, then the ratio of the first to the second, pair by pair:
    wall_ms FIRST SECOND MEDIAN MIN MAX
    cpu_ms FIRST SECOND MEDIAN MIN MAX
    peak_kib FIRST SECOND MEDIAN MIN MAX
)";

using Words = std::vector<std::string>;

struct Options {
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

Options parse(Words words) {
    Options options;
    auto word = words.begin();
    const auto next = [&] {
        if (word == words.end()) throw std::invalid_argument("a word is missing");
        return *word++;
    };
    options.runs = std::stoi(next());
    if (options.runs < 1) throw std::invalid_argument("RUNS must be at least 1");
    while (word != words.end() && (*word == "--before" || *word == "--input")) {
        std::string& value = *word++ == "--before" ? options.before : options.input;
        value = next();
    }
    const auto separator = std::find(word, words.end(), "--");
    options.first.assign(word, separator);
    if (separator != words.end()) options.second.assign(separator + 1, words.end());
    if (options.first.empty() || (separator != words.end() && options.second.empty()))
        throw std::invalid_argument("a program is missing");
    return options;
}

Words numbered(Words words, int run) {
    constexpr std::string_view placeholder = "{}";
    for (auto& word : words) {
        for (auto at = word.find(placeholder); at != std::string::npos; at = word.find(placeholder, at)) {
            word.replace(at, placeholder.size(), std::to_string(run));
        }
    }
    return words;
}

/// Turns the child process into the program.
[[noreturn]] void execute(const std::vector<char*>& words, const char* input) {
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
    if (child == 0) execute(arguments, input.c_str());
    int status = 0;
    rusage used{};
    while (::wait4(child, &status, 0, &used) < 0) {
        if (errno != EINTR) throw std::runtime_error(std::string("cannot wait: ") + std::strerror(errno));
    }
    const std::chrono::duration<double, std::milli> wall = std::chrono::steady_clock::now() - begin;
    // `inmail check` has done its work when it exits with 6: it found something.
    constexpr int has_findings = 6;
    if (!WIFEXITED(status) || (WEXITSTATUS(status) != 0 && WEXITSTATUS(status) != has_findings)) {
        std::string line;
        for (const auto& word : words) line += word + " ";
        throw std::runtime_error("failed, run it by hand: " + line);
    }
    return {wall.count(), ms_of(used.ru_utime) + ms_of(used.ru_stime), static_cast<double>(used.ru_maxrss)};
}

Cost run_once(const Options& options, const Words& words, const std::string& input, int number) {
    if (!options.before.empty() && std::system(options.before.c_str()) != 0)
        throw std::runtime_error("failed: " + options.before);
    return run(numbered(words, number), input);
}

double median_of(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

void print_row(const char* name, const std::vector<Cost>& first, const std::vector<Cost>& second, double Cost::*measure) {
    std::vector<double> a;
    std::vector<double> b;
    std::vector<double> ratios;
    for (std::size_t i = 0; i < first.size(); ++i) {
        a.push_back(first[i].*measure);
        b.push_back(second.empty() ? 0 : second[i].*measure);
        // A time below the clock's resolution is no divisor.
        ratios.push_back(b.back() > 0 ? a.back() / b.back() : 0);
    }
    std::printf("%s %.3f %.3f %.4f %.4f %.4f\n", name, median_of(a), median_of(b), median_of(ratios),
                *std::min_element(ratios.begin(), ratios.end()), *std::max_element(ratios.begin(), ratios.end()));
}

void measure(const Options& options) {
    std::vector<Cost> first;
    std::vector<Cost> second;
    const auto run_first = [&](int number) { first.push_back(run_once(options, options.first, options.input, number)); };
    const auto run_second = [&](int number) {
        if (!options.second.empty()) second.push_back(run_once(options, options.second, "/dev/null", number));
    };
    for (int number = 0; number <= options.runs; ++number) {
        if (number == 1) {  // the runs so far warmed up the caches
            first.clear();
            second.clear();
        }
        // Alternate the order, because the second may profit from the first.
        const bool in_order = number % 2 == 0;
        if (in_order) run_first(number);
        run_second(number);
        if (!in_order) run_first(number);
    }
    print_row("wall_ms", first, second, &Cost::wall_ms);
    print_row("cpu_ms", first, second, &Cost::cpu_ms);
    print_row("peak_kib", first, second, &Cost::peak_kib);
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
