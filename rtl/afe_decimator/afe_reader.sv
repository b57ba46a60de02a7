// A frame as octets, most significant first, with a CRC-16/CCITT-FALSE (x^16 + x^12 + x^5 + 1, begun with FFFF) behind
// it. After that, and for a frame that is not there, all octets are FF, which no frame's CRC agrees with.
module afe_reader #(
  parameter int unsigned Octets = 24  // Without the CRC.
) (
  input  logic clk_i,
  input  logic rst_ni,

  input  logic                load_i,   // From the first octet of frame_i.
  input  logic                valid_i,  // With load_i: there is such a frame.
  input  logic [8*Octets-1:0] frame_i,
  input  logic                next_i,   // The octet has been taken.
  output logic [7:0]          octet_o
);

  localparam int unsigned CountWidth = $clog2(Octets + 1);

  logic [8*Octets-1:0]   frame_q;
  logic [15:0]           crc_q;
  logic [CountWidth-1:0] left_q;  // Octets that are still to be taken; 0: CRC or nothing.

  // One octet into the CRC, bit by bit.
  function automatic logic [15:0] crc_of(input logic [15:0] sum, input logic [7:0] octet);
    crc_of = sum ^ {octet, 8'h00};
    for (int i = 0; i < 8; i++) crc_of = {crc_of[14:0], 1'b0} ^ (crc_of[15] ? 16'h1021 : 16'h0000);
  endfunction

  assign octet_o = frame_q[8*Octets-1 -: 8];

  always_ff @(posedge clk_i) begin
    if (!rst_ni) begin
      frame_q <= '1;
      left_q  <= '0;
      crc_q   <= '1;
    end else if (load_i) begin
      frame_q <= valid_i ? frame_i : '1;
      left_q  <= valid_i ? CountWidth'(Octets) : '0;
      crc_q   <= '1;
    end else if (next_i) begin
      frame_q <= left_q == CountWidth'(1) ? {crc_of(crc_q, octet_o), {(8*Octets-16){1'b1}}}
                                          : {frame_q[8*Octets-9:0], 8'hFF};
      left_q  <= left_q == '0 ? '0 : left_q - 1'b1;
      crc_q   <= crc_of(crc_q, octet_o);
    end
  end

endmodule
