; Current-based leaky integrate and fire with a threshold that adapts.
; Equation: C and V as in clif; A = P3 A >> 8; where V >= threshold + A a spike, V = reset and A = A + R6.
; Source: ALIF of Bellec et al., Long short-term memory and learning-to-learn in networks of spiking neurons, 2018, with
; the products of Darwin3's CLIF program. A is the state word res.
; Here dt = 1 ms; the tau of C, V and A is 5, 20 and 100 ms.
.threshold 1000
.reset 0
.register R6 200
.parameter P0 244
.parameter P3 253
.parameter P4 210
.parameter C7 64
.state potential
.state current
.state res
        LSIS  ls=load nph=Vt+I+res+wgtsum
        UPTIS unph=I+res
        ADD   rs=R2 rt=R4
        SFTI  rs=R2 sf=left imm=2
        UPTVT fcs=decay
        SFTI  rs=R2 sf=right imm=2
        MOV   rs=R7 rt=R1
        ADD   rs=R7 rt=R5
        CMP   rs=R0 rt=R7 func=GE
        JC    cmpf=flag cmpr=false addr=quiet
        GSPRS gsp=1 rsm=value
        ADD   rs=R5 rt=R6
quiet:  LSIS  ls=store nph=Vt+I+res
        NPC
