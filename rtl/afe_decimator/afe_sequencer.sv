// Says when: the clocks of the sinc3 samples and of the frames, and which sample meets which coefficient.
//
// The low-pass runs in the Taps clocks after the last sinc3 sample of a frame. Samples that arrive meanwhile take places
// in the ring that it does not read. Frames whose sum would reach back to before the reset are not made. Where no bit
// comes nothing moves.
module afe_sequencer #(
  parameter  int unsigned Log2Rate  = 5,  // Bits to a sinc3 sample.
  parameter  int unsigned Log2Group = 2,  // Sinc3 samples to a frame.
  parameter  int unsigned Taps      = 79,
  localparam int unsigned Log2Ring  = Log2Rate + Log2Group
) (
  input  logic clk_i,
  input  logic rst_ni,
  input  logic valid_i,

  output logic                strobe_o,
  output logic                write_o,       // In the clock after strobe_o.
  output logic                write_last_o,
  output logic [Log2Ring-1:0] write_place_o,

  output logic                run_o,
  output logic                first_o,
  output logic [Log2Ring-1:0] tap_o,
  output logic [Log2Ring-1:0] read_place_o,

  // One after another.
  output logic                filtered_o,
  output logic                limit_o,
  output logic                frame_o
);

  // Groups up to the first that is a frame: three samples until the sinc3 filter is full, then Taps.
  localparam int unsigned Silent = (Taps + 3 + 2**Log2Group - 1) >> Log2Group;
  localparam int unsigned SilentWidth = $clog2(Silent + 1);

  logic [Log2Ring-1:0]    phase_q, place_q, read_q, tap_q;
  logic                   write_q, last_q, run_q, filtered_q, limit_q, frame_q;
  logic [SilentWidth-1:0] silent_q;

  assign strobe_o      = valid_i & (&phase_q[Log2Rate-1:0]);
  assign write_o       = valid_i & write_q;
  assign write_last_o  = last_q;
  assign write_place_o = place_q;
  assign run_o         = valid_i & run_q;
  assign first_o       = tap_q == '0;
  assign tap_o         = tap_q;
  assign read_place_o  = read_q;
  assign filtered_o    = valid_i & filtered_q;
  assign limit_o       = valid_i & limit_q;
  assign frame_o       = valid_i & frame_q;

  always_ff @(posedge clk_i) begin
    if (!rst_ni) begin
      phase_q <= '0;
    end else if (valid_i) begin
      phase_q <= phase_q + 1'b1;
    end
  end

  always_ff @(posedge clk_i) begin
    if (!rst_ni) begin
      place_q <= '0;
      write_q <= 1'b0;
      last_q  <= 1'b0;
    end else if (valid_i) begin
      if (write_q) place_q <= place_q + 1'b1;
      write_q <= strobe_o;
      last_q  <= strobe_o & (&phase_q);
    end
  end

  always_ff @(posedge clk_i) begin
    if (!rst_ni) begin
      run_q  <= 1'b0;
      read_q <= '0;
      tap_q  <= '0;
    end else if (valid_i & last_q) begin
      run_q  <= 1'b1;
      read_q <= place_q;
      tap_q  <= '0;
    end else if (valid_i & run_q) begin
      run_q  <= tap_q != Log2Ring'(Taps - 1);
      read_q <= read_q - 1'b1;
      tap_q  <= tap_q + 1'b1;
    end
  end

  always_ff @(posedge clk_i) begin
    if (!rst_ni) begin
      silent_q   <= SilentWidth'(Silent);
      filtered_q <= 1'b0;
      limit_q    <= 1'b0;
      frame_q    <= 1'b0;
    end else if (valid_i) begin
      if (last_q & (silent_q != '0)) silent_q <= silent_q - 1'b1;
      filtered_q <= run_q & (tap_q == Log2Ring'(Taps - 1)) & (silent_q == '0);
      limit_q    <= filtered_q;
      frame_q    <= limit_q;
    end
  end

endmodule
