#include "byte_stream.hpp"

#include <fmt/format.h>

#include <istream>
#include <utility>

#include "inmail/core/errors.hpp"

namespace inmail::io {

IstreamBytes::IstreamBytes(std::istream& in, std::string name) : in_(in), name_(std::move(name)) {}

std::size_t IstreamBytes::read(char* to, std::size_t size) {
    in_.read(to, static_cast<std::streamsize>(size));
    if (in_.bad()) {
        throw MachineFailure(fmt::format("{} cannot be read to its end", name_), "Check the disk it is on and try again.");
    }
    return static_cast<std::size_t>(in_.gcount());
}

}  // namespace inmail::io
