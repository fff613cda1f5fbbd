#include "browser.hpp"

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>

#include "cli/transcript.hpp"
#include "support/temp_dir.hpp"

namespace inmail::test {
namespace {

constexpr const char* any_time = "2026-01-01T00:00:00Z";

int count(const std::string& text, const std::string& what) {
    int n = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + what.size())) ++n;
    return n;
}

/// Sent by the page from inside its frame, which may be narrower than Chromium's narrowest window.
constexpr const char* measuring = R"(<script>addEventListener('load', () => {
  for (const d of document.querySelectorAll('details')) d.open = true;
  const heading = e => e.closest('section').querySelector('h2').textContent;
  const root = document.documentElement;
  const found = {fits: root.scrollWidth <= root.clientWidth, cut: [], unseen: []};
  for (const e of document.querySelectorAll('.wide')) if (e.scrollWidth > e.clientWidth) found.cut.push(heading(e));
  for (const table of document.querySelectorAll('table')) {
    const row = table.querySelector('tbody tr');
    const cells = [...row.querySelectorAll('td.strong'), ...row.querySelectorAll('td')].filter(c => c.offsetWidth > 0);
    if (cells[0].getBoundingClientRect().right > root.clientWidth) found.unseen.push(heading(table));
  }
  parent.postMessage(JSON.stringify(found), '*');
})</script>)";

constexpr const char* flags =
    " --headless=new --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update"
    " --hide-scrollbars";

}  // namespace

Layout layout_of(const std::filesystem::path& page, const std::filesystem::path& folder, int width) {
    std::string text = read_file(page);
    const std::size_t policy = text.find("<meta http-equiv");
    if (policy == std::string::npos) throw std::runtime_error("the page has no policy that forbids scripts");
    text.erase(policy, text.find('>', policy) + 1 - policy);
    text.insert(text.find("</body>"), measuring);
    std::ofstream(folder / "measured.html", std::ios::binary) << text;
    std::ofstream(folder / "frame.html", std::ios::binary)
        << "<!doctype html><pre id=\"found\"></pre><iframe src=\"measured.html\" style=\"border:0;height:3000px;width:" << width
        << "px\"></iframe><script>addEventListener('message', e => document.getElementById('found').textContent = "
           "e.data)</script>";
    const std::string command = "timeout 60 " + chromium().value() + flags +
                                " --window-size=1700,3100 --virtual-time-budget=3000" + " --user-data-dir='" +
                                (folder / "profile").string() + "' --dump-dom 'file://" + (folder / "frame.html").string() + "'";
    const Outcome outcome = run_shell(command, folder, any_time);
    const std::size_t begin = outcome.out.find('{', outcome.out.find("id=\"found\""));
    if (outcome.exit_code != 0 || begin == std::string::npos) throw std::runtime_error("Chromium failed: " + outcome.err);
    const auto found = nlohmann::json::parse(outcome.out.substr(begin, outcome.out.find("</pre>", begin) - begin));
    return {found["fits"], found["cut"], found["unseen"]};
}

std::optional<std::string> chromium() {
    const TempDir folder;
    const Outcome found =
        run_shell("command -v chromium || command -v chromium-browser || command -v google-chrome", folder.path(), any_time);
    if (found.exit_code != 0) return std::nullopt;
    return found.out.substr(0, found.out.find('\n'));
}

Visit visit(const std::filesystem::path& page, const std::filesystem::path& folder, Scheme scheme) {
    Visit visit;
    visit.screenshot = folder / "page.png";
    visit.pdf = folder / "page.pdf";
    const auto net_log = folder / "net.json";
    // No sandbox: Chromium's does not run as root, and the page is ours.
    const std::string command = "timeout 60 " + chromium().value() + flags +
                                " --window-size=1150,3000"
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
