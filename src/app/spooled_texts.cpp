#include "spooled_texts.hpp"

#include <algorithm>
#include <cstring>

#include "inmail/core/errors.hpp"

namespace inmail::app {
namespace {

using Size = std::uint32_t;
constexpr std::size_t most_in_memory = std::size_t{1} << 20U;
/// Most texts are shorter, so that one reading gets them whole.
constexpr std::size_t bytes_a_reading = 512;
constexpr std::size_t bytes_a_block = std::size_t{1} << 16U;

/// Of the text that the bytes begin with, and of the number before it.
std::size_t size_of_first(std::string_view bytes) {
    Size size = 0;
    ensure(bytes.size() >= sizeof size, "a text is asked for at its place");
    std::memcpy(&size, bytes.data(), sizeof size);
    return sizeof size + size;
}

}  // namespace

std::uint64_t SpooledTexts::add(std::string_view text) {
    if (latest_.size() >= most_in_memory) write_latest();
    const std::uint64_t place = in_file_ + latest_.size();
    const auto size = static_cast<Size>(text.size());
    ensure(size == text.size(), "a text that waits is shorter than 4 GiB");
    char bytes[sizeof size];
    std::memcpy(bytes, &size, sizeof size);
    latest_.append(bytes, sizeof size).append(text);
    return place;
}

std::string SpooledTexts::at(std::uint64_t place) {
    std::string bytes = read(place, bytes_a_reading);
    const std::size_t size = size_of_first(bytes);
    if (bytes.size() < size) bytes = read(place, size);
    ensure(bytes.size() >= size, "a text that waits is there whole");
    return bytes.substr(sizeof(Size), size - sizeof(Size));
}

void SpooledTexts::each(const std::function<void(std::string_view)>& take) {
    const std::uint64_t end = in_file_ + latest_.size();
    for (std::uint64_t place = 0; place < end;) {
        std::string bytes = read(place, bytes_a_block);
        const std::size_t first = size_of_first(bytes);
        if (bytes.size() < first) bytes = read(place, first);
        ensure(bytes.size() >= first, "a text that waits is there whole");
        std::string_view rest = bytes;
        while (rest.size() >= sizeof(Size) && rest.size() >= size_of_first(rest)) {
            const std::size_t size = size_of_first(rest);
            take(rest.substr(sizeof(Size), size - sizeof(Size)));
            rest.remove_prefix(size);
        }
        place += bytes.size() - rest.size();
    }
}

void SpooledTexts::write_latest() {
    if (!file_) file_ = std::make_unique<Spool>(spool_folder(name_));
    file_->write(latest_.data(), latest_.size());
    if (file_->error() != 0) throw file_->failure(name_);
    in_file_ += latest_.size();
    latest_.clear();
}

std::string SpooledTexts::read(std::uint64_t place, std::size_t size) {
    if (place >= in_file_) return latest_.substr(static_cast<std::size_t>(place - in_file_), size);
    std::string bytes(static_cast<std::size_t>(std::min<std::uint64_t>(size, in_file_ - place)), '\0');
    const std::size_t count = file_->read_at(place, bytes.data(), bytes.size());
    if (file_->error() != 0) throw file_->failure(name_);
    bytes.resize(count);
    return bytes;
}

}  // namespace inmail::app
