#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "inmail/core/time.hpp"

namespace inmail {

/// A person whom somebody wants to reach, and what a list says of them.
struct Prospect {
    std::string key;              ///< RULES section 9
    std::string name{};           ///< for people to read; empty: the list has none
    bool is_address{false};       ///< `key` is of an address, not of a name
    std::optional<int> degree{};  ///< of the connection with the seat, 1 to 3; none: not known
    bool open_profile{false};
    bool open_to_work{false};
    bool applicant{false};
    bool group{false};         ///< shares a LinkedIn group with the seat
    bool coworker{false};      ///< works for the seat's company
    bool inmail_first{false};  ///< gets an InMail without a request to connect before
    bool is_high{true};        ///< priority; a list that names none means high
    std::string seat{};        ///< that shall write, a handle; empty: any
    std::int64_t line{0};      ///< of the list; 0: typed

    /// Whether an InMail may be spent on the person after a note: HeyTalent sends one only to those who matter.
    [[nodiscard]] bool matters() const { return is_high || inmail_first; }
};

/// That a prospect is a connection.
struct KnownConnection {
    std::optional<Day> on;  ///< a UTC date; none: not known
};

}  // namespace inmail
