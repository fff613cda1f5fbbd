#include "connections_option.hpp"

#include "inmail/core/errors.hpp"
#include "input_files.hpp"

namespace inmail::cli {

std::shared_ptr<const io::ConnectionsFile> ConnectionsOption::of(SeatId seat) const {
    if (!file_) return nullptr;
    if (is_none(seat)) throw UsageError("--connections does not say whose connections they are", "name the seat");
    require_there(*file_);
    return std::make_shared<const io::ConnectionsFile>(*file_);
}

}  // namespace inmail::cli
