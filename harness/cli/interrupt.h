#pragma once

// Ctrl-C as something to be asked for: the first asks to finish with reports, the second ends the
// process.

namespace bench::cli {

class Interrupt {
public:
    Interrupt();   // Blocks SIGINT for this process and its children.
    ~Interrupt();  // Unblocks it.
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;
    // True once the user has asked to stop.
    [[nodiscard]] bool asked();

private:
    int fd_ = -1;
    bool asked_ = false;
};

}  // namespace bench::cli
