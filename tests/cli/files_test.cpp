#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "inmail/core/errors.hpp"
#include "inmail/files/spool.hpp"
#include "input_files.hpp"
#include "progress_line.hpp"
#include "support/catch.hpp"

using namespace inmail;

namespace {

std::string all_of(std::istream& in) { return {std::istreambuf_iterator<char>(in), {}}; }

}  // namespace

TEST_CASE("a pipe can be read to its end, twice") {
    constexpr std::size_t more_than_a_block = 200'000;
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, more_than_a_block}) {
        std::istringstream pipe(std::string(size, 'x'));
        auto spool = cli::spooled(pipe, "the pipe");
        CHECK(all_of(spool).size() == size);
        spool.clear();
        spool.seekg(0);
        CHECK(all_of(spool).size() == size);
    }
}

TEST_CASE("a pipe is read up to a limit and refused past it") {
    std::istringstream enough("12345678");
    auto spool = cli::spooled(enough, "the pipe", {}, 8);
    CHECK(all_of(spool) == "12345678");
    std::istringstream more("123456789");
    CHECK_THROWS_AS(cli::spooled(more, "the pipe", {}, 8), InputError);
}

TEST_CASE("a temporary copy has a path as long as it lives, and reports its progress") {
    constexpr std::int64_t size = 200'000;
    std::istringstream pipe(std::string(size, 'x'));
    std::vector<std::int64_t> told;
    std::filesystem::path path;
    {
        Spool copy(spool_folder("the pipe"));
        cli::spool(pipe, "the pipe", copy, [&](const ReadProgress& progress) { told.push_back(progress.bytes); });
        path = copy.path();
        std::ifstream in(path, std::ios::binary);
        CHECK(all_of(in).size() == static_cast<std::size_t>(size));
    }
    REQUIRE(told.size() > 2);
    CHECK(std::is_sorted(told.begin(), told.end()));
    CHECK(told.back() == size);
    CHECK_FALSE(std::filesystem::exists(path));
}

TEST_CASE("progress is shown in rows and megabytes") {
    CHECK(cli::progress_words({0, 0}) == "0.0 MB");
    CHECK(cli::progress_words({0, 2'640'000}) == "2.6 MB");
    CHECK(cli::progress_words({1, 100, 200}) == "1 row, 0.0 of 0.0 MB");
    CHECK(cli::progress_words({999, 1, 0}) == "999 rows, 0.0 MB");
    CHECK(cli::progress_words({1'000, 10'440'000, 20'000'000}) == "1,000 rows, 10.4 of 20.0 MB");
    CHECK(cli::progress_words({1'234'567, 1'000'000'000, 1'000'000'000}) == "1,234,567 rows, 1000.0 of 1000.0 MB");
}
