#include "messages/error_words.hpp"

#include "inmail/core/money.hpp"
#include "messages/damage_words.hpp"

namespace inmail::render {
namespace {

/// The reason of an error, if it is data of this type.
template <class Reason>
const Reason* reason_of(const Error& error) {
    const auto* with_reason = dynamic_cast<const WithReason<Reason>*>(&error);
    return with_reason == nullptr ? nullptr : &with_reason->reason();
}

}  // namespace

ErrorWords words_of(const Error& error) {
    if (const auto* fault = reason_of<app::Fault>(error)) return words_of(*fault);
    if (const auto* reason = reason_of<app::RefusalReason>(error)) return words_of(*reason);
    if (const auto* damaged = dynamic_cast<const DamagedLedger*>(&error)) return words_of(*damaged);
    if (const auto* fault = reason_of<LedgerFault>(error)) return words_of(*fault);
    if (const auto* refusal = reason_of<LedgerRefusal>(error)) return words_of(*refusal);
    if (const auto* fault = reason_of<MachineFault>(error)) return words_of(*fault);
    if (const auto* fault = reason_of<FileFault>(error)) return words_of(*fault);
    if (const auto* fault = reason_of<ArchiveFault>(error)) return words_of(*fault);
    if (reason_of<UncountableMoney>(error) != nullptr)
        return {"so many credits at such a price are more money than can be counted", "`inmail plans` shows the prices", {}};
    return {error.what(), error.next_step(), {}};
}

}  // namespace inmail::render
