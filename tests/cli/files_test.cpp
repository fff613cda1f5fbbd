#include <iterator>
#include <sstream>
#include <string>

#include "inmail/core/errors.hpp"
#include "input_files.hpp"
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
    auto spool = cli::spooled(enough, "the pipe", 8);
    CHECK(all_of(spool) == "12345678");
    std::istringstream more("123456789");
    CHECK_THROWS_AS(cli::spooled(more, "the pipe", 8), InputError);
}
