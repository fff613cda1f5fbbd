#include "byte_stream.hpp"

#include <istream>
#include <utility>

#include "inmail/core/machine_faults.hpp"

namespace inmail::io {

IstreamBytes::IstreamBytes(std::istream& in, std::string name) : in_(in), name_(std::move(name)) {}

std::size_t IstreamBytes::read(char* to, std::size_t size) {
    in_.read(to, static_cast<std::streamsize>(size));
    using machine_fault::FileUnusable;
    if (in_.bad()) throw FailedMachine(FileUnusable{FileUnusable::What::read_to_end, name_});
    return static_cast<std::size_t>(in_.gcount());
}

}  // namespace inmail::io
