#pragma once

#include <string>
#include <vector>

#include "inmail/app/diagnose/diagnose.hpp"
#include "inmail/render/format.hpp"

namespace inmail::render {

/// What may have happened: "a paid send was free; and ...".
[[nodiscard]] std::string explanation_words(const app::DiagnoseReport::Explanation& explanation, const Display& display);

/// What in the ledger points to an option; empty: nothing.
[[nodiscard]] std::string evidence_words(const app::DiagnoseReport::Part& part, const app::DiagnoseReport::Option& option,
                                         const Display& display);

/// The command lines that would record an option, in this order. One that begins with # is done by hand.
[[nodiscard]] std::vector<std::string> commands_of(const app::DiagnoseReport::Part& part,
                                                   const app::DiagnoseReport::Option& option, const Display& display);

}  // namespace inmail::render
