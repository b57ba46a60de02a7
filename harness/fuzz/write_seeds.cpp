// fuzz_seeds FOLDER: writes the seeds of every target to FOLDER/TARGET/seed_N.

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include "harness/fuzz/seeds.h"
#include "harness/fuzz/targets.h"

int main(int count, char** arguments) {
    if (count != 2) {
        std::fputs("usage: fuzz_seeds FOLDER\n", stderr);
        return 2;
    }
    for (const bench::fuzz::Target& target : bench::fuzz::kTargets) {
        const std::filesystem::path folder = std::filesystem::path{arguments[1]} / target.name;
        std::filesystem::create_directories(folder);
        unsigned number = 0;
        for (const auto& seed : bench::fuzz::seeds_of(target.name)) {
            std::ofstream file{folder / ("seed_" + std::to_string(number++)), std::ios::binary};
            file.write(reinterpret_cast<const char*>(seed.data()),
                       static_cast<std::streamsize>(seed.size()));
            if (!file) {
                std::fprintf(stderr, "%s: cannot be written; name a folder that can\n",
                             folder.c_str());
                return 1;
            }
        }
    }
    return 0;
}
