// A small high-pass from the reset on: its sum never wraps around, and what leaves it is the exact difference, limited,
// with a flag if and only if limiting changed it. That the sum does not wrap around holds for any contents, so for ever.
module prove_highpass (
  input logic              clk_i,
  input logic              rst_ni,
  input logic              enable_i,
  input logic              strobe_i,
  input logic signed [5:0] sample_i
);

  localparam logic signed [11:0] Most = 15;

  logic               started_q = 0;
  logic               limit_q, out_q;
  logic signed [11:0] sum_q, free_q, limited_q;
  logic               clipped_q;
  logic signed [11:0] free;
  logic signed [4:0]  sample;
  logic               clipped;

  afe_highpass #(
    .InWidth    (6),
    .OutWidth   (5),
    .Log2Samples(3)
  ) u_highpass (
    .clk_i,
    .rst_ni,
    .enable_i,
    .strobe_i,
    .sample_i,
    .limit_i  (limit_q),
    .sample_o (sample),
    .clipped_o(clipped)
  );

  assign free = enable_i ? 12'(sample_i) - (sum_q >>> 3) : 12'(sample_i);

  always_ff @(posedge clk_i) begin
    started_q <= 1'b1;
    if (!started_q) assume (!rst_ni);
    limit_q <= rst_ni & strobe_i;
    out_q   <= rst_ni & limit_q;
    if (!rst_ni) begin
      sum_q <= 0;
    end else if (strobe_i) begin
      free_q <= free;
      sum_q  <= enable_i ? sum_q + free : 0;
    end
    if (limit_q) begin
      limited_q <= free_q > Most ? Most : free_q < -Most - 1 ? -Most - 1 : free_q;
      clipped_q <= free_q > Most || free_q < -Most - 1;
    end
    if (started_q) begin
      assert (!out_q || 12'(sample) == limited_q);
      assert (!out_q || clipped == clipped_q);
    end
  end

endmodule
