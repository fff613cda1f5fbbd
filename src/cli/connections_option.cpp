#include "connections_option.hpp"

#include <memory>

#include "inmail/core/errors.hpp"
#include "inmail/io/connections.hpp"
#include "input_files.hpp"
#include "names.hpp"
#include "subject.hpp"

namespace inmail::cli {

app::WritingSeat ConnectionsOption::writing_seat(Session& session, const std::optional<std::string>& typed) const {
    return writing_seat(session, typed ? seat_or_person_named(session, *typed) : SeatId{});
}

app::WritingSeat ConnectionsOption::writing_seat(Session& session, SeatId named) const {
    app::WritingSeat writer;
    writer.named = named;
    if (is_none(named)) writer.usual = default_seat(session).value_or(SeatId{});
    if (!file_) return writer;
    if (is_none(writer.own())) throw UsageError("--connections does not say whose connections they are", "name the seat");
    require_there(*file_);
    const auto people = std::make_shared<const io::ConnectionsFile>(*file_);
    writer.connection = [people](const Prospect& prospect) { return people->find(prospect); };
    return writer;
}

}  // namespace inmail::cli
