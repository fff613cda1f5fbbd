#include "prospect_list.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <iterator>
#include <map>
#include <string>

#include "inmail/app/import/import_table.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/core/file_faults.hpp"
#include "inmail/io/prospect_csv.hpp"
#include "inmail/io/table_reader.hpp"
#include "inmail/io/zone.hpp"
#include "inmail/render/messages.hpp"
#include "inmail/text/terminal.hpp"
#include "table_rules.hpp"

namespace inmail::cli {
namespace {

/// Whether rules are named, or some that ship fit its columns.
bool is_by_rules(InputFile& file, const TableRulesOptions& rules) {
    if (rules.is_given()) return true;
    try {
        return is_read_by_shipped(file.stream(), file.name(), io::TableRules::Kind::prospects);
    } catch (const InputError&) {
        // The reader of lists says what is wrong with a file that is no table.
        file.stream().clear();
        file.stream().seekg(0);
        return false;
    }
}

io::ProspectList by_rules(Session& session, InputFile& file, const TableRulesOptions& options) {
    const io::TableRules rules = options.read(file, io::TableRules::Kind::prospects);
    io::ProspectList list;
    std::map<std::string, std::int64_t> left_out;
    io::TableSink sink;
    sink.row = [&](io::TableRow&& row) {
        if (row.prospects.empty()) ++left_out[row.left_out];
        std::move(row.prospects.begin(), row.prospects.end(), std::back_inserter(list.prospects));
    };
    sink.rejected = [&](RejectedRow&& row) { list.rejected.push_back(std::move(row)); };
    app::ImportResult read;
    read.warnings = app::warnings_of(io::read_table(file.stream(), file.name(), rules, io::Zone(), sink));
    session.say(fmt::format("Read by the rules {}.", rules.name));
    for (const auto& [reason, rows] : left_out)
        session.say(fmt::format("left out {} {}: {}", rows, rows == 1 ? "row" : "rows", for_terminal(reason)));
    for (const auto& warning : render::complaints(read, file.name(), session.display())) session.say(warning);
    using file_fault::EmptyProspectList;
    if (list.prospects.empty() && list.rejected.empty()) {
        const auto why = left_out.empty() ? EmptyProspectList::Why::header_only : EmptyProspectList::Why::all_left_out;
        throw InvalidFile(EmptyProspectList{file.name(), why});
    }
    return list;
}

}  // namespace

std::vector<Prospect> listed_prospects(Session& session, InputFile& file, const TableRulesOptions& rules) {
    const std::string& name = file.name();
    io::ProspectList list =
        is_by_rules(file, rules) ? by_rules(session, file, rules) : io::read_prospect_csv(file.stream(), name);
    if (!list.rejected.empty()) throw InvalidFile(file_fault::BadProspects{name, std::move(list.rejected)});
    if (!list.unused_columns.empty()) {
        session.say(fmt::format("note: {} has columns that a list of prospects does not use: {}", for_terminal(name),
                                for_terminal(fmt::format("{}", fmt::join(list.unused_columns, ", ")))));
    }
    return std::move(list.prospects);
}

}  // namespace inmail::cli
