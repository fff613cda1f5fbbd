#include "descriptor_stream.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "inmail/core/errors.hpp"
#include "inmail/files/spool.hpp"

namespace inmail::cli {

int DescriptorStream::Buffer::sync() {
    if (error == 0) error = write_all(descriptor, pbase(), static_cast<std::size_t>(pptr() - pbase()));
    setp(bytes.data(), bytes.data() + bytes.size());
    return error == 0 ? 0 : -1;
}

DescriptorStream::Buffer::int_type DescriptorStream::Buffer::overflow(int_type c) {
    if (sync() != 0) return traits_type::eof();
    if (traits_type::eq_int_type(c, traits_type::eof())) return traits_type::not_eof(c);
    *pptr() = traits_type::to_char_type(c);
    pbump(1);
    return c;
}

DescriptorStream& standard_output() {
    static DescriptorStream stream(STDOUT_FILENO);
    return stream;
}

void check_standard_output() {
    const int error = standard_output().error();
    if (error == 0) return;
    if (error == EPIPE) throw ReaderLeft();
    const std::string why = error == EBADF ? "it is closed" : std::strerror(error);
    throw MachineFailure("cannot write to standard output: " + why, "print somewhere else");
}

void fill_closed_descriptors() {
    for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (::fcntl(descriptor, F_GETFD) != -1) continue;
        // The lowest free descriptor is this one.
        static_cast<void>(::open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY));
    }
}

}  // namespace inmail::cli
