#include "harness/cli/identity.h"

#include <source_identity.h>

namespace bench::cli {

result::Identity identity() {
    return {METERBENCH_VERSION, METERBENCH_COMMIT, METERBENCH_DIRTY, {}, {}};
}

}  // namespace bench::cli
