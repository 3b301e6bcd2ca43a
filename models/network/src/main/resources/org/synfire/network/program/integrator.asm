; Integrator for a readout: it neither spikes nor forgets.
; Equation: V = V + input.
; Source: the sum that rate-coded networks read as their answer.
.state potential
        LSIS  ls=load nph=Vt+wgtsum
        UPTVT fcs=integrate
        LSIS  ls=store nph=Vt
        NPC
