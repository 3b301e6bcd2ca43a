; Leaky integrate and fire with an absolute refractory period: after a spike the neuron ignores its input for R6 steps.
; Equation: where N > 0: N = N - 1 and V stays; else V = (P0 V >> 8) + input, and where V >= threshold a spike, V = reset, N = R6.
; Source: the usual LIF neuron with t_ref, as in NEST's iaf models. N is the chip's refractory counter, taken as a signed word of 8 bits.
.threshold 1000
.reset 0
.register R6 5
.parameter P0 244
.state potential
.state refractory
        LSIS  ls=load nph=Vt+rpd+wgtsum
        CMP   rs=R3 func=EQ0
        JC    cmpf=flag cmpr=true addr=ready
        ADDI  rs=R3 imm=-1
        LSIS  ls=store nph=rpd
        NPC
ready:  UPTVT fcs=decay
        UPTVT fcs=integrate
        CMP   rs=R0 rt=R1 func=GE
        JC    cmpf=flag cmpr=false addr=quiet
        GSPRS gsp=1 rsm=value
        MOV   rs=R3 rt=R6
quiet:  LSIS  ls=store nph=Vt+rpd
        NPC
