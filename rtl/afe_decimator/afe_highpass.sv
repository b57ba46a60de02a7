// Takes away the offset of one channel, and limits to 24 bits.
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
  output logic signed [OutWidth-1:0] sample_o,   // Valid with strobe_i, as is clipped_o.
  output logic                       clipped_o   // The sample did not fit.
);

  localparam int unsigned SumWidth = InWidth + Log2Samples;

  logic signed [SumWidth-1:0] sum_q;
  logic signed [InWidth-1:0]  offset;
  logic signed [InWidth:0]    free;  // Of the offset.
  logic                       sign;

  assign offset    = sum_q[SumWidth-1:Log2Samples];
  assign free      = enable_i ? (InWidth+1)'(sample_i) - (InWidth+1)'(offset) : (InWidth+1)'(sample_i);
  assign sign      = free[InWidth];
  assign clipped_o = free[InWidth-1:OutWidth-1] != {(InWidth-OutWidth+1){sign}};
  assign sample_o  = clipped_o ? signed'({sign, {(OutWidth-1){~sign}}}) : free[OutWidth-1:0];

  always_ff @(posedge clk_i) begin
    if (!rst_ni) begin
      sum_q <= '0;
    end else if (strobe_i) begin
      sum_q <= enable_i ? sum_q + SumWidth'(free) : '0;
    end
  end

endmodule
