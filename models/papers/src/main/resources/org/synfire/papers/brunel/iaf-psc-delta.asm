; Leaky integrate and fire, moved at once by what arrives, with an absolute refractory period, steps of 0.1 ms.
; Equation: where N = 0: V = (V 65209 >> 16) + input; else N = N - 1, and what arrives is lost;
; where V >= threshold a spike, V = reset, N = R6. Shifts floor.
; 65209 / 2^16 = exp(-0.1 / 20). A product is shifted by at most 15 bits and the factor is odd, so V loses
; V 327 >> 16 in two shifts: V 65209 = V 2^16 - V 327, and two floors of powers of two are one.
; Source: the update of NEST's iaf_psc_delta without refractory input.
.threshold 1310720
.reset 0
.register R6 20
.register R8 3840
.register R12 -327
.state potential
.state refractory
        LSIS  ls=load nph=Vt+rpd+wgtsum
        CMP   rs=R3 func=EQ0
        JC    cmpf=flag cmpr=true addr=free
        ADDI  rs=R3 imm=-1
        JC    cmpf=always addr=quiet
free:   MOV   rs=R7 rt=R0
        MUL   rs=R7 rt=R12 qf=register rq=0
        SFTI  rs=R7 sf=right imm=1
        ADD   rs=R0 rt=R7
        ADD   rs=R0 rt=R4
        CMP   rs=R0 rt=R1 func=GE
        JC    cmpf=flag cmpr=false addr=quiet
        GSPRS gsp=1 rsm=value
        MOV   rs=R3 rt=R6
quiet:  LSIS  ls=store nph=Vt+rpd
        NPC
