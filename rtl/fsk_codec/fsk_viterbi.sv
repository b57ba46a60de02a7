// Soft-decision Viterbi decoder, one trellis step a clock, survivors in registers (register exchange).
//
// A bit is decided Depth steps later, from the survivor of state 000, and the rest of the frame from
// state 000 after the tail. merged_o says whether all eight survivors agreed on every bit that was decided
// before the end: then the frame is, bit for bit, what tracing back from the end of the whole frame gives.
module fsk_viterbi #(
  parameter int unsigned Depth = 128
) (
  input  logic                   clk_i,
  input  logic                   rst_ni,
  input  logic                   rsc_i,        // Constant within a frame, like the length.
  input  logic [fsk_pkg::LengthWidth-1:0] info_bits_i,  // At least 8.

  input  logic                        valid_i,
  output logic                        ready_o,
  input  logic signed [fsk_pkg::SoftWidth-1:0] soft_u1_i,
  input  logic signed [fsk_pkg::SoftWidth-1:0] soft_u0_i,
  input  logic                        last_i,  // With the last pair of the pad.

  output logic valid_o,
  input  logic ready_i,
  output logic bit_o,
  output logic last_o,
  output logic merged_o  // Valid with last_o.
);

  localparam int unsigned MetricWidth = 9;
  // Below any metric that state 000 leads to: in the three steps until it has led everywhere, a path
  // gains at most 3 x 28 on another.
  localparam logic [MetricWidth-1:0] Unreachable = -9'd96;
  localparam logic [8*MetricWidth-1:0] StartMetrics = {{7{Unreachable}}, {MetricWidth{1'b0}}};
  localparam int unsigned FlushBits = Depth - fsk_pkg::TailBits;
  localparam int unsigned FlushWidth = $clog2(FlushBits + 1);

  logic [8*MetricWidth-1:0] metric_d, metric_q, metric_next;
  logic [8*Depth-1:0]       path_d, path_q, path_next;  // By state; bit 0 the newest.
  logic [7:0]               from_odd, step_bit, oldest;
  logic [fsk_pkg::LengthWidth-1:0]   step_d, step_q;             // Steps of the frame so far, tail included.
  logic [Depth-1:0]         flush_d, flush_q;
  logic [FlushWidth-1:0]    flush_left_d, flush_left_q;
  logic                     merged_d, merged_q, flush_merged_d, flush_merged_q;
  logic                     in_pad, at_end, decides, flushing, agree, step;

  fsk_acs #(
    .MetricWidth(MetricWidth)
  ) u_acs (
    .rsc_i,
    .soft_u1_i,
    .soft_u0_i,
    .metric_i  (metric_q),
    .metric_o  (metric_next),
    .from_odd_o(from_odd),
    .bit_o     (step_bit)
  );

  for (genvar s = 0; s < 8; s++) begin : gen_path
    localparam int unsigned Even = (s << 1) & 6;
    logic [Depth-2:0] survivor;
    assign survivor = from_odd[s] ? path_q[(Even+1)*Depth +: Depth-1] : path_q[Even*Depth +: Depth-1];
    assign path_next[s*Depth +: Depth] = {survivor, step_bit[s]};
    assign oldest[s] = path_q[s*Depth + Depth - 1];
  end

  assign in_pad   = step_q == info_bits_i + fsk_pkg::LengthWidth'(fsk_pkg::TailBits);
  assign at_end   = step_q == info_bits_i + fsk_pkg::LengthWidth'(fsk_pkg::TailBits - 1);
  assign decides  = ~in_pad & (step_q >= fsk_pkg::LengthWidth'(Depth));
  assign flushing = flush_left_q != '0;
  assign agree    = (&oldest) | ~(|oldest);

  // A step waits while the bit that it decides has nowhere to go, and the end of a frame for that of
  // the frame before.
  assign ready_o = ~((decides | at_end) & flushing) & (~decides | ready_i);
  assign step    = valid_i & ready_o & ~in_pad;
  // A frame shorter than Depth has empty places ahead of its first bit.
  assign valid_o  = flushing ? fsk_pkg::LengthWidth'(flush_left_q) <= info_bits_i : valid_i & decides;
  assign bit_o    = flushing ? flush_q[Depth-1] : oldest[0];
  assign last_o   = flush_left_q == FlushWidth'(1);
  assign merged_o = flush_merged_q;

  always_comb begin
    metric_d       = metric_q;
    path_d         = path_q;
    step_d         = step_q;
    merged_d       = merged_q;
    flush_d        = flush_q;
    flush_left_d   = flush_left_q;
    flush_merged_d = flush_merged_q;
    if (flushing && (ready_i || !valid_o)) begin
      flush_d      = {flush_q[Depth-2:0], 1'b0};
      flush_left_d = flush_left_q - FlushWidth'(1);
    end
    if (step) begin
      metric_d = at_end ? StartMetrics : metric_next;
      path_d   = path_next;
      step_d   = step_q + fsk_pkg::LengthWidth'(1);
      merged_d = merged_q & (agree | ~decides);
      if (at_end) begin
        flush_d        = path_next[Depth-1:0];
        flush_left_d   = FlushWidth'(FlushBits);
        flush_merged_d = merged_d;
        merged_d       = 1'b1;
      end
    end else if (in_pad && valid_i && last_i) begin
      step_d = '0;
    end
  end

  // Survivors need no reset: a bit is read Depth steps after it was written.
  always_ff @(posedge clk_i) begin
    path_q  <= path_d;
    flush_q <= flush_d;
  end

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      metric_q       <= StartMetrics;
      step_q         <= '0;
      merged_q       <= 1'b1;
      flush_left_q   <= '0;
      flush_merged_q <= 1'b1;
    end else begin
      metric_q       <= metric_d;
      step_q         <= step_d;
      merged_q       <= merged_d;
      flush_left_q   <= flush_left_d;
      flush_merged_q <= flush_merged_d;
    end
  end

endmodule
