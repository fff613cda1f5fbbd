#include "browser.hpp"

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>

#include "cli/transcript.hpp"
#include "support/places.hpp"
#include "support/temp_dir.hpp"

namespace inmail::test {
namespace {

constexpr const char* any_time = "2026-01-01T00:00:00Z";

int count(const std::string& text, const std::string& what) {
    int n = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + what.size())) ++n;
    return n;
}

/// Gives the layout, with all details unfolded.
constexpr const char* measure_layout = R"(
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
  return found;)";

/// Gives what axe finds, with all details unfolded: a line for each fault, and the rules that some element kept.
constexpr const char* ask_axe = R"(
  for (const d of document.querySelectorAll('details')) d.open = true;
  const {violations, passes} = await axe.run(document);
  const width = document.documentElement.clientWidth;
  const faults = violations.flatMap(v => v.nodes.map(n =>
    `${width}: ${v.id}: ${n.target}: ${n.html.slice(0, 160)}: ${n.failureSummary.replace(/\s+/g, ' ')}`));
  return {faults, kept: passes.map(p => p.id)};)";

constexpr const char* flags =
    " --headless=new --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update"
    " --hide-scrollbars";

/// What `encodeURIComponent` made of a text, back.
std::string decoded(const std::string& encoded) {
    std::string text;
    for (std::size_t i = 0; i < encoded.size(); ++i) {
        const bool is_byte = encoded[i] == '%';
        text += is_byte ? static_cast<char>(std::stoi(encoded.substr(i + 1, 2), nullptr, 16)) : encoded[i];
        i += is_byte ? 2 : 0;
    }
    return text;
}

std::string scheme_flag(Scheme scheme) {
    return std::string(" --blink-settings=preferredColorScheme=") + (scheme == Scheme::dark ? "0" : "1");
}

/// What the body of an async function returns inside the page, which lies in frames of these widths. A frame may be narrower
/// than Chromium's narrowest window. `library`: a script that is loaded before; may be empty.
std::vector<nlohmann::json> measure(const std::filesystem::path& page, const std::filesystem::path& folder,
                                    const std::vector<int>& widths, Scheme scheme, const std::filesystem::path& library,
                                    const std::string& body) {
    std::string text = read_file(page);
    const std::size_t policy = text.find("<meta http-equiv");
    if (policy == std::string::npos) throw std::runtime_error("the page has no policy that forbids scripts");
    text.erase(policy, text.find('>', policy) + 1 - policy);
    const std::string load = library.empty() ? "" : "<script src=\"file://" + library.string() + "\"></script>";
    text.insert(text.find("</body>"), load + "<script>addEventListener('load', async () => {const found = await (async () => {" +
                                          body + "})(); parent.postMessage(JSON.stringify(found), '*');})</script>");
    std::ofstream(folder / "measured.html", std::ios::binary) << text;
    std::ofstream frames(folder / "frames.html", std::ios::binary);
    frames << "<!doctype html><meta name=\"color-scheme\" content=\"light dark\"><script>addEventListener('message', e => {const "
              "found = document.createElement('pre'); found.textContent = encodeURIComponent(e.data); "
              "document.body.append(found)})</script><body>";
    for (const int width : widths)
        frames << "<iframe src=\"measured.html\" style=\"border:0;height:3000px;width:" << width << "px\"></iframe>";
    frames.close();
    const std::string command = "timeout 100 " + chromium().value() + flags + scheme_flag(scheme) +
                                " --window-size=1700,3100 --virtual-time-budget=60000 --allow-file-access-from-files" +
                                " --user-data-dir='" + (folder / "profile").string() + "' --dump-dom 'file://" +
                                (folder / "frames.html").string() + "'";
    const Outcome outcome = run_shell(command, folder, any_time);
    std::vector<nlohmann::json> all;
    const std::string open = "<pre>";
    for (std::size_t at = outcome.out.find(open); at != std::string::npos; at = outcome.out.find(open, at + 1)) {
        const std::size_t begin = at + open.size();
        all.push_back(nlohmann::json::parse(decoded(outcome.out.substr(begin, outcome.out.find("</pre>", begin) - begin))));
    }
    if (outcome.exit_code != 0 || all.size() != widths.size()) throw std::runtime_error("Chromium failed: " + outcome.err);
    return all;
}

}  // namespace

Layout layout_of(const std::filesystem::path& page, const std::filesystem::path& folder, int width) {
    const auto found = measure(page, folder, {width}, Scheme::light, {}, measure_layout).at(0);
    return {found["fits"], found["cut"], found["unseen"]};
}

Accessibility accessibility_of(const std::filesystem::path& page, const std::filesystem::path& folder,
                               const std::vector<int>& widths, Scheme scheme) {
    const char* const home = std::getenv("HOME");
    const std::string fetch = std::string("HOME=") + shell_quoted(home == nullptr ? "/" : home) + " " +
                              shell_quoted(INMAIL_SOURCE_DIR "/scripts/fetch-axe") + " " + shell_quoted(INMAIL_BINARY_DIR "/axe");
    const Outcome fetched = run_shell(fetch, folder, any_time);
    if (fetched.exit_code != 0) throw std::runtime_error("pages cannot be checked for accessibility: " + fetched.err);
    const std::string axe = fetched.out.substr(0, fetched.out.find('\n'));

    Accessibility all;
    for (const auto& found : measure(page, folder, widths, scheme, axe, ask_axe)) {
        for (const auto& fault : found["faults"]) all.faults.push_back(fault);
        for (const auto& rule : found["kept"]) all.kept.insert(rule.get<std::string>());
    }
    return all;
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
                                " --host-resolver-rules='MAP * ~NOTFOUND' --enable-logging=stderr --v=0" +
                                scheme_flag(scheme) + " --user-data-dir='" + (folder / "profile").string() +
                                "' --no-pdf-header-footer --log-net-log='" + net_log.string() + "' --screenshot='" +
                                visit.screenshot.string() + "' --print-to-pdf='" + visit.pdf.string() + "' --dump-dom 'file://" +
                                page.string() + "'";
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
