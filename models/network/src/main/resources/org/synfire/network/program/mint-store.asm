; MINT's neuron with its shift on store.
; Equation: H = input + U; where R10 H >= threshold a spike and U = 0, else U = H >> 1, limited to R7..R6.
; R10 is 1, or -1 where the gain that was folded into the threshold is negative; the threshold is then negated too.
; Source: MINT (ASP-DAC 2024): what its public code stores, with the shift of the slides. Here potentials have 8 bits.
.threshold 100
.reset 0
.register R6 127
.register R7 -127
.register R8 0
.register R10 1
.state potential
        LSIS  ls=load nph=Vt+wgtsum
        UPTVT fcs=integrate
        MOV   rs=R5 rt=R0
        MUL   rs=R5 rt=R10 qf=register rq=0
        CMP   rs=R5 rt=R1 func=GE
        JC    cmpf=flag cmpr=false addr=quiet
        GSPRS gsp=1 rsm=value
quiet:  SFTI  rs=R0 sf=right imm=1
        CMP   rs=R0 rt=R6 func=GE
        JC    cmpf=flag cmpr=false addr=low
        MOV   rs=R0 rt=R6
low:    CMP   rs=R7 rt=R0 func=GE
        JC    cmpf=flag cmpr=false addr=done
        MOV   rs=R0 rt=R7
done:   LSIS  ls=store nph=Vt
        NPC
