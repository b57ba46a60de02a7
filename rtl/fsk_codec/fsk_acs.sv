// Add, compare, select for the eight states: which predecessor survives, and with what metric.
//
// Metrics count up (correlation) and wrap: candidates of one state never differ by 2^8 or more, so the
// sign of their difference says which is larger. On equal metrics the predecessor with M2 = 0 survives.
module fsk_acs #(
  parameter int unsigned MetricWidth = 9
) (
  input  logic                        rsc_i,
  input  logic signed [fsk_pkg::SoftWidth-1:0] soft_u1_i,   // Positive: rather a 1. Clipped to +-7.
  input  logic signed [fsk_pkg::SoftWidth-1:0] soft_u0_i,
  input  logic [8*MetricWidth-1:0]    metric_i,   // By state.
  output logic [8*MetricWidth-1:0]    metric_o,
  output logic [7:0]                  from_odd_o,  // By new state: predecessor with M2 = 1 survives.
  output logic [7:0]                  bit_o        // By new state: information bit of the survivor.
);

  typedef logic [MetricWidth-1:0] metric_t;

  logic signed [fsk_pkg::SoftWidth-1:0] clipped_u1, clipped_u0;
  metric_t soft_u1, soft_u0;
  metric_t branch_00, branch_01, branch_10, branch_11;  // By {u1, u0}.

  assign clipped_u1 = (soft_u1_i == -4'sd8) ? -4'sd7 : soft_u1_i;
  assign clipped_u0 = (soft_u0_i == -4'sd8) ? -4'sd7 : soft_u0_i;
  assign soft_u1    = MetricWidth'(clipped_u1);
  assign soft_u0    = MetricWidth'(clipped_u0);
  assign branch_11  = soft_u1 + soft_u0;
  assign branch_10  = soft_u1 - soft_u0;
  assign branch_01  = soft_u0 - soft_u1;
  assign branch_00  = -branch_11;

  for (genvar s = 0; s < 8; s++) begin : gen_state
    // New state {f, M0, M1} comes from {M0, M1, 0} or {M0, M1, 1}.
    localparam fsk_pkg::state_t Even = 3'((s << 1) & 6);
    localparam fsk_pkg::state_t Odd = Even | 3'd1;
    localparam logic InRegister = 1'((s >> 2) & 1);

    logic       bit_even, bit_odd;
    logic [1:0] pair_even, pair_odd;
    metric_t    branch_even, branch_odd, even, odd, difference;

    // feedback() undoes itself: the bit that put InRegister into the register.
    assign bit_even  = fsk_pkg::feedback(rsc_i, Even, InRegister);
    assign bit_odd   = fsk_pkg::feedback(rsc_i, Odd, InRegister);
    assign pair_even = fsk_pkg::coded_pair(rsc_i, Even, bit_even);
    assign pair_odd  = fsk_pkg::coded_pair(rsc_i, Odd, bit_odd);

    always_comb begin
      unique case (pair_even)
        2'b00:   branch_even = branch_00;
        2'b01:   branch_even = branch_01;
        2'b10:   branch_even = branch_10;
        default: branch_even = branch_11;
      endcase
      unique case (pair_odd)
        2'b00:   branch_odd = branch_00;
        2'b01:   branch_odd = branch_01;
        2'b10:   branch_odd = branch_10;
        default: branch_odd = branch_11;
      endcase
    end

    assign even = metric_i[Even*MetricWidth +: MetricWidth] + branch_even;
    assign odd  = metric_i[Odd*MetricWidth +: MetricWidth] + branch_odd;

    assign difference    = even - odd;
    assign from_odd_o[s] = difference[MetricWidth-1];
    assign bit_o[s]      = from_odd_o[s] ? bit_odd : bit_even;
    assign metric_o[s*MetricWidth +: MetricWidth] = from_odd_o[s] ? odd : even;
  end

endmodule
