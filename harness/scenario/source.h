#pragma once

// The text of one scenario file, and places in it.
//
// yaml-cpp counts columns in bytes from 0; authors count characters from 1. The conversion happens
// here and nowhere else.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace bench::scenario {

class Source {
public:
    Source(std::string name, std::string bytes, std::vector<std::string> chain = {});

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] const std::string& bytes() const { return bytes_; }
    // Who uses this file: "a.yaml:12", innermost first.
    [[nodiscard]] const std::vector<std::string>& chain() const { return chain_; }
    [[nodiscard]] int lines() const { return static_cast<int>(starts_.size()); }
    // Line `number` (from 1) without its end; empty outside the file.
    [[nodiscard]] std::string_view line(int number) const;
    // Everything from this place on; line from 1, byte column from 0.
    [[nodiscard]] std::string_view from(int line, int byte_column) const;
    // Character column (from 1) of a byte column (from 0).
    [[nodiscard]] int column(int line, int byte_column) const;

private:
    std::string name_;
    std::string bytes_;
    std::vector<std::string> chain_;
    std::vector<std::size_t> starts_;
};

using SourcePtr = std::shared_ptr<const Source>;

struct Place {
    SourcePtr source;  // None: not in a file (the command line).
    int line = 0;
    int column = 0;  // Characters.
    int length = 1;
};

// Length of a UTF-8 text in characters.
[[nodiscard]] int characters(std::string_view utf8);
// Offset of the first byte that is not UTF-8 or is a control character other than tab, CR, LF; or
// npos.
[[nodiscard]] std::size_t first_bad_byte(std::string_view bytes);

}  // namespace bench::scenario
