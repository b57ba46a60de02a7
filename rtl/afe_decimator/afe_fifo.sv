// Frames that wait to be read. Any of them can be read any number of times until it is released.
//
// A frame that finds no room is lost, never the ones before it; overflow_o then stays until it is cleared, and the next
// frame that finds room carries a mark.
module afe_fifo #(
  parameter int unsigned Log2Depth = 7,
  parameter int unsigned Width     = 191
) (
  input  logic clk_i,
  input  logic rst_ni,

  input  logic                 push_i,
  input  logic [Width-1:0]     data_i,

  input  logic                 read_i,
  input  logic [Log2Depth-1:0] read_frame_i,  // 0: the oldest.
  // From the clock after read_i on:
  output logic                 read_valid_o,  // There was such a frame.
  output logic                 read_gap_o,    // Frames were lost just before it.
  output logic [Width-1:0]     read_data_o,

  input  logic                 release_i,     // The oldest, if there is one.
  output logic [Log2Depth:0]   level_o,
  output logic                 overflow_o,
  input  logic                 overflow_clear_i
);

  logic [Width:0]       store [2**Log2Depth];
  logic [Width:0]       word_q;
  logic [Log2Depth-1:0] write_q, read_q;
  logic [Log2Depth:0]   level_q;
  logic                 overflow_q, gap_q, read_valid_q;
  logic                 push, lose, drop;

  assign drop = release_i & (level_q != '0);
  assign lose = push_i & level_q[Log2Depth] & ~drop;
  assign push = push_i & ~lose;

  assign read_valid_o = read_valid_q;
  assign read_gap_o   = word_q[Width];
  assign read_data_o  = word_q[Width-1:0];
  assign level_o      = level_q;
  assign overflow_o   = overflow_q;

  always_ff @(posedge clk_i) begin
    if (push) store[write_q] <= {gap_q, data_i};
  end

  always_ff @(posedge clk_i) begin
    if (read_i) begin
      word_q       <= store[read_q + read_frame_i];
      read_valid_q <= {1'b0, read_frame_i} < level_q;
    end
  end

  always_ff @(posedge clk_i) begin
    if (!rst_ni) begin
      write_q    <= '0;
      read_q     <= '0;
      level_q    <= '0;
      overflow_q <= 1'b0;
      gap_q      <= 1'b0;
    end else begin
      if (push) write_q <= write_q + 1'b1;
      if (drop) read_q <= read_q + 1'b1;
      if (push & ~drop) level_q <= level_q + 1'b1;
      if (drop & ~push) level_q <= level_q - 1'b1;
      if (lose) overflow_q <= 1'b1;
      else if (overflow_clear_i) overflow_q <= 1'b0;
      if (push_i) gap_q <= lose;
    end
  end

`ifdef FORMAL
  always_ff @(posedge clk_i) if (rst_ni) assert (write_q == Log2Depth'(read_q + level_q[Log2Depth-1:0]));
`endif

endmodule
