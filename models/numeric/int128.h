#pragma once

// 128-bit integers, which every compiler of ours has and ISO C++ does not name.

namespace bench {

__extension__ using Int128 = __int128;
__extension__ using Uint128 = unsigned __int128;

}  // namespace bench
