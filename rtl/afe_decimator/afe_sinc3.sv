// A sinc3 filter of one channel: the sum of one bit over 2^Log2Rate clocks, three times over, once every
// 2^Log2Rate clocks (E. B. Hogenauer, "An economical class of digital filters for decimation and
// interpolation", IEEE Trans. ASSP 29 (1981) 155).
//
// The integrators wrap around: their differences are right as long as the result itself fits, which is what
// Width is for. The sample is of the bits up to three clocks before the strobe.
module afe_sinc3 #(
  parameter  int unsigned Log2Rate = 5,
  localparam int unsigned Width    = 3 * Log2Rate + 1
) (
  input  logic clk_i,
  input  logic rst_ni,

  input  logic valid_i,   // A bit comes with this clock.
  input  logic bit_i,     // 1: +1.0, 0: -1.0.
  input  logic strobe_i,  // With every 2^Log2Rate-th bit.

  output logic signed [Width-1:0] sample_o  // From the clock after strobe_i on. -+2^(Width-2) for -+1.0.
);

  localparam logic [Width-1:0] Middle = Width'(1) << (Width - 2);

  logic [Width-1:0] sum1_q, sum2_q, sum3_q;
  logic [Width-1:0] delay1_q, delay2_q, delay3_q;
  logic [Width-1:0] sample_q;

  assign sample_o = signed'(sample_q);

  always_ff @(posedge clk_i) begin
    if (!rst_ni) begin
      sum1_q <= '0;
      sum2_q <= '0;
      sum3_q <= '0;
    end else if (valid_i) begin
      sum3_q <= sum3_q + sum2_q;
      sum2_q <= sum2_q + sum1_q;
      sum1_q <= sum1_q + Width'(bit_i);
    end
  end

  always_ff @(posedge clk_i) begin
    if (!rst_ni) begin
      delay1_q <= '0;
      delay2_q <= '0;
      delay3_q <= '0;
      sample_q <= '0;
    end else if (strobe_i) begin
      sample_q <= sum3_q - delay1_q - delay2_q - delay3_q - Middle;
      delay3_q <= sum3_q - delay1_q - delay2_q;
      delay2_q <= sum3_q - delay1_q;
      delay1_q <= sum3_q;
    end
  end

endmodule
