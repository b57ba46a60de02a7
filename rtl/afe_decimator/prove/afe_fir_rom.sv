// Three coefficients in the place of the low-pass's, for prove_chain.
module afe_fir_rom #(
  parameter int unsigned IndexWidth = 2
) (
  input  logic [IndexWidth-1:0] index_i,
  output logic signed [17:0]    coefficient_o
);

  assign coefficient_o = index_i == 1 ? 18'sd9 : index_i == 0 ? -18'sd2 : 18'sd1;

endmodule
