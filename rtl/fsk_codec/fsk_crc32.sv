// The register of FCS-32 (IEEE 802.3 CRC-32, 802.15.4-2020 7.2.11), one bit a clock.
//
// Bits go in as they are on the air, least significant of an octet first. Shifting the check sequence
// out fills the register with ones, which is what the next frame starts from.
module fsk_crc32 (
  input  logic clk_i,
  input  logic rst_ni,

  input  logic update_i,  // Takes bit_i in. Not together with shift_i.
  input  logic bit_i,
  input  logic shift_i,   // Goes on to the next bit of the check sequence.
  output logic fcs_bit_o  // The bit of the check sequence that is due.
);

  localparam logic [31:0] Polynomial = 32'h04C1_1DB7;

  logic [31:0] crc_d, crc_q;

  always_comb begin
    crc_d = crc_q;
    if (update_i) begin
      crc_d = {crc_q[30:0], 1'b0} ^ (Polynomial & {32{crc_q[31] ^ bit_i}});
    end else if (shift_i) begin
      crc_d = {crc_q[30:0], 1'b1};
    end
  end

  assign fcs_bit_o = ~crc_q[31];

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      crc_q <= '1;
    end else begin
      crc_q <= crc_d;
    end
  end

endmodule
