// libsystemc's own main() wants an sc_main; the bench has a main of its own and drives the kernel
// itself.

#include <systemc>

int sc_main(int, char**) { return 0; }
