// The trellis of the two SUN FSK convolutional codes: constraint length 4, rate 1/2.
//
// Source: IEEE 802.15.4-2020, 19.3.4 (NRNSC and RSC). The order u1, u0 inside a pair is that of one
// open implementation (sun_phy), not read in the standard's figures.
package fsk_pkg;

  localparam int unsigned PhrBits = 16;     // Neither checked nor whitened.
  localparam int unsigned FcsBits = 32;
  localparam int unsigned BlockPairs = 16;  // Pairs in a block of the interleaver.
  localparam int unsigned TailBits = 3;
  localparam int unsigned LengthWidth = 15; // Information bits of a field: at most 2049 octets.
  localparam int unsigned SoftWidth = 4;    // Signed; -8 counts as -7.

  // {M0, M1, M2}, M0 the newest.
  typedef logic [2:0] state_t;

  // What goes into the shift register. Without feedback the bit itself.
  function automatic logic feedback(input logic rsc, input logic [2:0] m, input logic b);
    feedback = rsc ? b ^ (^m) : b;
  endfunction

  function automatic logic [2:0] next_state(input logic rsc, input logic [2:0] m, input logic b);
    next_state = {feedback(rsc, m, b), m[2:1]};
  endfunction

  // {u1, u0}; u1 is sent first.
  function automatic logic [1:0] coded_pair(input logic rsc, input logic [2:0] m, input logic b);
    logic f;
    f = feedback(rsc, m, b);
    coded_pair = rsc ? {f ^ m[1] ^ m[0], b} : {~(f ^ m[1] ^ m[0]), ~(f ^ (^m))};
  endfunction

  // The bit that takes the register towards 000: a zero goes in.
  function automatic logic tail_bit(input logic rsc, input logic [2:0] m);
    tail_bit = rsc & (^m);
  endfunction

endpackage
