#pragma once

#include <functional>
#include <string>

#include "inmail/core/errors.hpp"
#include "inmail/render/errors.hpp"

namespace inmail::test {

/// What a user is told: "what / what to do next", and the exit code.
struct Told {
    ExitCode code{ExitCode::done};
    std::string words;
};

inline Told told_by(const std::function<void()>& use) {
    try {
        use();
    } catch (const Error& error) {
        const auto words = render::words_of(error);
        return {error.code(), words.what + " / " + words.next_step};
    }
    return {};
}

}  // namespace inmail::test
