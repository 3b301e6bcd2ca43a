; Leaky integrate and fire, with the exact decay of a step.
; Equation: V = (P0 V >> 8) + input; where V >= threshold a spike, and V = reset. P0 = round(256 exp(-dt / tau)).
; Source: LIF with exponential decay as in NEST's iaf_psc_delta; the product as Darwin3's tool has it in its CLIF program.
; Here dt = 1 ms and tau = 20 ms.
.threshold 1000
.reset 0
.parameter P0 244
.state potential
        LSIS  ls=load nph=Vt+wgtsum
        UPTVT fcs=decay
        UPTVT fcs=integrate
        GSPRS gsp=1 vcp=1 rsm=value
        LSIS  ls=store nph=Vt
        NPC
