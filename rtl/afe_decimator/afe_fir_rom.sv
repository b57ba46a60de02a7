// The coefficients of the low-pass, newest sample first. Written by design_fir.py: do not edit.
module afe_fir_rom #(
  parameter int unsigned IndexWidth = 7
) (
  input  logic [IndexWidth-1:0] index_i,  // 0 to 78.
  output logic signed [17:0]    coefficient_o
);

  logic signed [17:0] table_q [2**IndexWidth];

  initial begin
    table_q[0] = -18'sd23;
    table_q[1] = -18'sd31;
    table_q[2] = -18'sd17;
    table_q[3] =  18'sd35;
    table_q[4] =  18'sd108;
    table_q[5] =  18'sd148;
    table_q[6] =  18'sd93;
    table_q[7] = -18'sd78;
    table_q[8] = -18'sd297;
    table_q[9] = -18'sd410;
    table_q[10] = -18'sd267;
    table_q[11] =  18'sd157;
    table_q[12] =  18'sd676;
    table_q[13] =  18'sd940;
    table_q[14] =  18'sd633;
    table_q[15] = -18'sd264;
    table_q[16] = -18'sd1340;
    table_q[17] = -18'sd1886;
    table_q[18] = -18'sd1310;
    table_q[19] =  18'sd393;
    table_q[20] =  18'sd2426;
    table_q[21] =  18'sd3479;
    table_q[22] =  18'sd2493;
    table_q[23] = -18'sd523;
    table_q[24] = -18'sd4153;
    table_q[25] = -18'sd6113;
    table_q[26] = -18'sd4543;
    table_q[27] =  18'sd607;
    table_q[28] =  18'sd6995;
    table_q[29] =  18'sd10717;
    table_q[30] =  18'sd8387;
    table_q[31] = -18'sd519;
    table_q[32] = -18'sd12440;
    table_q[33] = -18'sd20590;
    table_q[34] = -18'sd17872;
    table_q[35] = -18'sd561;
    table_q[36] =  18'sd29093;
    table_q[37] =  18'sd62897;
    table_q[38] =  18'sd89657;
    table_q[39] =  18'sd99822;
    table_q[40] =  18'sd89657;
    table_q[41] =  18'sd62897;
    table_q[42] =  18'sd29093;
    table_q[43] = -18'sd561;
    table_q[44] = -18'sd17872;
    table_q[45] = -18'sd20590;
    table_q[46] = -18'sd12440;
    table_q[47] = -18'sd519;
    table_q[48] =  18'sd8387;
    table_q[49] =  18'sd10717;
    table_q[50] =  18'sd6995;
    table_q[51] =  18'sd607;
    table_q[52] = -18'sd4543;
    table_q[53] = -18'sd6113;
    table_q[54] = -18'sd4153;
    table_q[55] = -18'sd523;
    table_q[56] =  18'sd2493;
    table_q[57] =  18'sd3479;
    table_q[58] =  18'sd2426;
    table_q[59] =  18'sd393;
    table_q[60] = -18'sd1310;
    table_q[61] = -18'sd1886;
    table_q[62] = -18'sd1340;
    table_q[63] = -18'sd264;
    table_q[64] =  18'sd633;
    table_q[65] =  18'sd940;
    table_q[66] =  18'sd676;
    table_q[67] =  18'sd157;
    table_q[68] = -18'sd267;
    table_q[69] = -18'sd410;
    table_q[70] = -18'sd297;
    table_q[71] = -18'sd78;
    table_q[72] =  18'sd93;
    table_q[73] =  18'sd148;
    table_q[74] =  18'sd108;
    table_q[75] =  18'sd35;
    table_q[76] = -18'sd17;
    table_q[77] = -18'sd31;
    table_q[78] = -18'sd23;
  end

  assign coefficient_o = table_q[index_i];

endmodule
