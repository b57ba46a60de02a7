// Takes away the offset of one channel, and limits to 24 bits; a clock for each.
//
// The offset is the sum of what went out, divided by 2^Log2Samples: a first-order high-pass whose corner lies
// at the rate of samples divided by 2 pi 2^Log2Samples. Off, samples pass as they are and the offset is forgotten.
module afe_highpass #(
  parameter int unsigned InWidth     = 25,
  parameter int unsigned OutWidth    = 24,
  parameter int unsigned Log2Samples = 12
) (
  input  logic clk_i,
  input  logic rst_ni,
  input  logic enable_i,

  input  logic                       strobe_i,
  input  logic signed [InWidth-1:0]  sample_i,
  input  logic                       limit_i,   // In the clock after strobe_i.
  output logic signed [OutWidth-1:0] sample_o,  // From the clock after limit_i on, as is clipped_o.
  output logic                       clipped_o  // The sample did not fit.
);

  localparam int unsigned SumWidth = InWidth + Log2Samples;
  localparam logic signed [InWidth:0] Most = (InWidth+1)'(2**(OutWidth-1) - 1);

  logic signed [SumWidth-1:0] sum_q;
  logic signed [InWidth:0]    free_q;  // Of the offset.
  logic signed [OutWidth-1:0] sample_q;
  logic                       clipped_q;

  assign sample_o  = sample_q;
  assign clipped_o = clipped_q;

  // What is left of `sample` without the offset in `sum`.
  function automatic logic signed [InWidth:0] without(input logic signed [InWidth-1:0]  sample,
                                                      input logic signed [SumWidth-1:0] sum);
    without = (InWidth+1)'(sample) - (InWidth+1)'(sum >>> Log2Samples);
  endfunction

  always_ff @(posedge clk_i) begin
    if (!rst_ni) begin
      sum_q <= '0;
    end else if (strobe_i) begin
      free_q <= enable_i ? without(sample_i, sum_q) : (InWidth+1)'(sample_i);
      sum_q  <= enable_i ? sum_q + SumWidth'(without(sample_i, sum_q)) : '0;
    end
  end

  always_ff @(posedge clk_i) begin
    if (limit_i) begin
      sample_q  <= free_q > Most ? Most[OutWidth-1:0] : free_q < ~Most ? ~Most[OutWidth-1:0] : free_q[OutWidth-1:0];
      clipped_q <= (free_q > Most) | (free_q < ~Most);
    end
  end

`ifdef FORMAL
  // Whatever is in the sum, it does not wrap around.
  logic signed [SumWidth:0] wide;
  assign wide = (SumWidth+1)'(sum_q) + (SumWidth+1)'(without(sample_i, sum_q));
  always_ff @(posedge clk_i) assert (wide[SumWidth] == wide[SumWidth-1]);
`endif

endmodule
