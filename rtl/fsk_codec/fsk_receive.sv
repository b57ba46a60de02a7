// The receiving half of fsk_codec: soft pairs in, bits of PHR and PSDU out.
module fsk_receive #(
  parameter int unsigned Depth = 128
) (
  input  logic                   clk_i,
  input  logic                   rst_ni,
  input  logic                   rsc_i,
  input  logic                   interleave_i,
  input  logic                   whiten_i,
  input  logic                   fcs_i,
  input  logic [fsk_pkg::LengthWidth-1:0] info_bits_i,

  input  logic                        valid_i,
  output logic                        ready_o,
  input  logic signed [fsk_pkg::SoftWidth-1:0] soft_u1_i,
  input  logic signed [fsk_pkg::SoftWidth-1:0] soft_u0_i,

  output logic valid_o,
  input  logic ready_i,
  output logic bit_o,
  output logic last_o,
  output logic fcs_ok_o,
  output logic merged_o
);

  typedef logic signed [fsk_pkg::SoftWidth-1:0] soft_t;

  // A whitening bit of 1 turns the meaning round. -8 has no opposite: it is taken for -7.
  function automatic soft_t turned(input soft_t value, input logic turn);
    turned = !turn ? value : (value == -4'sd8) ? 4'sd7 : -value;
  endfunction

  logic [fsk_pkg::LengthWidth-1:0] pair_d, pair_q;  // Pairs of the frame so far.
  logic                   taken, last;
  logic [1:0]             pn;
  logic                   block_valid, block_ready, block_last;
  soft_t                  block_u1, block_u0;
  logic                   decoded_valid, decoded_ready, decoded_bit, decoded_last;

  // With tail and pad a field is the next whole block after its information.
  assign taken = valid_i & ready_o;
  assign last  = pair_q == {info_bits_i[fsk_pkg::LengthWidth-1:4], 4'(fsk_pkg::BlockPairs - 1)};

  always_comb begin
    pair_d = pair_q;
    if (taken) pair_d = last ? '0 : pair_q + fsk_pkg::LengthWidth'(1);
  end

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      pair_q <= '0;
    end else begin
      pair_q <= pair_d;
    end
  end

  fsk_whitener u_whitener (
    .clk_i,
    .rst_ni,
    .enable_i (whiten_i),
    .advance_i(taken),
    .last_i   (last),
    .pn_o     (pn)
  );

  fsk_interleaver #(
    .Width(2 * fsk_pkg::SoftWidth)
  ) u_interleaver (
    .clk_i,
    .rst_ni,
    .enable_i(interleave_i),
    .valid_i,
    .ready_o,
    .data_i  ({turned(soft_u1_i, pn[1]), turned(soft_u0_i, pn[0])}),
    .last_i  (last),
    .valid_o (block_valid),
    .ready_i (block_ready),
    .data_o  ({block_u1, block_u0}),
    .last_o  (block_last)
  );

  fsk_viterbi #(
    .Depth(Depth)
  ) u_viterbi (
    .clk_i,
    .rst_ni,
    .rsc_i,
    .info_bits_i,
    .valid_i  (block_valid),
    .ready_o  (block_ready),
    .soft_u1_i(block_u1),
    .soft_u0_i(block_u0),
    .last_i   (block_last),
    .valid_o  (decoded_valid),
    .ready_i  (decoded_ready),
    .bit_o    (decoded_bit),
    .last_o   (decoded_last),
    .merged_o
  );

  fsk_fcs_check u_fcs_check (
    .clk_i,
    .rst_ni,
    .enable_i(fcs_i),
    .info_bits_i,
    .valid_i (decoded_valid),
    .ready_o (decoded_ready),
    .bit_i   (decoded_bit),
    .last_i  (decoded_last),
    .valid_o,
    .ready_i,
    .bit_o,
    .last_o,
    .ok_o    (fcs_ok_o)
  );

endmodule
