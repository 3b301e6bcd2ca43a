; Current-based leaky integrate and fire: a current that decays drives a potential that decays.
; Equation: C = (P4 C >> 8) + input; V = (P0 V >> 8) + (C7 4 C >> 8), and C7 = 64 makes the gain 1;
; where V >= threshold a spike, and V = reset.
; Source: the CLIF program of Darwin3's public deployment tool, 9 instructions.
; Here dt = 1 ms, the current's tau is 5 ms and the potential's 20 ms.
.threshold 1000
.reset 0
.parameter P0 244
.parameter P4 210
.parameter C7 64
.state potential
.state current
        LSIS  ls=load nph=Vt+I+wgtsum
        UPTIS unph=I
        ADD   rs=R2 rt=R4 ns=1
        SFTI  rs=R2 sf=left imm=2 ns=1
        UPTVT fcs=decay
        SFTI  rs=R2 sf=right imm=2 ns=1
        GSPRS gsp=1 vcp=1 rsm=value
        LSIS  ls=store nph=Vt+I
        NPC
