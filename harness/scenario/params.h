#pragma once

// `params:` and `$(name)`: values that a user may set, filled in before anything is read.

#include <map>
#include <string>

#include "harness/scenario/field.h"
#include "harness/scenario/findings.h"
#include "harness/scenario/tree.h"

namespace bench::scenario {

using Overrides = std::map<std::string, std::string>;  // --set name=value

// Replaces every $(...) in `root` and checks the overrides; the key `params` is consumed.
void apply_params(Node& root, const Overrides& overrides, Findings& findings);
// The keys of one parameter.
void describe_params(Fields& fields);

}  // namespace bench::scenario
