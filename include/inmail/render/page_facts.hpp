#pragma once

#include <string>

namespace inmail::render {

/// What a page says of itself beside its figures. When it was made is the display's `now`.
struct PageFacts {
    std::string title{};    ///< empty: the page's own
    std::string company{};  ///< empty: not named
    std::string made_by{};  ///< the name under which the ledger would record
};

}  // namespace inmail::render
