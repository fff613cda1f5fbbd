#include "sqlite/current_user.hpp"

#include <pwd.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

#include "support/catch.hpp"

namespace inmail::store {

TEST_CASE("the user's name is the system's, whatever the environment says") {
    REQUIRE(setenv("USER", "mallory", 1) == 0);
    REQUIRE(setenv("LOGNAME", "mallory", 1) == 0);
    const passwd* listed = getpwuid(getuid());
    CHECK(current_user() == (listed == nullptr ? "uid:" + std::to_string(getuid()) : std::string(listed->pw_name)));
}

}  // namespace inmail::store
