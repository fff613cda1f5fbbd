#pragma once

#include "inmail/app/faults.hpp"
#include "inmail/core/archive_faults.hpp"
#include "inmail/core/config_faults.hpp"
#include "inmail/core/file_faults.hpp"
#include "inmail/core/ledger_faults.hpp"
#include "inmail/core/machine_faults.hpp"
#include "inmail/core/rules_faults.hpp"
#include "inmail/render/errors.hpp"
#include "inmail/render/format.hpp"

namespace inmail::render {

[[nodiscard]] ErrorWords words_of(const app::Fault& fault, const Display& display);
/// `display`: null if instants are shown in UTC.
[[nodiscard]] ErrorWords words_of(const app::RefusalReason& reason, const Display& display);
[[nodiscard]] ErrorWords words_of(const LedgerFault& fault);
[[nodiscard]] ErrorWords words_of(const LedgerRefusal& refusal);
[[nodiscard]] ErrorWords words_of(const MachineFault& fault);
[[nodiscard]] ErrorWords words_of(const FileFault& fault);
[[nodiscard]] ErrorWords words_of(const ArchiveFault& fault);
[[nodiscard]] ErrorWords words_of(const ConfigFault& fault);
[[nodiscard]] ErrorWords words_of(const RulesFault& fault);

}  // namespace inmail::render
