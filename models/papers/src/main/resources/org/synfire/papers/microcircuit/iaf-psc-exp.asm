; Leaky integrate and fire with an exponentially decaying current and an absolute refractory period, steps of 0.1 ms.
; Equation: where N = 0: V = (V 64884 >> 16) + (C 6051 >> 12) + R10, C being the current before it decays; else N = N - 1;
; C = (C 53656 >> 16) + input; where V >= threshold a spike, V = reset, N = R6. Shifts floor.
; 64884 / 2^16 = exp(-0.1 / 10), 53656 / 2^16 = exp(-0.1 / 0.5); 6051 / 2^12 turns 1/16 pA into 2^-16 mV for 250 pF.
; A product is shifted by at most 15 bits, so the factors over 2^16 are halved: both are even.
; Source: the update of NEST's iaf_psc_exp, Rotter and Diesmann, Biological Cybernetics 81, 1999. R10 is a constant drive.
.threshold 983040
.reset 0
.register R6 20
.register R8 3840
.register R9 3072
.register R10 0
.register R12 32442
.register R13 6051
.register R14 26828
.state potential
.state current
.state refractory
        LSIS  ls=load nph=Vt+I+rpd+wgtsum
        CMP   rs=R3 func=EQ0
        JC    cmpf=flag cmpr=true addr=free
        ADDI  rs=R3 imm=-1
        JC    cmpf=always addr=current
free:   MUL   rs=R0 rt=R12 qf=register rq=0
        MOV   rs=R7 rt=R2
        MUL   rs=R7 rt=R13 qf=register rq=1
        ADD   rs=R0 rt=R7
        ADD   rs=R0 rt=R10
current:
        MUL   rs=R2 rt=R14 qf=register rq=0
        ADD   rs=R2 rt=R4
        CMP   rs=R0 rt=R1 func=GE
        JC    cmpf=flag cmpr=false addr=quiet
        GSPRS gsp=1 rsm=value
        MOV   rs=R3 rt=R6
quiet:  LSIS  ls=store nph=Vt+I+rpd
        NPC
