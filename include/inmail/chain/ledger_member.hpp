#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace inmail {

/// What a user of the server may do in a ledger there. Its owner may do all, and is no member.
enum class MemberRole : std::uint8_t {
    manager,  ///< reads and records everything
    auditor,  ///< reads everything
    rep,      ///< records for one seat, and reads what the fold of its account needs
};

/// As the server has it.
[[nodiscard]] constexpr std::string_view to_string(MemberRole role) {
    constexpr std::array<std::string_view, 3> names{"manager", "auditor", "rep"};
    return names[static_cast<std::size_t>(role)];
}

struct LedgerMember {
    std::string user;  ///< of the server
    MemberRole role{MemberRole::rep};
    std::string seat{};  ///< a rep's handle; known to the ledger
};

}  // namespace inmail
