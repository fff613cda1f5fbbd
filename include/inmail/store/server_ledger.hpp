#pragma once

#include <optional>
#include <string>
#include <vector>

#include "inmail/chain/ledger_member.hpp"
#include "inmail/core/time.hpp"

namespace inmail {

/// An InMail that may still be answered.
struct PendingWith {
    std::string seat;
    Instant sent_at;
};

/// What only a ledger on a server has.
class ServerLedger {
  public:
    virtual ~ServerLedger() = default;

    /// The server's clock when the ledger was opened.
    [[nodiscard]] virtual Instant opened_at() const = 0;

    /// What the user of the connection is here; none: the owner.
    [[nodiscard]] virtual std::optional<LedgerMember> member() = 0;

    /// All members by user; to a rep, only itself. The owner is none.
    [[nodiscard]] virtual std::vector<LedgerMember> members() = 0;

    /// The first such InMail to the prospect of each seat whose messages this user may not read, by time. The server's clock says
    /// what may still be answered.
    [[nodiscard]] virtual std::vector<PendingWith> pending_out_of_sight(const std::string& prospect) = 0;

    /// Makes the user a member, or gives a member another role. For the owner only: throws Refusal to others, InputError if the
    /// server has no such user.
    virtual void grant(const LedgerMember& member) = 0;
    /// Takes all rights from a member, likewise. Throws InputError if the user is none.
    virtual void revoke(const std::string& user) = 0;
};

}  // namespace inmail
