// Passes a decoded frame on and tells with its last bit whether its FCS-32 is right.
//
// A payload of less than four octets makes it pause for the zeros that the check sequence covers.
module fsk_fcs_check (
  input  logic                   clk_i,
  input  logic                   rst_ni,
  input  logic                   enable_i,     // Constant within a frame, like the length.
  input  logic [fsk_pkg::LengthWidth-1:0] info_bits_i,  // PHR, payload and FCS.

  input  logic valid_i,
  output logic ready_o,
  input  logic bit_i,
  input  logic last_i,

  output logic valid_o,
  input  logic ready_i,
  output logic bit_o,
  output logic last_o,
  output logic ok_o  // Valid with last_o. Never for a frame too short to hold a check sequence.
);

  localparam logic [fsk_pkg::LengthWidth-1:0] Shortest =
      fsk_pkg::LengthWidth'(fsk_pkg::PhrBits + fsk_pkg::FcsBits);

  logic [fsk_pkg::LengthWidth-1:0] index_d, index_q;
  logic [5:0]             covered_d, covered_q;  // Bits that the check covers so far, stops at 32.
  logic                   ok_d, ok_q;
  logic                   active, at_fcs, fill, taken, in_payload, update, equal, fcs_bit;

  assign active     = enable_i & (info_bits_i >= Shortest);
  assign at_fcs     = active & (index_q >= info_bits_i - fsk_pkg::LengthWidth'(fsk_pkg::FcsBits));
  assign fill       = at_fcs & (covered_q < 6'd32);
  assign ready_o    = ready_i & ~fill;
  assign taken      = valid_i & ready_o;
  assign in_payload = active & ~at_fcs & (index_q >= fsk_pkg::LengthWidth'(fsk_pkg::PhrBits));
  assign update     = fill | (taken & in_payload);
  assign equal    = bit_i == fcs_bit;

  assign valid_o = valid_i & ~fill;
  assign bit_o   = bit_i;
  assign last_o  = last_i;
  assign ok_o    = active & ok_q & equal;

  fsk_crc32 u_crc (
    .clk_i,
    .rst_ni,
    .update_i (update),
    .bit_i    (bit_i & ~fill),
    .shift_i  (taken & at_fcs),
    .fcs_bit_o(fcs_bit)
  );

  always_comb begin
    index_d   = index_q;
    covered_d = covered_q;
    ok_d      = ok_q;
    if (update && covered_q < 6'd32) covered_d = covered_q + 6'd1;
    if (taken) begin
      index_d = index_q + fsk_pkg::LengthWidth'(1);
      if (at_fcs && !equal) ok_d = 1'b0;
      if (last_i) begin
        index_d   = '0;
        covered_d = '0;
        ok_d      = 1'b1;
      end
    end
  end

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      index_q   <= '0;
      covered_q <= '0;
      ok_q      <= 1'b1;
    end else begin
      index_q   <= index_d;
      covered_q <= covered_d;
      ok_q      <= ok_d;
    end
  end

endmodule
