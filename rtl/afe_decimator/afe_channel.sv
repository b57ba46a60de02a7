// One channel from the modulator's bit to the sample of 24 bits: sinc3, low-pass, high-pass, and the flag that says
// that a sample may not be what was at the input. The clocks at which things happen come from outside.
module afe_channel #(
  parameter  int unsigned Log2Rate    = 5,
  parameter  int unsigned Log2Ring    = 7,
  parameter  int unsigned SumWidth    = 35,
  parameter  int unsigned Shift       = 10,
  parameter  int unsigned OutWidth    = 24,
  parameter  int unsigned Log2Samples = 12
) (
  input  logic clk_i,
  input  logic rst_ni,
  input  logic high_pass_i,

  input  logic                       valid_i,
  input  logic                       bit_i,
  input  logic                       strobe_i,       // With the last bit of a sinc3 sample.
  input  logic                       write_i,        // The clock after: the sample is there.
  input  logic                       write_last_i,   // It is the last of a frame.
  input  logic [Log2Ring-1:0]        write_place_i,

  input  logic                       run_i,
  input  logic                       first_i,
  input  logic [Log2Ring-1:0]        read_place_i,
  input  logic signed [17:0]         coefficient_i,

  input  logic                       filtered_i,     // The sum is complete.
  input  logic                       limit_i,        // The clock after.
  output logic signed [OutWidth-1:0] sample_o,       // From the clock after limit_i on.
  output logic                       saturated_o
);

  localparam int unsigned SincWidth = 3 * Log2Rate + 1;
  // 15/16 of full scale: beyond what a modulator can follow.
  localparam logic signed [SincWidth-1:0] Most = SincWidth'(15) << (SincWidth - 6);

  logic signed [SincWidth-1:0]      sinc;
  logic signed [SumWidth-Shift-1:0] filtered;
  logic                             overload_q, frame_overload_q, clipped;

  afe_sinc3 #(
    .Log2Rate(Log2Rate)
  ) u_sinc3 (
    .clk_i,
    .rst_ni,
    .valid_i,
    .bit_i,
    .strobe_i,
    .sample_o(sinc)
  );

  afe_mac #(
    .Log2Ring   (Log2Ring),
    .SampleWidth(SincWidth),
    .SumWidth   (SumWidth),
    .Shift      (Shift)
  ) u_mac (
    .clk_i,
    .write_i,
    .write_place_i,
    .sample_i(sinc),
    .run_i,
    .first_i,
    .read_place_i,
    .coefficient_i,
    .result_o(filtered)
  );

  afe_highpass #(
    .InWidth    (SumWidth - Shift),
    .OutWidth   (OutWidth),
    .Log2Samples(Log2Samples)
  ) u_highpass (
    .clk_i,
    .rst_ni,
    .enable_i (high_pass_i),
    .strobe_i (filtered_i),
    .sample_i (filtered),
    .limit_i,
    .sample_o,
    .clipped_o(clipped)
  );

  function automatic logic overload(input logic signed [SincWidth-1:0] sample);
    overload = (sample >= Most) | (sample <= -Most);
  endfunction

  assign saturated_o = clipped | frame_overload_q;

  always_ff @(posedge clk_i) begin
    if (!rst_ni) begin
      overload_q       <= 1'b0;
      frame_overload_q <= 1'b0;
    end else if (write_i) begin
      if (write_last_i) frame_overload_q <= overload_q | overload(sinc);
      overload_q <= ~write_last_i & (overload_q | overload(sinc));
    end
  end

endmodule
