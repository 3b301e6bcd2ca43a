; Loihi's current-based leaky integrate and fire, with a refractory period of several steps.
; Equation: C = (C R11 >> 12) + R13 input. Where N > 0: N = N - 1 and V stays; else V = (V R12 >> 12) + C + R10, and
; where V >= threshold a spike, V = 0, and N = R6 = refDelay - 1. The rest is as in loihi-cuba.
; Source: as loihi-cuba; that the current goes on while the potential rests, Michaelis et al., Front. Neuroinform. 16, 2022.
.threshold 5121
.reset 0
.register R6 2
.register R8 3072
.register R9 0
.register R10 0
.register R11 3072
.register R12 3968
.register R13 64
.state potential
.state current
.state refractory
        LSIS  ls=load nph=Vt+I+rpd+wgtsum
        MUL   rs=R4 rt=R13 qf=register rq=1
        MUL   rs=R2 rt=R11 qf=register rq=0
        ADD   rs=R2 rt=R4
        CMP   rs=R3 func=EQ0
        JC    cmpf=flag cmpr=true addr=ready
        ADDI  rs=R3 imm=-1
        LSIS  ls=store nph=I+rpd
        NPC
ready:  MUL   rs=R0 rt=R12 qf=register rq=0
        ADD   rs=R0 rt=R2
        ADD   rs=R0 rt=R10
        CMP   rs=R0 rt=R1 func=GE
        JC    cmpf=flag cmpr=false addr=quiet
        GSPRS gsp=1 rsm=value
        MOV   rs=R3 rt=R6
quiet:  LSIS  ls=store nph=Vt+I+rpd
        NPC
