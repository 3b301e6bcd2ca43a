; Integrate and fire with a bias in each step.
; Equation: V = V + bias + input; where V >= threshold a spike, and V = reset. The bias is the state word res, which stays.
; Source: the program of Darwin3's public deployment tool with a bias, 6 instructions.
.threshold 1000
.reset 0
.state potential
.state res 10
        LSIS  ls=load nph=Vt+wgtsum+res
        ADD   rs=R0 rt=R5
        UPTVT fcs=integrate
        GSPRS gsp=1 vcp=1 rsm=value
        LSIS  ls=store nph=Vt
        NPC
