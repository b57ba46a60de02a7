// The whitening sequence PN9 (x^9 + x^5 + 1, seed 0x1FF; 802.15.4-2020, 16.2.3), two bits a clock.
//
// Whitening is the last step of sending: it covers the coded bits, interleaved, of the PSDU. The 16 pairs
// of the PHR pass unwhitened and do not advance the sequence.
module fsk_whitener (
  input  logic clk_i,
  input  logic rst_ni,
  input  logic enable_i,   // Constant within a frame. 0: zeros.

  input  logic advance_i,  // A pair passes.
  input  logic last_i,     // It is the frame's last.
  output logic [1:0] pn_o  // For the pair that is due; bit 1 for the bit that is sent first.
);

  logic [8:0] history_d, history_q;  // The last nine bits of the sequence, newest in bit 0.
  logic [4:0] phr_pairs_d, phr_pairs_q;
  logic       in_psdu;
  logic [1:0] pn;

  assign in_psdu = phr_pairs_q == 5'(fsk_pkg::PhrBits);
  assign pn      = history_q[8:7] ^ history_q[3:2];
  assign pn_o    = pn & {2{enable_i & in_psdu}};

  always_comb begin
    history_d   = history_q;
    phr_pairs_d = phr_pairs_q;
    if (advance_i) begin
      if (last_i) begin
        history_d   = '1;
        phr_pairs_d = '0;
      end else if (in_psdu) begin
        history_d = {history_q[6:0], pn};
      end else begin
        phr_pairs_d = phr_pairs_q + 5'd1;
      end
    end
  end

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      history_q   <= '1;
      phr_pairs_q <= '0;
    end else begin
      history_q   <= history_d;
      phr_pairs_q <= phr_pairs_d;
    end
  end

endmodule
