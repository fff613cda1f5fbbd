#include "prospect_list.hpp"

#include <fmt/format.h>

#include <iostream>

#include "inmail/core/file_faults.hpp"
#include "inmail/io/prospect_csv.hpp"
#include "inmail/text/terminal.hpp"
#include "input_files.hpp"

namespace inmail::cli {

std::string name_of_input(const std::string& file) { return file == "-" ? "standard input" : file; }

std::vector<Prospect> listed_prospects(const Session& session, const std::string& file) {
    const std::string name = name_of_input(file);
    auto in = file == "-" ? spooled(std::cin, name) : open_input(file);
    io::ProspectList list = io::read_prospect_csv(in, name);
    if (!list.rejected.empty()) throw InvalidFile(file_fault::BadProspects{name, std::move(list.rejected)});
    if (!list.unused_columns.empty()) {
        session.say(fmt::format("note: {} has columns that a list of prospects does not use: {}", for_terminal(name),
                                for_terminal(fmt::format("{}", fmt::join(list.unused_columns, ", ")))));
    }
    return std::move(list.prospects);
}

}  // namespace inmail::cli
