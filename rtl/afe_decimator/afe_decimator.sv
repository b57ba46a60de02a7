// Seven channels of a metering front end: bits of second-order modulators in, frames of seven samples out.
//
// One clock of 1.024 MHz. valid_i is high with each bit; a product ties it high, a bench lowers it to read without
// time going by. Sinc3 and decimation by 32, low-pass and decimation by 4: 8 000 frames a second. Every input is
// taken into a register first.
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
  input  logic rst_ni,                        // Synchronous; ends no sooner than the clock after.
  input  logic high_pass_i,                   // Of all channels, so that their phases stay alike.

  input  logic                valid_i,
  input  logic [Channels-1:0] bits_i,

  output logic [Log2Depth:0]  level_o,        // Frames that wait.
  output logic                overflow_o,     // A frame was lost since this was cleared.
  input  logic                overflow_clear_i,
  input  logic                release_i,      // Gives up the oldest frame.

  input  logic                 read_start_i,  // The first octet of a frame is there three clocks later.
  input  logic [Log2Depth-1:0] read_frame_i,  // With read_start_i; 0: the oldest.
  input  logic                 read_next_i,   // The next octet is there two clocks later.
  output logic [7:0]           read_octet_o
);

  localparam int unsigned Log2Ring = Log2Rate + Log2Group;
  localparam int unsigned Samples  = Channels * OutWidth;
  localparam int unsigned Flags    = 8 - 1;  // Without the mark of a gap.
  localparam int unsigned Width    = 16 + Flags + Samples;

  logic                 rst_nq, high_pass_q, valid_q, clear_q, release_q, start_q, load_q, next_q;
  logic [Channels-1:0]  bits_q;
  logic [Log2Depth-1:0] read_frame_q;

  logic                 strobe, write, write_last, run, first, filtered, limit, frame;
  logic [Log2Ring-1:0]  write_place, read_place, tap;
  logic signed [17:0]   coefficient;
  logic [Samples-1:0]   samples;  // Channel 0 in the highest bits.
  logic [Channels-1:0]  saturated;
  logic [15:0]          count_q;
  logic [Width-1:0]     stored;
  logic                 stored_valid, gap;

  always_ff @(posedge clk_i) begin
    rst_nq       <= rst_ni;
    high_pass_q  <= high_pass_i;
    valid_q      <= valid_i;
    bits_q       <= bits_i;
    clear_q      <= overflow_clear_i;
    release_q    <= release_i;
    start_q      <= read_start_i;
    load_q       <= start_q;
    next_q       <= read_next_i;
    read_frame_q <= read_frame_i;
  end

  afe_sequencer #(
    .Log2Rate (Log2Rate),
    .Log2Group(Log2Group),
    .Taps     (Taps)
  ) u_sequencer (
    .clk_i,
    .rst_ni       (rst_nq),
    .valid_i      (valid_q),
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
      .rst_ni       (rst_nq),
      .high_pass_i  (high_pass_q),
      .valid_i      (valid_q),
      .bit_i        (bits_q[c]),
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
      .sample_o     (samples[OutWidth*(Channels-1-c) +: OutWidth]),
      .saturated_o  (saturated[c])
    );
  end

  afe_fifo #(
    .Log2Depth(Log2Depth),
    .Width    (Width)
  ) u_fifo (
    .clk_i,
    .rst_ni          (rst_nq),
    .push_i          (frame),
    .data_i          ({count_q, Flags'(saturated), samples}),
    .read_i          (start_q),
    .read_frame_i    (read_frame_q),
    .read_valid_o    (stored_valid),
    .read_gap_o      (gap),
    .read_data_o     (stored),
    .release_i       (release_q),
    .level_o,
    .overflow_o,
    .overflow_clear_i(clear_q)
  );

  afe_reader #(
    .Octets((Width + 1) / 8)
  ) u_reader (
    .clk_i,
    .rst_ni (rst_nq),
    .load_i (load_q),
    .valid_i(stored_valid),
    .frame_i({stored[Width-1 -: 16], gap, stored[Width-17:0]}),
    .next_i (next_q),
    .octet_o(read_octet_o)
  );

  // Counts lost frames too: a gap shows in the numbers.
  always_ff @(posedge clk_i) begin
    if (!rst_nq) begin
      count_q <= '0;
    end else if (frame) begin
      count_q <= count_q + 1'b1;
    end
  end

endmodule
