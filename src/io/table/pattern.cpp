#include "table/pattern.hpp"

#include "module/module.hpp"

namespace inmail::io {

std::shared_ptr<const Pattern> Pattern::compile(std::string_view text, std::string& why) {
    std::array<char, 200> reason{};
    void* compiled = module().pattern.compile(text.data(), text.size(), reason.data(), reason.size());
    if (compiled == nullptr) {
        why = reason.data();
        return nullptr;
    }
    return std::shared_ptr<const Pattern>(new Pattern(compiled));
}

Pattern::~Pattern() { module().pattern.discard(compiled_); }

bool Pattern::find(std::string_view text, Groups* groups) const {
    std::array<InmailFound, std::tuple_size_v<Groups>> found{};
    const std::size_t wanted = groups == nullptr ? 0 : found.size();
    if (module().pattern.find(compiled_, text.data(), text.size(), found.data(), wanted) == 0) return false;
    for (std::size_t i = 0; i < wanted; ++i)
        (*groups)[i] = found[i].begin == nullptr ? std::string() : std::string(found[i].begin, found[i].size);
    return true;
}

}  // namespace inmail::io
