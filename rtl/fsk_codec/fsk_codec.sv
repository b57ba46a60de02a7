// The SUN FSK codec: from the bits of PHR and PSDU to the coded bits on the air, and back from soft
// values.
//
// Send:    FCS -> convolutional code, tail, pad -> interleaver -> whitening.
// Receive: whitening -> interleaver -> Viterbi decoder -> FCS.
// Every stream has valid and ready; a beat passes when both are high. Settings of a path are constant from
// the first beat of a frame into it until the last out of it.
module fsk_codec #(
  parameter int unsigned Depth = 128  // Of the decoder, in bits; at least 40.
) (
  input  logic clk_i,
  input  logic rst_ni,

  input  logic tx_rsc_i,         // 0: NRNSC
  input  logic tx_interleave_i,
  input  logic tx_whiten_i,
  input  logic tx_fcs_i,         // Adds FCS-32 to the PSDU.
  input  logic tx_valid_i,
  output logic tx_ready_o,
  input  logic tx_bit_i,         // PHR (16 bits) and PSDU, a whole number of octets.
  input  logic tx_last_i,
  output logic       tx_valid_o,
  input  logic       tx_ready_i,
  output logic [1:0] tx_pair_o,  // Bit 1 is sent first.
  output logic       tx_last_o,

  input  logic rx_rsc_i,
  input  logic rx_interleave_i,
  input  logic rx_whiten_i,
  input  logic rx_fcs_i,         // The PSDU ends with FCS-32.
  input  logic [fsk_pkg::LengthWidth-1:0] rx_info_bits_i,  // PHR, PSDU with FCS: whole octets.
  input  logic rx_valid_i,
  output logic rx_ready_o,
  input  logic signed [fsk_pkg::SoftWidth-1:0] rx_soft_u1_i,  // Came first. Positive: rather a 1.
  input  logic signed [fsk_pkg::SoftWidth-1:0] rx_soft_u0_i,
  output logic rx_valid_o,
  input  logic rx_ready_i,
  output logic rx_bit_o,
  output logic rx_last_o,
  output logic rx_fcs_ok_o,      // Valid with rx_last_o.
  output logic rx_merged_o       // Valid with rx_last_o: see fsk_viterbi.
);

  fsk_transmit u_transmit (
    .clk_i,
    .rst_ni,
    .rsc_i       (tx_rsc_i),
    .interleave_i(tx_interleave_i),
    .whiten_i    (tx_whiten_i),
    .fcs_i       (tx_fcs_i),
    .valid_i     (tx_valid_i),
    .ready_o     (tx_ready_o),
    .bit_i       (tx_bit_i),
    .last_i      (tx_last_i),
    .valid_o     (tx_valid_o),
    .ready_i     (tx_ready_i),
    .pair_o      (tx_pair_o),
    .last_o      (tx_last_o)
  );

  fsk_receive #(
    .Depth(Depth)
  ) u_receive (
    .clk_i,
    .rst_ni,
    .rsc_i       (rx_rsc_i),
    .interleave_i(rx_interleave_i),
    .whiten_i    (rx_whiten_i),
    .fcs_i       (rx_fcs_i),
    .info_bits_i (rx_info_bits_i),
    .valid_i     (rx_valid_i),
    .ready_o     (rx_ready_o),
    .soft_u1_i   (rx_soft_u1_i),
    .soft_u0_i   (rx_soft_u0_i),
    .valid_o     (rx_valid_o),
    .ready_i     (rx_ready_i),
    .bit_o       (rx_bit_o),
    .last_o      (rx_last_o),
    .fcs_ok_o    (rx_fcs_ok_o),
    .merged_o    (rx_merged_o)
  );

endmodule
