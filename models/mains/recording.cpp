#include "models/mains/recording.h"

#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <utility>

#include "models/mains/dsmr_p1.h"
#include "models/mains/series.h"
#include "models/mains/uci_household.h"

namespace bench::mains {
namespace {

std::variant<std::string, RecordingError> contents_of(const std::string& path) {
    namespace fs = std::filesystem;
    std::error_code code;
    const fs::file_status status = fs::status(path, code);
    if (!fs::exists(status)) {
        return RecordingError{0, 0, "no such file: " + path,
                              "paths are relative to the working folder"};
    }
    if (fs::is_directory(status)) {
        return RecordingError{0, 0, path + " is a folder", "name the file in it"};
    }
    const std::ifstream file{path, std::ios::binary};
    std::ostringstream text;
    text << file.rdbuf();
    if (!file.is_open() || text.bad()) {
        return RecordingError{0, 0, "cannot read " + path, "check the permissions of the file"};
    }
    return std::move(text).str();
}

}  // namespace

std::variant<Recording, RecordingError> read_recording(const RecordingConfig& config) {
    auto contents = contents_of(config.path);
    if (auto* error = std::get_if<RecordingError>(&contents)) return *error;
    const std::string& text = std::get<std::string>(contents);
    const bool dsmr = config.reader == Reader::dsmr_p1;
    Series series{dsmr ? kDsmrPeriod : kUciPeriod, config.hold};
    const auto error = dsmr ? read_dsmr_p1(text, config.phase, series)
                            : read_uci_household(text, config.phase, series);
    if (error) return *error;
    return std::move(series).finish(config.path);
}

}  // namespace bench::mains
