#include "browser.hpp"

#include <sstream>
#include <stdexcept>

#include "cli/transcript.hpp"

namespace inmail::test {
namespace {

constexpr const char* any_time = "2026-01-01T00:00:00Z";

int count(const std::string& text, const std::string& what) {
    int n = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + what.size())) ++n;
    return n;
}

}  // namespace

std::optional<std::string> chromium() {
    const Outcome found = run_shell("command -v chromium || command -v chromium-browser || command -v google-chrome",
                                    std::filesystem::temp_directory_path(), any_time);
    if (found.exit_code != 0) return std::nullopt;
    return found.out.substr(0, found.out.find('\n'));
}

Visit visit(const std::filesystem::path& page, const std::filesystem::path& folder, Scheme scheme) {
    Visit visit;
    visit.screenshot = folder / "page.png";
    visit.pdf = folder / "page.pdf";
    const auto net_log = folder / "net.json";
    // No sandbox: Chromium's does not run as root, and the page is ours.
    const std::string command = "timeout 60 " + chromium().value() +
                                " --headless=new --no-sandbox --disable-gpu --no-first-run --disable-background-networking"
                                " --disable-component-update --hide-scrollbars --window-size=1150,3000"
                                " --host-resolver-rules='MAP * ~NOTFOUND' --enable-logging=stderr --v=0"
                                " --blink-settings=preferredColorScheme=" +
                                (scheme == Scheme::dark ? "0" : "1") + " --user-data-dir='" + (folder / "profile").string() +
                                "' --log-net-log='" + net_log.string() + "' --screenshot='" + visit.screenshot.string() +
                                "' --print-to-pdf='" + visit.pdf.string() + "' --dump-dom 'file://" + page.string() + "'";
    const Outcome outcome = run_shell(command, folder, any_time);
    if (outcome.exit_code != 0) throw std::runtime_error("Chromium failed: " + outcome.err);
    visit.dom = outcome.out;

    std::istringstream said(outcome.err);
    for (std::string line; std::getline(said, line);) {
        if (line.find(":CONSOLE") != std::string::npos) visit.console.push_back(line);
    }
    // Requests that the browser makes for itself have no origin.
    const std::string requests = read_file(net_log);
    visit.requests = count(requests, "\"initiator\":") - count(requests, "\"initiator\":\"not an origin\"");
    return visit;
}

}  // namespace inmail::test
