; Loihi's current-based leaky integrate and fire, with decays of 12 bits.
; Equation: C = (C R11 >> 12) + R13 input; V = (V R12 >> 12) + C + R10; where V >= threshold a spike, and V = 0.
; Both products round towards zero on Loihi, and a neuron spikes above its threshold: .threshold is 64 vThMant + 1.
; R11 = 4096 - iDecay, R12 = 4096 - vDecay, R10 = 64 bias, and R13 = 2^(6 + wgtExp) is the unit of a weight.
; Source: Davies et al., IEEE Micro 38(1), 2018; the integers of slayerPytorch, lava-dl and Lava's fixed-point LIF.
; Here iDecay = 1024, vDecay = 128 and vThMant = 80. Loihi's words have 23 bits and a sign.
.threshold 5121
.reset 0
.register R8 3072
.register R9 0
.register R10 0
.register R11 3072
.register R12 3968
.register R13 64
.state potential
.state current
        LSIS  ls=load nph=Vt+I+wgtsum
        MUL   rs=R4 rt=R13 qf=register rq=1
        MUL   rs=R2 rt=R11 qf=register rq=0
        ADD   rs=R2 rt=R4
        MUL   rs=R0 rt=R12 qf=register rq=0
        ADD   rs=R0 rt=R2
        ADD   rs=R0 rt=R10
        CMP   rs=R0 rt=R1 func=GE
        JC    cmpf=flag cmpr=false addr=quiet
        GSPRS gsp=1 rsm=value
quiet:  LSIS  ls=store nph=Vt+I
        NPC
