#include "postgres/location.hpp"

#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "inmail/core/ledger_faults.hpp"
#include "postgres/libpq.hpp"

namespace inmail::store::postgres {

namespace {

/// As it stands in a URL: a name may hold what ends a part of one.
std::string in_url(std::string_view part) {
    std::string text;
    for (const char c : part) {
        const bool is_special =
            static_cast<unsigned char>(c) <= ' ' || std::string_view("\"#%'/:<>?@[]`").find(c) != std::string_view::npos;
        text += is_special ? fmt::format("%{:02X}", static_cast<unsigned char>(c)) : std::string(1, c);
    }
    return text;
}

}  // namespace

LocationParts parts_of(const std::string& location) {
    const Libpq& pq = libpq();
    char* why = nullptr;
    PQconninfoOption* options = pq.conninfo_parse(location.c_str(), &why);
    if (why != nullptr) pq.freemem(why);
    using ledger_fault::LedgerOnServer;
    const LedgerOnServer unreadable{LedgerOnServer::Why::unreadable_location, {}};
    if (options == nullptr) throw InvalidLedgerRequest(unreadable);
    LocationParts parts;
    const std::pair<std::string_view, std::string*> wanted[] = {{"service", &parts.service}, {"user", &parts.user},
                                                                {"host", &parts.host},       {"port", &parts.port},
                                                                {"dbname", &parts.database}, {"password", &parts.password}};
    for (const PQconninfoOption* option = options; option->keyword != nullptr; ++option) {
        for (const auto& [keyword, value] : wanted) {
            if (option->val != nullptr && option->keyword == keyword) *value = option->val;
        }
    }
    pq.conninfo_free(options);
    // A password with an @ or a : that is not escaped ends up in the host's name or the port.
    const bool is_torn =
        parts.host.find('@') != std::string::npos || parts.port.find_first_not_of("0123456789,") != std::string::npos;
    if (is_torn) throw InvalidLedgerRequest(unreadable);
    return parts;
}

std::string shown(const LocationParts& parts) {
    if (!parts.service.empty()) return "service=" + parts.service;
    std::string text = "postgresql://";
    if (!parts.user.empty()) text += in_url(parts.user) + "@";
    const bool is_socket = !parts.host.empty() && parts.host.front() == '/';
    const bool is_ipv6 = parts.host.find(':') != std::string::npos && parts.host.find(',') == std::string::npos;
    if (!is_socket) text += is_ipv6 ? "[" + parts.host + "]" : parts.host;
    if (!parts.port.empty()) text += ":" + parts.port;
    if (!parts.database.empty()) text += "/" + in_url(parts.database);
    if (is_socket) text += "?host=" + parts.host;
    return text;
}

}  // namespace inmail::store::postgres
