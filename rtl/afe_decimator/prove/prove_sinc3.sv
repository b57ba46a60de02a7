// A small sinc3 filter from any contents of its registers: the fourth sample is the exact sum of its bits, however
// often the integrators wrap around. As every sample is the fourth after something, this holds for ever.
module prove_sinc3 (
  input logic clk_i,
  input logic bit_i
);

  localparam int unsigned Log2Rate = 1;

  logic [Log2Rate-1:0] phase_q;       // Any at the start.
  logic [5:0]          bits_q;        // The newest in bit 0.
  logic [2:0]          samples_q = 0;
  logic                done_q = 0;
  logic                strobe;
  logic signed [3:0]   sample;
  logic signed [7:0]   expected_q;
  logic                all_ones_q, all_zeros_q;

  assign strobe = &phase_q;

  afe_sinc3 #(
    .Log2Rate(Log2Rate)
  ) u_sinc3 (
    .clk_i,
    .rst_ni  (1'b1),
    .valid_i (1'b1),
    .bit_i,
    .strobe_i(strobe),
    .sample_o(sample)
  );

  // (1 + z)^3 over bits three clocks old and older; two of a bit's three clocks are in bits_q.
  function automatic logic signed [7:0] weighted(input logic [3:0] b);
    weighted = 8'(b[0]) + 8'(b[1]) + 8'(b[1]) + 8'(b[1]) + 8'(b[2]) + 8'(b[2]) + 8'(b[2]) + 8'(b[3]);
  endfunction

  always_ff @(posedge clk_i) begin
    phase_q <= phase_q + 1'b1;
    bits_q  <= {bits_q[4:0], bit_i};
    if (strobe) begin
      expected_q  <= weighted(bits_q[5:2]) - 8'sd4;
      all_ones_q  <= &bits_q[5:2];
      all_zeros_q <= ~|bits_q[5:2];
      if (samples_q != 3'd4) samples_q <= samples_q + 1'b1;
    end
    if (samples_q == 3'd4 && !done_q) begin
      done_q <= 1'b1;
      assert (8'(sample) == expected_q);
      // Gain at 0 Hz.
      assert (!all_ones_q || sample == 4'sd4);
      assert (!all_zeros_q || sample == -4'sd4);
    end
  end

endmodule
