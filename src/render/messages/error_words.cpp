#include "messages/error_words.hpp"

#include <fmt/format.h>

#include "inmail/core/money.hpp"
#include "inmail/text/terminal.hpp"
#include "messages/damage_words.hpp"
#include "rules/rules_page.hpp"

namespace inmail::render {
namespace {

/// The reason of an error, if it is data of this type.
template <class Reason>
const Reason* reason_of(const Error& error) {
    const auto* with_reason = dynamic_cast<const WithReason<Reason>*>(&error);
    return with_reason == nullptr ? nullptr : &with_reason->reason();
}

ErrorWords unknown_section_words(const UnknownSection& unknown) {
    ErrorWords words{
        fmt::format("the rules have no section '{}'", for_terminal(unknown.typed)), "`inmail rules` lists their parts too", {}};
    if (unknown.nearest) words.what += fmt::format("; did you mean '{}'?", *unknown.nearest);
    for (const std::string& section : unknown.sections) words.further.push_back("  " + section);
    return words;
}

}  // namespace

ErrorWords words_of(const Error& error) { return words_of(error, utc_display()); }

ErrorWords words_of(const Error& error, const Display& display) {
    if (const auto* fault = reason_of<app::Fault>(error)) return words_of(*fault, display);
    if (const auto* reason = reason_of<app::RefusalReason>(error)) return words_of(*reason, display);
    if (const auto* damaged = dynamic_cast<const DamagedLedger*>(&error)) return words_of(*damaged);
    if (const auto* fault = reason_of<LedgerFault>(error)) return words_of(*fault);
    if (const auto* refusal = reason_of<LedgerRefusal>(error)) return words_of(*refusal);
    if (const auto* fault = reason_of<MachineFault>(error)) return words_of(*fault);
    if (const auto* fault = reason_of<FileFault>(error)) return words_of(*fault);
    if (const auto* fault = reason_of<ArchiveFault>(error)) return words_of(*fault);
    if (const auto* fault = reason_of<ConfigFault>(error)) return words_of(*fault);
    if (const auto* fault = reason_of<RulesFault>(error)) return words_of(*fault);
    if (const auto* unknown = reason_of<UnknownSection>(error)) return unknown_section_words(*unknown);
    if (reason_of<UncountableMoney>(error) != nullptr)
        return {"the total price of these credits is too large to count", "`inmail plans` shows the prices", {}};
    return {error.what(), error.next_step(), {}};
}

}  // namespace inmail::render
