#include "held_output.hpp"

#include <fmt/format.h>

#include <cstring>

#include "descriptor_stream.hpp"
#include "inmail/core/errors.hpp"
#include "inmail/text/terminal.hpp"

namespace inmail::cli {
namespace {

constexpr const char* what_is_held = "the output";

MachineFailure cannot_hold(const std::string& folder, int error) {
    const std::string shown = for_terminal(folder);
    return MachineFailure(
        fmt::format("cannot keep a copy of {} in {}: {}", what_is_held, shown, std::strerror(error)),
        fmt::format("free space in {}, set TMPDIR to another directory, or write to a file with --output", shown));
}

}  // namespace

void HeldOutput::Buffer::spill() {
    if (!spool_) {
        folder_ = spool_folder(what_is_held).string();
        spool_ = std::make_unique<Spool>(folder_);
    }
    spool_->write(pbase(), static_cast<std::size_t>(pptr() - pbase()));
    if (spool_->error() != 0) throw cannot_hold(folder_, spool_->error());
    spilled_lines_ += lines_in_memory();
    setp(memory_->data(), memory_->data() + memory_->size());
}

HeldOutput::Buffer::int_type HeldOutput::Buffer::overflow(int_type c) {
    spill();
    if (traits_type::eq_int_type(c, traits_type::eof())) return traits_type::not_eof(c);
    *pptr() = traits_type::to_char_type(c);
    pbump(1);
    return c;
}

void HeldOutput::Buffer::pass_to(const Sink& sink) {
    if (!spool_) {
        sink(pbase(), static_cast<std::size_t>(pptr() - pbase()));
        return;
    }
    if (pptr() != pbase()) spill();
    spool_->close();
    if (spool_->error() != 0) throw cannot_hold(folder_, spool_->error());
    std::ifstream& reader = spool_->reader();
    reader.clear();
    reader.seekg(0);
    while (reader.read(memory_->data(), memory_bytes) || reader.gcount() > 0) {
        if (!sink(memory_->data(), static_cast<std::size_t>(reader.gcount()))) return;
    }
}

void HeldOutput::print() {
    pass_to([](const char* bytes, std::size_t size) {
        standard_output().write(bytes, static_cast<std::streamsize>(size));
        return standard_output().error() == 0;
    });
}

}  // namespace inmail::cli
