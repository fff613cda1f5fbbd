#include "connections_option.hpp"

#include <fmt/format.h>

#include <memory>

#include "inmail/core/errors.hpp"
#include "inmail/io/connections.hpp"
#include "inmail/text/terminal.hpp"
#include "input_files.hpp"
#include "names.hpp"
#include "subject.hpp"

namespace inmail::cli {

app::WritingSeat ConnectionsOption::writing_seat(Session& session, const std::optional<std::string>& typed,
                                                 const app::ReportQuery& query) const {
    if (!typed) return writing_seat(session, SeatId{});
    std::vector<AccountId> named{AccountId::of(seat_or_person_named(session, *typed))};
    follow_handovers(session, named, query.as_of, query.known_at);
    return writing_seat(session, named.front().seat());
}

app::WritingSeat ConnectionsOption::writing_seat(Session& session, SeatId named) const {
    app::WritingSeat writer;
    writer.named = named;
    if (is_none(named)) writer.usual = default_seat(session).value_or(SeatId{});
    if (!file_) return writer;
    if (is_none(writer.own())) throw UsageError("--connections does not say whose connections they are", "name the seat");
    require_there(*file_);
    const auto people = std::make_shared<const io::ConnectionsFile>(*file_);
    if (const auto& lines = people->lines_without_date(); !lines.empty()) {
        session.say(
            fmt::format("note: {}, line {}: the date in Connected On cannot be read, so it counts as if it were not there{}",
                        for_terminal(*file_), lines.front(),
                        lines.size() == 1 ? "" : fmt::format("; {} more lines have such dates", lines.size() - 1)));
    }
    writer.connection = [people](const Prospect& prospect) { return people->find(prospect); };
    return writer;
}

}  // namespace inmail::cli
