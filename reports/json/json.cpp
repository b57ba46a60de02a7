#include "reports/json/json.h"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include "reports/json/fields.h"

namespace bench::json {
namespace {

using Json = nlohmann::ordered_json;
using result::Verdict;

constexpr const char* kFormat = "meterbench-results";
constexpr std::array kVerdicts{Verdict::pass, Verdict::fail, Verdict::inconclusive,
                               Verdict::vacuous, Verdict::error};
constexpr std::size_t kHexDigits = 16;

[[noreturn]] void refuse(const std::string& why) { throw std::invalid_argument{"results: " + why}; }

template <typename Struct>
concept Object = std::is_class_v<Struct>;

// ---- Writing ----

template <Object Struct>
Json encoded(const Struct& item);

inline Json encoded(const std::string& text) { return text; }
inline Json encoded(Verdict verdict) { return result::word(verdict); }
template <std::integral Integer>
Json encoded(Integer value) {
    return value;
}
// JSON has no words for these; strings keep them apart from null.
inline Json encoded(double value) {
    if (std::isnan(value)) return "nan";
    if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
    return value;
}
template <typename Value>
Json encoded(const std::optional<Value>& value) {
    return value ? encoded(*value) : Json{};
}
template <typename Value>
Json encoded(const std::vector<Value>& values) {
    Json array = Json::array();
    for (const Value& value : values) array.push_back(encoded(value));
    return array;
}

class Writer {
public:
    template <typename Value>
    void operator()(const char* name, const Value& value) {
        append(name, encoded(value));
    }
    // 64 bits that are no number: readers with doubles only would change it.
    void hexadecimal(const char* name, std::uint64_t value) {
        std::string text(kHexDigits, '0');
        for (std::size_t i = kHexDigits; i-- > 0; value >>= 4U)
            text[i] = "0123456789abcdef"[value & 15U];
        append(name, text);
    }
    [[nodiscard]] Json take() { return std::move(object_); }

private:
    void append(const char* name, Json value) {
        // The names of one struct differ: no search for an equal one.
        object_.get_ref<Json::object_t&>().Json::object_t::Container::emplace_back(
            name, std::move(value));
    }
    Json object_ = Json::object();
};

template <Object Struct>
Json encoded(const Struct& item) {
    Writer writer;
    fields(writer, item);
    return writer.take();
}

std::string dumped(const Json& json, int indent) {
    return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

// ---- Reading ----

template <Object Struct>
void decode(const Json& json, Struct& item);

inline void decode(const Json& json, std::string& text) {
    text = json.get_ref<const std::string&>();
}
inline void decode(const Json& json, bool& flag) { flag = json.get<bool>(); }

template <std::integral Integer>
void decode(const Json& json, Integer& number) {
    if (!json.is_number_integer()) refuse("an integer was expected");
    const bool fits = json.is_number_unsigned() ? std::in_range<Integer>(json.get<std::uint64_t>())
                                                : std::in_range<Integer>(json.get<std::int64_t>());
    if (!fits) refuse("an integer is out of range");
    number = json.get<Integer>();
}
inline void decode(const Json& json, Verdict& verdict) {
    const auto& text = json.get_ref<const std::string&>();
    for (const Verdict candidate : kVerdicts) {
        if (text == result::word(candidate)) {
            verdict = candidate;
            return;
        }
    }
    refuse("unknown verdict " + text);
}
inline void decode(const Json& json, double& value) {
    if (!json.is_string()) {
        value = json.get<double>();
        return;
    }
    const auto& text = json.get_ref<const std::string&>();
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    if (text == "nan") {
        value = std::numeric_limits<double>::quiet_NaN();
    } else if (text == "inf" || text == "-inf") {
        value = text == "inf" ? kInfinity : -kInfinity;
    } else {
        refuse("a number was expected");
    }
}
template <typename Value>
void decode(const Json& json, std::optional<Value>& value) {
    value.reset();
    if (!json.is_null()) decode(json, value.emplace());
}
template <typename Value>
void decode(const Json& json, std::vector<Value>& values) {
    values.clear();
    for (const Json& item : json.get_ref<const Json::array_t&>())
        decode(item, values.emplace_back());
}

class Reader {
public:
    explicit Reader(const Json& object) : object_{object} {}
    template <typename Value>
    void operator()(const char* name, Value& value) {
        decode(object_.at(name), value);
    }
    void hexadecimal(const char* name, std::uint64_t& value) {
        const auto& text = object_.at(name).get_ref<const std::string&>();
        const char* end = text.data() + text.size();
        const auto parsed = std::from_chars(text.data(), end, value, 16);
        if (parsed.ptr != end || text.size() != kHexDigits)
            refuse("16 hexadecimal digits were expected");
    }

private:
    const Json& object_;
};

template <Object Struct>
void decode(const Json& json, Struct& item) {
    Reader reader{json};
    fields(reader, item);
}

template <typename Struct>
Struct parsed(const Json& json) {
    Struct item;
    decode(json, item);
    return item;
}

}  // namespace

std::string write_json(const result::SessionResult& session) {
    Json json{{"format", kFormat}, {"format_version", kFormatVersion}};
    json.update(encoded(session));
    return dumped(json, 1) + "\n";
}

result::SessionResult session_from_json(std::string_view text) {
    try {
        const Json json = Json::parse(text);
        if (json.at("format") != kFormat) refuse("another format");
        if (json.at("format_version") != kFormatVersion) refuse("another format version");
        return parsed<result::SessionResult>(json);
    } catch (const Json::exception& error) {
        refuse(error.what());
    }
}

}  // namespace bench::json
