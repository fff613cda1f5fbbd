#include "sqlite/proof.hpp"

#include <memory>

#include "sqlite/verify.hpp"

namespace inmail::store {

OpenLedger open_alone(const TemporaryFile& file) { return OpenLedger(std::make_unique<Connection>(file)); }

Copied prove(const TemporaryFile& copy, const std::filesystem::path& path, DamagedLedger::Whose whose,
             const std::string& known_head) {
    OpenLedger ledger = open_alone(copy);
    const auto problems = problems_of(ledger, known_head);
    if (!problems.empty()) throw DamagedLedger(problems.front(), path.string(), whose);
    const Head head = ledger.head();
    return {head.seq, to_hex(head.hash)};
}

}  // namespace inmail::store
