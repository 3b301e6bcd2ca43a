; Integrate and fire.
; Equation: V = V + input; where V >= threshold a spike, and V = reset.
; Source: the integrate-and-fire program of Darwin3's public deployment tool, 5 instructions.
.threshold 1000
.reset 0
.state potential
        LSIS  ls=load nph=Vt+wgtsum
        UPTVT fcs=integrate
        GSPRS gsp=1 vcp=1 rsm=value
        LSIS  ls=store nph=Vt
        NPC
