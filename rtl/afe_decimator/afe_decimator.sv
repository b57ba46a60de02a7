// Seven channels of a metering front end: bits of second-order modulators in, frames of seven samples out.
//
// One clock of 1.024 MHz. valid_i is high with each bit; a product ties it high, a bench lowers it to read without
// time going by. Sinc3 and decimation by 32, low-pass and decimation by 4: 8 000 frames a second.
module afe_decimator #(
  parameter int unsigned Channels    = 7,
  parameter int unsigned Log2Rate    = 5,
  parameter int unsigned Log2Group   = 2,
  parameter int unsigned Taps        = 79,
  parameter int unsigned SumWidth    = 35,  // Holds any sum of Taps products.
  parameter int unsigned Shift       = 10,
  parameter int unsigned OutWidth    = 24,
  parameter int unsigned Log2Samples = 12,  // Corner of the high-pass: 8 kHz / (2 pi 4096) = 0.31 Hz.
  parameter int unsigned Log2Depth   = 7
) (
  input  logic clk_i,
  input  logic rst_ni,
  input  logic high_pass_i,                   // Of all channels, so that their phases stay alike.

  input  logic                valid_i,
  input  logic [Channels-1:0] bits_i,

  output logic [Log2Depth:0]  level_o,        // Frames that wait.
  output logic                overflow_o,     // A frame was lost since this was cleared.
  input  logic                overflow_clear_i,
  input  logic                release_i,      // Gives up the oldest frame.

  input  logic                 read_start_i,  // The first octet of a frame is there with the next clock.
  input  logic [Log2Depth-1:0] read_frame_i,  // 0: the oldest.
  input  logic                 read_next_i,
  output logic [7:0]           read_octet_o
);

  localparam int unsigned Log2Ring = Log2Rate + Log2Group;
  localparam int unsigned Samples  = Channels * OutWidth;
  localparam int unsigned Status   = 8 - 1;  // Without the mark of a gap.
  localparam int unsigned Width    = 16 + Status + Samples;

  logic                    sample_strobe, group_strobe, run, first, frame_strobe;
  logic [Log2Ring-1:0]     write_place, read_place, tap;
  logic signed [17:0]      coefficient;
  logic [Samples-1:0]      samples;  // Channel 0 in the highest bits.
  logic [Channels-1:0]     saturated;
  logic [15:0]             count_q;
  logic [Width-1:0]        stored;
  logic                    read_valid, gap;

  afe_sequencer #(
    .Log2Rate (Log2Rate),
    .Log2Group(Log2Group),
    .Taps     (Taps)
  ) u_sequencer (
    .clk_i,
    .rst_ni,
    .valid_i,
    .sample_strobe_o(sample_strobe),
    .group_strobe_o (group_strobe),
    .write_place_o  (write_place),
    .run_o          (run),
    .first_o        (first),
    .tap_o          (tap),
    .read_place_o   (read_place),
    .frame_strobe_o (frame_strobe)
  );

  afe_fir_rom #(
    .IndexWidth(Log2Ring)
  ) u_fir_rom (
    .index_i      (tap),
    .coefficient_o(coefficient)
  );

  for (genvar c = 0; c < Channels; c++) begin : g_channel
    afe_channel #(
      .Log2Rate   (Log2Rate),
      .Log2Ring   (Log2Ring),
      .SumWidth   (SumWidth),
      .Shift      (Shift),
      .OutWidth   (OutWidth),
      .Log2Samples(Log2Samples)
    ) u_channel (
      .clk_i,
      .rst_ni,
      .high_pass_i,
      .valid_i,
      .bit_i          (bits_i[c]),
      .sample_strobe_i(sample_strobe),
      .group_strobe_i (group_strobe),
      .write_place_i  (write_place),
      .run_i          (run),
      .first_i        (first),
      .read_place_i   (read_place),
      .coefficient_i  (coefficient),
      .frame_strobe_i (frame_strobe),
      .sample_o       (samples[OutWidth*(Channels-1-c) +: OutWidth]),
      .saturated_o    (saturated[c])
    );
  end

  afe_fifo #(
    .Log2Depth(Log2Depth),
    .Width    (Width)
  ) u_fifo (
    .clk_i,
    .rst_ni,
    .push_i      (frame_strobe),
    .data_i      ({count_q, Status'(saturated), samples}),
    .read_frame_i,
    .read_valid_o(read_valid),
    .read_gap_o  (gap),
    .read_data_o (stored),
    .release_i,
    .level_o,
    .overflow_o,
    .overflow_clear_i
  );

  afe_reader #(
    .Octets((Width + 1) / 8)
  ) u_reader (
    .clk_i,
    .rst_ni,
    .start_i(read_start_i),
    .valid_i(read_valid),
    .frame_i({stored[Width-1 -: 16], gap, stored[Width-17:0]}),
    .next_i (read_next_i),
    .octet_o(read_octet_o)
  );

  // Counts lost frames too: a gap shows in the numbers.
  always_ff @(posedge clk_i) begin
    if (!rst_ni) begin
      count_q <= '0;
    end else if (frame_strobe) begin
      count_q <= count_q + 1'b1;
    end
  end

endmodule
