// Convolutional encoder: a pair for each bit, then for the tail, then for pad bits until the field is a
// whole number of interleaver blocks. No clock is lost; the pair follows its bit without a register.
module fsk_encoder (
  input  logic clk_i,
  input  logic rst_ni,
  input  logic rsc_i,  // Constant within a frame. 0: NRNSC.

  input  logic valid_i,
  output logic ready_o,
  input  logic bit_i,
  input  logic last_i,

  output logic       valid_o,
  input  logic       ready_i,
  output logic [1:0] pair_o,  // {u1, u0}
  output logic       last_o
);

  // 0 1011 0000 1011 in the order of sending from bit 0 on; an odd number of octets takes five.
  localparam logic [15:0] PadBits = 16'b0001_1010_0001_1010;
  localparam logic [3:0] LastPair = 4'(fsk_pkg::BlockPairs - 1);

  typedef enum logic [1:0] {Info, Tail, Pad} phase_e;

  phase_e     phase_d, phase_q;
  fsk_pkg::state_t     state_d, state_q;
  logic [3:0] pair_index_d, pair_index_q;  // Pairs of the frame so far, modulo a block.
  logic [3:0] step_d, step_q;              // Bits of tail or pad so far.
  logic       coding_bit;

  always_comb begin
    unique case (phase_q)
      Tail:    coding_bit = fsk_pkg::tail_bit(rsc_i, state_q);
      Pad:     coding_bit = PadBits[step_q];
      default: coding_bit = bit_i;
    endcase
  end

  assign ready_o = (phase_q == Info) & ready_i;
  assign valid_o = (phase_q == Info) ? valid_i : 1'b1;
  assign pair_o  = fsk_pkg::coded_pair(rsc_i, state_q, coding_bit);
  assign last_o  = (phase_q == Pad) & (pair_index_q == LastPair);

  always_comb begin
    phase_d      = phase_q;
    state_d      = state_q;
    pair_index_d = pair_index_q;
    step_d       = step_q;
    if (valid_o && ready_i) begin
      state_d      = last_o ? '0 : fsk_pkg::next_state(rsc_i, state_q, coding_bit);
      pair_index_d = pair_index_q + 4'd1;
      step_d       = (phase_q == Info) ? '0 : step_q + 4'd1;
      unique case (phase_q)
        Info: if (last_i) phase_d = Tail;
        Tail: begin
          if (step_q == 4'(fsk_pkg::TailBits - 1)) begin
            phase_d = Pad;
            step_d  = '0;
          end
        end
        Pad:     if (last_o) phase_d = Info;
        default: phase_d = Info;
      endcase
    end
  end

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      phase_q      <= Info;
      state_q      <= '0;
      pair_index_q <= '0;
      step_q       <= '0;
    end else begin
      phase_q      <= phase_d;
      state_q      <= state_d;
      pair_index_q <= pair_index_d;
      step_q       <= step_d;
    end
  end

endmodule
