#include "reports/result/result.h"

namespace bench::result {

const char* word(Verdict verdict) {
    switch (verdict) {
        case Verdict::pass:
            return "pass";
        case Verdict::fail:
            return "fail";
        case Verdict::inconclusive:
            return "inconclusive";
        case Verdict::vacuous:
            return "vacuous";
        case Verdict::error:
            return "error";
    }
    return "error";
}

}  // namespace bench::result
