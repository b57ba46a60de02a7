// A small decimator, bits to frames, from the reset on over any bits with any pauses: frames come exactly when they are
// due and none is left out. With SUMS, without pauses: each is the exact sum of its bits, rounded.
module prove_chain (
  input logic clk_i,
  input logic rst_ni,
  input logic valid_i,
  input logic bit_i
);

  localparam int unsigned Log2Rate  = 1;
  localparam int unsigned Log2Group = 1;
  localparam int unsigned Log2Ring  = 2;
  localparam int unsigned Taps      = 3;
  // Samples 3, 4, 5 are the first three without bits of before the reset; 5 ends the third group of two.
  localparam int unsigned FirstGroup = 3;
  // From the last bit of a group: its sample, its place, three products, three steps of the high-pass.
  localparam int unsigned Delay = 2 + Taps + 2;

  logic                started_q = 0;
  logic                strobe, write, write_last, run, first, filtered, limit, frame, saturated;
  logic [Log2Ring-1:0] write_place, tap, read_place;
  logic signed [17:0]  coefficient;
  logic signed [8:0]   sample;
  logic [5:0]          clock_q;  // Bits since the reset.
  logic [19:0]         bits_q;   // The newest in bit 0.

  afe_sequencer #(
    .Log2Rate (Log2Rate),
    .Log2Group(Log2Group),
    .Taps     (Taps)
  ) u_sequencer (
    .clk_i,
    .rst_ni,
    .valid_i,
    .strobe_o     (strobe),
    .write_o      (write),
    .write_last_o (write_last),
    .write_place_o(write_place),
    .run_o        (run),
    .first_o      (first),
    .tap_o        (tap),
    .read_place_o (read_place),
    .filtered_o   (filtered),
    .limit_o      (limit),
    .frame_o      (frame)
  );

  afe_fir_rom #(
    .IndexWidth(Log2Ring)
  ) u_fir_rom (
    .index_i      (tap),
    .coefficient_o(coefficient)
  );

  afe_channel #(
    .Log2Rate   (Log2Rate),
    .Log2Ring   (Log2Ring),
    .SumWidth   (10),
    .Shift      (1),
    .OutWidth   (9),
    .Log2Samples(3)
  ) u_channel (
    .clk_i,
    .rst_ni,
    .high_pass_i  (1'b0),
    .valid_i,
    .bit_i,
    .strobe_i     (strobe),
    .write_i      (write),
    .write_last_i (write_last),
    .write_place_i(write_place),
    .run_i        (run),
    .first_i      (first),
    .read_place_i (read_place),
    .coefficient_i(coefficient),
    .filtered_i   (filtered),
    .limit_i      (limit),
    .sample_o     (sample),
    .saturated_o  (saturated)
  );

  // (1 + z)^3 over four bits, the newest first, as -+4.
  function automatic logic signed [11:0] sinc(input logic [3:0] b);
    sinc = 12'(b[0]) + 12'(b[1]) + 12'(b[1]) + 12'(b[1]) + 12'(b[2]) + 12'(b[2]) + 12'(b[2]) + 12'(b[3]) - 12'sd4;
  endfunction

  logic signed [11:0] expected;
  logic [5:0]         since;  // Bits since the last of a group that is due now.

  // The newest bit of a frame is three before the last of its group, which came Delay bits ago.
  assign expected = (-12'sd2 * sinc(bits_q[Delay+2 +: 4]) + 12'sd9 * sinc(bits_q[Delay+4 +: 4])
                     + sinc(bits_q[Delay+6 +: 4]) + 12'sd1) >>> 1;
  assign since    = clock_q - 6'(Delay);

  always_ff @(posedge clk_i) begin
    started_q <= 1'b1;
    assume (rst_ni == started_q);
`ifdef SUMS
    assume (valid_i);
`endif
    if (!rst_ni) begin
      clock_q <= '0;
      bits_q  <= '0;
    end else if (valid_i) begin
      clock_q <= clock_q + 1'b1;
      bits_q  <= {bits_q[18:0], bit_i};
    end
    if (started_q) begin
      assert (frame == (valid_i && clock_q >= 6'(Delay + 4 * FirstGroup - 1) && since[1:0] == 2'd3));
`ifdef SUMS
      if (frame) begin
        assert (12'(sample) == expected);
        // Gain at 0 Hz: the sum of the coefficients is 8, of a sample 4, halved.
        assert (!(&bits_q[Delay+2 +: 8]) || sample == 9'sd16);
        assert (|bits_q[Delay+2 +: 8] || sample == -9'sd16);
      end
`endif
    end
  end

endmodule
