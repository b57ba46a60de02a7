#pragma once

// `meterbench run` as a user starts it, and all that comes back.

#include <cstdint>
#include <optional>
#include <string>

#include <nlohmann/json.hpp>

namespace bench::planted {

struct Invocation {
    std::string scenario{};                 // Path from the top of the sources.
    std::optional<std::string> firmware{};  // Name of a plug-in; none: the built-in product.
    std::optional<std::uint64_t> seed{};    // None: the scenario's.
    std::optional<int> cpu_limit_s{};       // For every process; none: the bench's own limit.
    bool verify = false;                    // Every run twice.
    std::optional<std::string> preload{};   // Name of a library that is loaded before all others.
};

struct Ended {
    int code = -1;           // Exit code; 128 + signal when killed.
    std::string messages;    // Standard error: messages, and the console report.
    nlohmann::json results;  // results.json; null if there is none.

    // The one run of the one scenario.
    [[nodiscard]] const nlohmann::json& run() const {
        return results.at("scenarios").at(0).at("runs").at(0);
    }
};

[[nodiscard]] Ended meterbench_run(const Invocation& invocation);

}  // namespace bench::planted
