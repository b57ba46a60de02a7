// Notes which code answered, for each kind of symbol that a linker could bind to a stranger's of
// the same name.
//
// Built three times. As a plug-in it answers kOwnAnswer everywhere. As a library that is loaded
// before everything else (METERBENCH_STRANGER) it defines the same names with another answer. As a
// plug-in that exports all it has it is the control: there the stranger's code runs.

#include <cstdint>

#include "firmware/hal/diag.h"
#include "firmware/hal/hal.h"

namespace which {

constexpr int kOwnAnswer = 1;
#ifdef METERBENCH_STRANGER
constexpr int kAnswer = 2;
#else
constexpr int kAnswer = kOwnAnswer;
#endif

// noipa: a compiler that knows the answer would put it where the call is.
[[gnu::noipa]] int function() { return kAnswer; }
[[gnu::noipa]] inline int inline_function() { return kAnswer; }
template <typename T>
[[gnu::noipa]] int template_function() {
    return kAnswer;
}
template <typename T>
struct Holder {
    static const int value;
};
template <typename T>
const int Holder<T>::value = kAnswer;
inline constexpr int kInlineValue = kAnswer;
class Answering {
public:
    virtual int answer() const;

protected:
    ~Answering() = default;
};
class Answerer final : public Answering {
public:
    int answer() const override;
};
int Answering::answer() const { return 0; }
[[gnu::noipa]] int Answerer::answer() const { return kAnswer; }

[[gnu::noipa]] int through_the_table(const Answering& one) { return one.answer(); }
[[gnu::noipa]] int at(const volatile int* place) { return *place; }

}  // namespace which

namespace {

void note(hal_board* board, int answer) {
    const bool own = answer == which::kOwnAnswer;
    hal_diag_note(board, own ? HAL_DIAG_JOINED : HAL_DIAG_REJECTED, 0, 0);
}

void boot(void*, hal_board* board, std::uint32_t) {
    const which::Answerer answerer;
    note(board, which::function());
    note(board, which::inline_function());
    note(board, which::template_function<int>());
    note(board, which::at(&which::Holder<int>::value));
    note(board, which::at(&which::kInlineValue));
    note(board, which::through_the_table(answerer));
}

std::int64_t step(void*, std::int64_t, std::uint32_t) { return INT64_MAX; }

}  // namespace

#ifndef METERBENCH_STRANGER
extern "C" HAL_API const struct fw_image fw_image;
const struct fw_image fw_image = {
    HAL_ABI, {'w', 'h', 'i', 'c', 'h'}, "which_code_ran", 1, 1, 0, boot, step};
#else
extern "C" HAL_API const struct fw_image stranger;
const struct fw_image stranger = {
    HAL_ABI, {'s', 't', 'r', 'a', 'n', 'g', 'e'}, "stranger", 1, 1, 0, boot, step};
#endif
