#include "sqlite/current_user.hpp"

#include <unistd.h>

#include <fstream>
#include <string>

#include "support/catch.hpp"
#include "support/temp_dir.hpp"

namespace inmail::store {

TEST_CASE("a user is found in the machine's list by number") {
    const test::TempDir directory;
    const auto list = directory / "passwd";
    std::ofstream(list) << "+nisuser::::::\n-nobody::::::\nroot:x:0:0:root:/root:/bin/sh\nno user at all\n"
                        << "long:x:4:4:" << std::string(40'000, 'x') << ":/:/bin/sh\n"
                        << "ana:x:1000:1000::/home/ana:/bin/sh\nalias:x:1000:1000::/home/ana:/bin/sh";
    CHECK(name_in(list.c_str(), 0) == "root");
    CHECK(name_in(list.c_str(), 7) == "");
    CHECK(name_in((directory / "none").c_str(), 0) == "");
    std::ofstream(list)
        << "root:x:0:0:root:/root:/bin/sh\nana:x:1000:1000::/home/ana:/bin/sh\nalias:x:1000:1000::/home/ana:/bin/sh";
    CHECK(name_in(list.c_str(), 1000) == "ana");
}

TEST_CASE("the current user has a name, or else a number") {
    const std::string name = current_user();
    const std::string listed = name_in("/etc/passwd", getuid());
    CHECK_FALSE(name.empty());
    if (!listed.empty()) CHECK(name == listed);
}

}  // namespace inmail::store
