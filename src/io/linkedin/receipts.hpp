#pragma once

#include <vector>

#include "inmail/io/linkedin.hpp"
#include "linkedin/source.hpp"

namespace inmail::io::linkedin {

/// The rows of a Receipts_v2.csv, in order of the file. A row whose date cannot be read has no day.
[[nodiscard]] std::vector<AccountFact> read_receipts(const ArchiveFile& file);

/// The subscription types of a Registration.csv, each with the day on which the account was registered.
[[nodiscard]] std::vector<AccountFact> read_registration(const ArchiveFile& file);

/// The InMail credits that a receipt's description sells: "10 InMail credits". 0 if it says anything else, too.
[[nodiscard]] Credits credits_sold(std::string_view description);

}  // namespace inmail::io::linkedin
