// Passes a frame on and adds FCS-32 over what follows the PHR. Off, it passes the frame on.
//
// A payload of less than four octets is checked as if zeros followed it (802.15.4-2020, 7.2.11); the
// zeros cost a clock each and are not sent.
module fsk_fcs_append (
  input  logic clk_i,
  input  logic rst_ni,
  input  logic enable_i,  // Constant within a frame.

  input  logic valid_i,
  output logic ready_o,
  input  logic bit_i,
  input  logic last_i,

  output logic valid_o,
  input  logic ready_i,
  output logic bit_o,
  output logic last_o
);

  // Past so many bits nothing need be filled up.
  localparam logic [5:0] FullIndex = 6'(fsk_pkg::PhrBits + 32);
  localparam logic [4:0] LastFcsBit = 5'(fsk_pkg::FcsBits - 1);

  typedef enum logic [1:0] {Pass, Fill, Fcs} phase_e;

  phase_e     phase_d, phase_q;
  logic [5:0] index_d, index_q;  // Bits of the frame so far, stops at FullIndex.
  logic [4:0] fcs_index_d, fcs_index_q;
  logic       taken, update, shift, fcs_bit;

  fsk_crc32 u_crc (
    .clk_i,
    .rst_ni,
    .update_i (update),
    .bit_i    ((phase_q == Pass) & bit_i),
    .shift_i  (shift),
    .fcs_bit_o(fcs_bit)
  );

  assign ready_o = (phase_q == Pass) & ready_i;
  assign taken   = valid_i & ready_o;
  assign valid_o = (phase_q == Pass) ? valid_i : (phase_q == Fcs);
  assign bit_o   = (phase_q == Pass) ? bit_i : fcs_bit;
  assign last_o  = (phase_q == Pass) ? last_i & ~enable_i : fcs_index_q == LastFcsBit;
  assign update  = enable_i & ((taken & (index_q >= 6'(fsk_pkg::PhrBits))) | (phase_q == Fill));
  assign shift   = (phase_q == Fcs) & ready_i;

  always_comb begin
    phase_d     = phase_q;
    index_d     = index_q;
    fcs_index_d = fcs_index_q;
    unique case (phase_q)
      Pass: begin
        if (taken) begin
          if (index_q != FullIndex) index_d = index_q + 6'd1;
          if (last_i) begin
            if (!enable_i) index_d = '0;
            else if (index_q + 6'd1 < FullIndex) phase_d = Fill;
            else phase_d = Fcs;
          end
        end
      end
      Fill: begin
        index_d = index_q + 6'd1;
        if (index_d == FullIndex) phase_d = Fcs;
      end
      Fcs: begin
        if (ready_i) begin
          fcs_index_d = fcs_index_q + 5'd1;
          if (fcs_index_q == LastFcsBit) begin
            phase_d = Pass;
            index_d = '0;
          end
        end
      end
      default: phase_d = Pass;
    endcase
  end

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      phase_q     <= Pass;
      index_q     <= '0;
      fcs_index_q <= '0;
    end else begin
      phase_q     <= phase_d;
      index_q     <= index_d;
      fcs_index_q <= fcs_index_d;
    end
  end

endmodule
