// Prospect keys, handles, and the text functions below them: normalising twice is the same as once.

#include <string>

#include "inmail/chain/event_record.hpp"
#include "inmail/chain/prospect_key.hpp"
#include "inmail/text/encoding.hpp"
#include "inmail/text/unicode.hpp"
#include "linkedin/cell.hpp"
#include "target.hpp"

namespace inmail::fuzz {
namespace {

void check_key(const std::string& key) {
    ensure(!key.empty() && key.size() <= max_prospect_bytes, "a key is never empty and never too long");
    ensure(is_utf8(key) && !has_control(key), "a key is UTF-8 without control characters");
    ensure(is(prospect_key(key), key), "a key's key is itself");
}

void check_handle(std::string_view input) {
    const auto handle = parse_handle(input);
    if (!handle) return check_reason(handle);
    ensure(!handle->empty() && handle->size() <= max_handle_bytes, "a handle is never empty and never too long");
    ensure(is(parse_handle(*handle), *handle), "a handle's handle is itself");
}

void check_text(std::string_view input) {
    const std::string shown = for_terminal(input);
    ensure(is_utf8(shown) && !has_control(shown) && for_terminal(shown) == shown, "what a terminal is given is harmless");
    ensure(is_utf8(from_windows_1252(input)), "what is decoded is UTF-8");
    ensure(trim(trim(input)) == trim(input), "what is trimmed is trimmed");
    if (!is_utf8(input)) return;
    const std::string folded = fold_name(input);
    ensure(is_utf8(folded) && fold_name(folded) == folded, "a folded name is UTF-8 and stays");
    ensure(to_lower_latin1(folded) == folded && trim(folded) == folded, "a folded name is lower case and trimmed");
    const std::string name = canonical_name(input);
    ensure(is_utf8(name) && canonical_name(name) == name && strip(name) == name, "a canonical name is UTF-8 and stays");
    const auto undone = io::linkedin::undo_double_encoding(input);
    ensure(!undone || is_utf8(*undone), "what was encoded twice is UTF-8 still");
}

}  // namespace

void take(std::string_view input) {
    check_text(input);
    check_handle(input);
    for (const auto& key : io::linkedin::profiles_in(input)) check_key(key);
    const auto key = prospect_key(input);
    const auto first = first_prospect_key(input);
    if (first) ensure(is(first_prospect_key(*first), *first), "a key of the first edition stays");
    if (!key) return check_reason(key);
    check_key(*key);
}

}  // namespace inmail::fuzz
