// The sending half of fsk_codec: bits of PHR and PSDU in, coded pairs out.
module fsk_transmit (
  input  logic clk_i,
  input  logic rst_ni,
  input  logic rsc_i,
  input  logic interleave_i,
  input  logic whiten_i,
  input  logic fcs_i,

  input  logic valid_i,
  output logic ready_o,
  input  logic bit_i,
  input  logic last_i,

  output logic       valid_o,
  input  logic       ready_i,
  output logic [1:0] pair_o,
  output logic       last_o
);

  logic       framed_valid, framed_ready, framed_bit, framed_last;
  logic       coded_valid, coded_ready, coded_last;
  logic [1:0] coded_pair_bits, sent_pair, pn;

  fsk_fcs_append u_fcs_append (
    .clk_i,
    .rst_ni,
    .enable_i(fcs_i),
    .valid_i,
    .ready_o,
    .bit_i,
    .last_i,
    .valid_o (framed_valid),
    .ready_i (framed_ready),
    .bit_o   (framed_bit),
    .last_o  (framed_last)
  );

  fsk_encoder u_encoder (
    .clk_i,
    .rst_ni,
    .rsc_i,
    .valid_i(framed_valid),
    .ready_o(framed_ready),
    .bit_i  (framed_bit),
    .last_i (framed_last),
    .valid_o(coded_valid),
    .ready_i(coded_ready),
    .pair_o (coded_pair_bits),
    .last_o (coded_last)
  );

  fsk_interleaver #(
    .Width(2)
  ) u_interleaver (
    .clk_i,
    .rst_ni,
    .enable_i(interleave_i),
    .valid_i (coded_valid),
    .ready_o (coded_ready),
    .data_i  (coded_pair_bits),
    .last_i  (coded_last),
    .valid_o,
    .ready_i,
    .data_o  (sent_pair),
    .last_o
  );

  fsk_whitener u_whitener (
    .clk_i,
    .rst_ni,
    .enable_i (whiten_i),
    .advance_i(valid_o & ready_i),
    .last_i   (last_o),
    .pn_o     (pn)
  );

  assign pair_o = sent_pair ^ pn;

endmodule
