#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inmail/app/reports/settings.hpp"
#include "inmail/io/config.hpp"
#include "inmail/io/zone.hpp"

namespace inmail::cli {

/// The value of `pager` that turns it off.
constexpr std::string_view no_pager = "none";

/// The person's config file; empty if neither XDG_CONFIG_HOME nor HOME says where it is.
[[nodiscard]] std::filesystem::path config_path();
/// The folder of what the program may make again at any time; empty if neither XDG_CACHE_HOME nor HOME says where it is.
[[nodiscard]] std::filesystem::path cache_folder();
/// Reads the config file. Throws InputError as io::read_config does.
[[nodiscard]] io::Config user_config();

/// All values that a setting may have; empty: they cannot be listed.
[[nodiscard]] const std::vector<std::string>& choices_of_setting(std::string_view key);

/// Does something with a setting's value. What is wrong with the value then begins with its place and its key.
void naming_setting(const std::string& where, const std::string& key, const std::function<void()>& use);

/// Throws InputError, which begins with `where`, for a value that the setting or alias cannot have.
void check_setting(const std::string& key, const std::string& value, const std::string& where);

/// The defaults of one run: from flags, the environment, the config file, or the program.
class Settings {
  public:
    /// `ledger` and `color` are those options as typed. Throws InputError for a config file that cannot be read or has a bad
    /// value.
    Settings(std::optional<std::string> ledger, std::optional<std::string> color);

    /// The setting of one of io::setting_keys. A ledger's path is expanded. Throws InputError if that fails.
    [[nodiscard]] app::Setting find(std::string_view key) const;
    /// The display zone, if one is set.
    [[nodiscard]] const std::optional<io::Zone>& zone() const { return zone_; }
    [[nodiscard]] const io::Config& config() const { return config_; }

  private:
    io::Config config_;
    std::optional<std::string> ledger_;
    std::optional<std::string> color_;
    std::optional<io::Zone> zone_;
};

}  // namespace inmail::cli
