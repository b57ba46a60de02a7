// Permutes blocks of 16 pairs: pair k goes to place 15 - 4 (k mod 4) - floor(k / 4). The permutation is
// its own inverse, so the same block restores. Off, pairs keep their order and the delay stays.
//
// Two buffers, one written while the other is read: a pair a clock without a gap. A field is a whole
// number of blocks; a rest of less than a block would wait for ever.
module fsk_interleaver #(
  parameter int unsigned Width = 2
) (
  input  logic clk_i,
  input  logic rst_ni,
  input  logic enable_i,  // Constant within a frame.

  input  logic             valid_i,
  output logic             ready_o,
  input  logic [Width-1:0] data_i,
  input  logic             last_i,  // With the last pair of a field.

  output logic             valid_o,
  input  logic             ready_i,
  output logic [Width-1:0] data_o,
  output logic             last_o
);

  localparam logic [3:0] LastPair = 4'(fsk_pkg::BlockPairs - 1);

  logic [Width-1:0] buffer [2 * fsk_pkg::BlockPairs];
  logic [1:0]       full_d, full_q;  // A buffer waits to be read.
  logic [1:0]       last_d, last_q;  // It is the field's last.
  logic [4:0]       write_d, write_q;  // {buffer, pair}
  logic [4:0]       read_d, read_q;
  logic             put, take;
  logic [4:0]       from;

  assign ready_o = ~full_q[write_q[4]];
  assign valid_o = full_q[read_q[4]];
  assign put     = valid_i & ready_o;
  assign take    = valid_o & ready_i;
  // 15 - 4 (k mod 4) - floor(k / 4) in two bits each.
  assign from    = enable_i ? {read_q[4], ~read_q[1:0], ~read_q[3:2]} : read_q;
  assign data_o  = buffer[from];
  assign last_o  = last_q[read_q[4]] & (read_q[3:0] == LastPair);

  always_comb begin
    full_d  = full_q;
    last_d  = last_q;
    write_d = write_q;
    read_d  = read_q;
    if (put) begin
      write_d = write_q + 5'd1;
      if (write_q[3:0] == LastPair) begin
        full_d[write_q[4]] = 1'b1;
        last_d[write_q[4]] = last_i;
      end
    end
    if (take) begin
      read_d = read_q + 5'd1;
      if (read_q[3:0] == LastPair) full_d[read_q[4]] = 1'b0;
    end
  end

  always_ff @(posedge clk_i) begin
    if (put) buffer[write_q] <= data_i;
  end

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      full_q  <= '0;
      last_q  <= '0;
      write_q <= '0;
      read_q  <= '0;
    end else begin
      full_q  <= full_d;
      last_q  <= last_d;
      write_q <= write_d;
      read_q  <= read_d;
    end
  end

endmodule
