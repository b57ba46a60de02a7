// The arithmetic of the low-pass of one channel: the last samples in a ring, and one multiplication a clock.
// Which sample meets which coefficient is decided outside, for all channels alike.
module afe_mac #(
  parameter int unsigned Log2Ring    = 7,
  parameter int unsigned SampleWidth = 16,
  parameter int unsigned SumWidth    = 35,
  parameter int unsigned Shift       = 10  // The sum is divided by 2^Shift, halves upwards.
) (
  input  logic clk_i,

  input  logic                          write_i,
  input  logic [Log2Ring-1:0]           write_place_i,
  input  logic signed [SampleWidth-1:0] sample_i,

  input  logic                run_i,
  input  logic                first_i,  // With run_i: a new sum begins.
  input  logic [Log2Ring-1:0] read_place_i,
  input  logic signed [17:0]  coefficient_i,

  output logic signed [SumWidth-Shift-1:0] result_o
);

  localparam logic signed [SumWidth-1:0] Half = SumWidth'(1) << (Shift - 1);

  logic signed [SampleWidth-1:0] ring [2**Log2Ring];
  logic signed [SumWidth-1:0]    product, sum_q;

  assign product  = SumWidth'(ring[read_place_i]) * SumWidth'(coefficient_i);
  assign result_o = sum_q[SumWidth-1:Shift];

  // The ring is not reset: nobody reads it before it is full.
  always_ff @(posedge clk_i) begin
    if (write_i) ring[write_place_i] <= sample_i;
  end

  always_ff @(posedge clk_i) begin
    if (run_i) sum_q <= (first_i ? Half : sum_q) + product;
  end

endmodule
