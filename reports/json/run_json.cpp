#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <system_error>

#include "reports/json/fields.h"
#include "reports/json/json.h"

// A sweep hands over thousands of results a second: written straight into a string and read back in
// the order in which they were written, without a document in between.

namespace bench::json {
namespace {

using result::Verdict;

constexpr std::array kVerdicts{Verdict::pass, Verdict::fail, Verdict::inconclusive,
                               Verdict::vacuous, Verdict::error};
constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::size_t kFingerprintDigits = 16;
constexpr std::size_t kTypicalSize = 8192;

template <typename Struct>
concept Object = std::is_class_v<Struct>;

class Writer {
public:
    template <typename Value>
    void operator()(const char* name, const Value& value) {
        key(name);
        write(value);
    }
    void hexadecimal(const char* name, std::uint64_t value) {
        key(name);
        out_ += '"';
        for (unsigned shift = 64; shift > 0; shift -= 4)
            out_ += kHexDigits[value >> (shift - 4) & 15U];
        out_ += '"';
    }
    template <Object Struct>
    void write(const Struct& item) {
        out_ += '{';
        fields(*this, item);
        out_ += '}';
    }
    void write(const std::string& text) {
        out_ += '"';
        for (const char c : text) write_character(c);
        out_ += '"';
    }
    void write(bool flag) { out_ += flag ? "true" : "false"; }
    void write(Verdict verdict) { (out_ += '"') += result::word(verdict), out_ += '"'; }
    template <std::integral Integer>
    void write(Integer value) {
        write_number(value);
    }
    void write(double value) {
        if (std::isfinite(value)) {
            write_number(value);
        } else {
            out_ += std::isnan(value) ? "\"nan\"" : value > 0 ? "\"inf\"" : "\"-inf\"";
        }
    }
    template <typename Value>
    void write(const std::optional<Value>& value) {
        if (value) {
            write(*value);
        } else {
            out_ += "null";
        }
    }
    template <typename Value>
    void write(const std::vector<Value>& values) {
        out_ += '[';
        for (const Value& value : values) {
            if (out_.back() != '[') out_ += ',';
            write(value);
        }
        out_ += ']';
    }
    [[nodiscard]] std::string take() { return std::move(out_); }
    void reserve() { out_.reserve(kTypicalSize); }

private:
    void key(const char* name) {
        if (out_.back() != '{') out_ += ',';
        (out_ += '"') += name;
        out_ += "\":";
    }
    void write_character(char c) {
        const auto octet = static_cast<unsigned char>(c);
        if (octet < 0x20) {
            out_ += "\\u00";
            out_ += kHexDigits[octet >> 4U];
            out_ += kHexDigits[octet & 15U];
            return;
        }
        if (c == '"' || c == '\\') out_ += '\\';
        out_ += c;
    }
    // The shortest text that reads back as the same number.
    template <typename Number>
    void write_number(Number value) {
        std::array<char, 32> text{};
        const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
        out_.append(text.data(), end);
    }

    std::string out_;
};

class Reader {
public:
    explicit Reader(std::string_view text) : rest_{text} {}

    template <typename Value>
    void operator()(std::string_view name, Value& value) {
        key(name);
        read(value);
    }
    void hexadecimal(std::string_view name, std::uint64_t& value) {
        key(name);
        std::string text;
        read(text);
        const char* end = text.data() + text.size();
        const bool whole = std::from_chars(text.data(), end, value, 16).ptr == end;
        if (!whole || text.size() != kFingerprintDigits) refuse("16 hexadecimal digits");
    }
    template <Object Struct>
    void read(Struct& item) {
        expect("{");
        first_ = true;
        fields(*this, item);
        expect("}");
        first_ = false;
    }
    void read(std::string& text) {
        text.clear();
        expect("\"");
        while (!accept('"')) text += character();
    }
    void read(bool& flag) {
        flag = !rest_.empty() && rest_.front() == 't';
        expect(flag ? "true" : "false");
    }
    void read(Verdict& verdict) {
        std::string text;
        read(text);
        for (const Verdict candidate : kVerdicts) {
            if (text == result::word(candidate)) {
                verdict = candidate;
                return;
            }
        }
        refuse("a verdict");
    }
    template <std::integral Integer>
    void read(Integer& value) {
        read_number(value);
    }
    void read(double& value) {
        if (rest_.empty() || rest_.front() != '"') return read_number(value);
        std::string text;
        read(text);
        using Limits = std::numeric_limits<double>;
        if (text != "nan" && text != "inf" && text != "-inf") refuse("a number");
        const double infinity = text == "inf" ? Limits::infinity() : -Limits::infinity();
        value = text == "nan" ? Limits::quiet_NaN() : infinity;
    }
    template <typename Value>
    void read(std::optional<Value>& value) {
        value.reset();
        if (!rest_.empty() && rest_.front() == 'n') return expect("null");
        read(value.emplace());
    }
    template <typename Value>
    void read(std::vector<Value>& values) {
        values.clear();
        expect("[");
        if (accept(']')) return;
        do {
            read(values.emplace_back());
        } while (accept(','));
        expect("]");
    }
    void expect_end() const {
        if (!rest_.empty()) refuse("the end");
    }

private:
    [[noreturn]] static void refuse(std::string_view expected) {
        throw std::invalid_argument{"run result: expected " + std::string{expected}};
    }
    void expect(std::string_view token) {
        if (!rest_.starts_with(token)) refuse(token);
        rest_.remove_prefix(token.size());
    }
    bool accept(char c) {
        if (rest_.empty() || rest_.front() != c) return false;
        rest_.remove_prefix(1);
        return true;
    }
    void key(std::string_view name) {
        if (!first_) expect(",");
        first_ = false;
        expect("\"");
        expect(name);
        expect("\":");
    }
    char character() {
        if (rest_.empty()) refuse("the end of a string");
        const char c = rest_.front();
        rest_.remove_prefix(1);
        if (c != '\\') return c;
        if (accept('"')) return '"';
        if (accept('\\')) return '\\';
        expect("u00");
        unsigned code = 0;
        const char* start = rest_.data();
        const char* end = start + std::min<std::size_t>(rest_.size(), 2);
        if (end != start + 2 || std::from_chars(start, end, code, 16).ptr != end)
            refuse("two digits");
        rest_.remove_prefix(2);
        return static_cast<char>(code);
    }
    template <typename Number>
    void read_number(Number& value) {
        const char* end = rest_.data() + rest_.size();
        const auto parsed = std::from_chars(rest_.data(), end, value);
        if (parsed.ec != std::errc{}) refuse("a number in range");
        rest_.remove_prefix(static_cast<std::size_t>(parsed.ptr - rest_.data()));
    }

    std::string_view rest_;
    bool first_ = true;  // The next key is the first of its object.
};

}  // namespace

std::string to_json(const result::RunResult& run) {
    Writer writer;
    writer.reserve();
    writer.write(run);
    return writer.take();
}

result::RunResult run_from_json(std::string_view text) {
    result::RunResult run;
    Reader reader{text};
    reader.read(run);
    reader.expect_end();
    return run;
}

}  // namespace bench::json
