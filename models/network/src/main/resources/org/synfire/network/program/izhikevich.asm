; Izhikevich's neuron, regular spiking: a = 0.02, b = 0.2, c = -65, d = 8.
; Equation: v' = 0.04 v^2 + 5 v + 140 - u + I in two steps of 0.5 ms; u' = a (b v - u) in a step of 1 ms;
; where v >= 30 a spike, v = c and u = u + d. The second half step is left out where v >= 30 after the first.
; Source: Izhikevich, Simple model of spiking neurons, IEEE Transactions on Neural Networks 14(6), 2003.
; Fixed point: V = 64 v, U = 64 u, 64 I arrives. 0.04 v^2 is (1.6 V)^2 >> 12, and 1.6 is 410 / 256. U is the state word current.
.threshold 1920
.reset -4160
.register R6 410
.register R8 3072
.register R9 3840
.register R10 8960
.register R12 51
.register R13 655
.register R14 512
.state potential -4160
.state current -832
        LSIS  ls=load nph=Vt+I+wgtsum
        MOV   rs=R7 rt=R0
        MUL   rs=R7 rt=R6
        MUL   rs=R7 rt=R7 qf=register rq=0
        MOV   rs=R5 rt=R0
        SFTI  rs=R5 sf=left imm=2
        ADD   rs=R5 rt=R0
        ADD   rs=R7 rt=R5
        ADD   rs=R7 rt=R10
        SUB   rs=R7 rt=R2
        ADD   rs=R7 rt=R4
        SFTI  rs=R7 sf=right imm=1
        ADD   rs=R0 rt=R7
        CMP   rs=R0 rt=R1 func=GE
        JC    cmpf=flag cmpr=true addr=recover
        MOV   rs=R7 rt=R0
        MUL   rs=R7 rt=R6
        MUL   rs=R7 rt=R7 qf=register rq=0
        MOV   rs=R5 rt=R0
        SFTI  rs=R5 sf=left imm=2
        ADD   rs=R5 rt=R0
        ADD   rs=R7 rt=R5
        ADD   rs=R7 rt=R10
        SUB   rs=R7 rt=R2
        ADD   rs=R7 rt=R4
        SFTI  rs=R7 sf=right imm=1
        ADD   rs=R0 rt=R7
recover:
        MOV   rs=R7 rt=R0
        MUL   rs=R7 rt=R12
        SUB   rs=R7 rt=R2
        MUL   rs=R7 rt=R13 qf=register rq=1
        ADD   rs=R2 rt=R7
        CMP   rs=R0 rt=R1 func=GE
        JC    cmpf=flag cmpr=false addr=quiet
        GSPRS gsp=1 rsm=value
        ADD   rs=R2 rt=R14
quiet:  LSIS  ls=store nph=Vt+I
        NPC
