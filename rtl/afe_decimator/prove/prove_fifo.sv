// A small FIFO under any use, from the reset on and for ever (by induction): a frame that is pushed is either stored or
// reported lost, one that is stored stays what it was until it is released, and a gap is marked.
module prove_fifo (
  input logic       clk_i,
  input logic       rst_ni,
  input logic       push_i,
  input logic [2:0] data_i,
  input logic       release_i,
  input logic       clear_i,
  input logic       follow_i  // Pick the frame that is pushed now, if none is followed.
);

  logic       started_q = 0;
  logic [2:0] level, level_q;
  logic       overflow, overflow_q, gap_q;
  logic       following_q, followed_gap_q, read_q;
  logic [1:0] place_q;  // Of the frame that is followed, from the oldest.
  logic [2:0] followed_q;
  logic       read_valid, read_gap;
  logic [2:0] read_data;
  logic       stored, lost, dropped;

  afe_fifo #(
    .Log2Depth(2),
    .Width    (3)
  ) u_fifo (
    .clk_i,
    .rst_ni,
    .push_i,
    .data_i,
    .read_i          (1'b1),
    .read_frame_i    (place_q),
    .read_valid_o    (read_valid),
    .read_gap_o      (read_gap),
    .read_data_o     (read_data),
    .release_i,
    .level_o         (level),
    .overflow_o      (overflow),
    .overflow_clear_i(clear_i)
  );

  // What is meant, in numbers without pointers.
  assign dropped = release_i && level_q > 0;
  assign stored  = push_i && (level_q < 4 || dropped);
  assign lost    = push_i && !stored;

  always_ff @(posedge clk_i) begin
    started_q <= 1'b1;
    if (!started_q) assume (!rst_ni);
    if (!rst_ni) begin
      level_q     <= '0;
      overflow_q  <= 1'b0;
      gap_q       <= 1'b0;
      following_q <= 1'b0;
      read_q      <= 1'b0;
    end else begin
      level_q <= level_q + {2'b0, stored} - {2'b0, dropped};
      if (lost) overflow_q <= 1'b1;
      else if (clear_i) overflow_q <= 1'b0;
      if (push_i) gap_q <= lost;
      read_q <= following_q;
      if (following_q) begin
        if (dropped) place_q <= place_q - 1'b1;
        if (dropped && place_q == 0) following_q <= 1'b0;
      end else if (stored && follow_i) begin
        following_q    <= 1'b1;
        place_q        <= 2'(level_q - {2'b0, dropped});
        followed_q     <= data_i;
        followed_gap_q <= gap_q;
      end
    end
    if (started_q) begin
      assert (level == level_q);
      assert (level_q <= 4);
      assert (overflow == overflow_q);
      assert (!following_q || {1'b0, place_q} < level_q);
      // Read in the clock before, when it was followed.
      assert (!(read_q && following_q) || (read_valid && read_data == followed_q));
`ifdef BOUNDED
      // Not by induction: the block's own memory of a gap cannot be seen before it is used.
      assert (!(read_q && following_q) || read_gap == followed_gap_q);
`endif
    end
  end

endmodule
