package org.synfire.network.nir.integer;

import java.util.Arrays;
import org.synfire.network.neuron.AssemblyNeurons;
import org.synfire.network.program.Assembler;
import org.synfire.network.program.RegisterArithmetic;

/**
 * The program of neurons with one or two filters, in the chip's assembly.
 *
 * <p><b>Equation:</b> {@code I = round(a I 2^15) >> 15) + input}, {@code V = (b V >> 15) + I + offset}; without a
 * current the input itself is added. Where {@code V >= threshold} a spike, and V becomes the reset or loses the
 * subtrahend; that again while V still reaches the threshold, where a neuron can spike several times in a step. At the
 * end {@code V = max(V, floor)}, if there is one. A decay of 1 is no product. <b>Several spikes:</b> programs jump
 * forwards only, so the instruction that compares, sends and subtracts stands there as often as a neuron can spike;
 * before the spikes 0, 1, 2 and every fourth, a neuron below its threshold jumps over the rest. <b>Source:</b> the
 * update of NIR's CubaLIF and LIF, decays in 15 bits as the adaptive threshold of the chip's public tool has them.
 */
final class FilterProgram {
    /** Bits of a decay. */
    static final int DECAY_BITS = 15;

    private static final int ONE = 1 << DECAY_BITS;
    private static final int SPIKES_BETWEEN_JUMPS = 4;

    private final StringBuilder head = new StringBuilder();
    private final StringBuilder body = new StringBuilder();

    /**
     * All numbers are integers in the units of the population, one for each neuron.
     *
     * @param currentDecay a, in 2^-15; empty for neurons without a current
     * @param potentialDecay b, in 2^-15
     * @param offset added to the potential in every step
     * @param spikes when they spike; {@code null} for neurons that only have a potential
     */
    record Constants(int[] currentDecay, int[] potentialDecay, int[] offset, Spiking spikes) {}

    /**
     * When neurons spike.
     *
     * @param threshold reached by a potential that spikes
     * @param reset what it becomes
     * @param subtrahend what it loses; empty for neurons that are reset
     * @param floor the least potential behind the spikes; empty for neurons without one
     * @param most spikes in a step, 1 for neurons that are reset
     */
    record Spiking(int[] threshold, int[] reset, int[] subtrahend, int[] floor, int most) {
        private String behind() {
            return floor.length == 0 ? "quiet" : "spent";
        }
    }

    private FilterProgram() {}

    static AssemblyNeurons of(Constants constants, RegisterArithmetic arithmetic) {
        FilterProgram program = new FilterProgram();
        boolean hasCurrent = constants.currentDecay.length > 0;
        boolean hasOffset = Arrays.stream(constants.offset).anyMatch(value -> value != 0);
        String words = hasCurrent ? "Vt+I" : "Vt";
        program.line(".state potential");
        program.line("        LSIS  ls=load nph=" + words + "+wgtsum");
        if (isProduct(constants.potentialDecay) || (hasCurrent && isProduct(constants.currentDecay))) {
            program.head.append(".register R8 ").append(DECAY_BITS << 8).append('\n');
        }
        if (hasCurrent) {
            program.head.append(".state current\n");
            program.decay("R2", "R11", constants.currentDecay);
            program.line("        ADD   rs=R2 rt=R4");
        }
        program.decay("R0", "R12", constants.potentialDecay);
        program.line("        ADD   rs=R0 rt=" + (hasCurrent ? "R2" : "R4"));
        if (hasOffset) {
            program.head.append(".register R10 0\n");
            program.line("        ADD   rs=R0 rt=R10");
        }
        if (constants.spikes != null) {
            program.spikes(constants.spikes);
        }
        program.line("quiet:  LSIS  ls=store nph=" + words);
        program.line("        NPC");
        AssemblyNeurons neurons = AssemblyNeurons.of(
                Assembler.assemble("neurons of a NIR node", program.head.toString() + program.body), arithmetic);
        return with(neurons, constants, hasCurrent, hasOffset);
    }

    private void line(String text) {
        (text.startsWith(".") ? head : body).append(text).append('\n');
    }

    private void decay(String register, String factor, int[] decay) {
        if (isProduct(decay)) {
            head.append(".register ").append(factor).append(" 0\n");
            line("        MUL   rs=" + register + " rt=" + factor + " qf=register rq=0");
        }
    }

    private static boolean isProduct(int[] decay) {
        return Arrays.stream(decay).anyMatch(value -> value != ONE);
    }

    private void spikes(Spiking spiking) {
        line(".threshold 1");
        if (spiking.most > 1) {
            several(spiking);
        } else {
            jumpIfQuiet(spiking);
            if (spiking.subtrahend.length > 0) {
                line(".register R6 0");
                line("        GSPRS gsp=1 rsm=none");
                line("        SUB   rs=R0 rt=R6");
            } else {
                line(".reset 0");
                line("        GSPRS gsp=1 rsm=value");
            }
        }
        if (spiking.floor.length > 0) {
            line(".register R7 0");
            line("spent:  CMP   rs=R0 rt=R7 func=GE");
            line("        JC    cmpf=flag cmpr=true addr=quiet");
            line("        MOV   rs=R0 rt=R7");
        }
    }

    private void jumpIfQuiet(Spiking spiking) {
        line("        CMP   rs=R0 rt=R1 func=GE");
        line("        JC    cmpf=flag cmpr=false addr=" + spiking.behind());
    }

    private void several(Spiking spiking) {
        line(".decrement 0");
        line(".spikes " + spiking.most);
        for (int spike = 0; spike < spiking.most; spike++) {
            if (spike < SPIKES_BETWEEN_JUMPS - 1 || spike % SPIKES_BETWEEN_JUMPS == 0) {
                jumpIfQuiet(spiking);
            }
            line("        GSPRS gsp=1 vcp=1 rsm=decrement");
        }
    }

    private static AssemblyNeurons with(
            AssemblyNeurons neurons, Constants constants, boolean hasCurrent, boolean hasOffset) {
        AssemblyNeurons set = neurons;
        if (hasCurrent && isProduct(constants.currentDecay)) {
            set = set.with("R11", oneOrAll(held(constants.currentDecay)));
        }
        if (isProduct(constants.potentialDecay)) {
            set = set.with("R12", oneOrAll(held(constants.potentialDecay)));
        }
        if (hasOffset) {
            set = set.with("R10", oneOrAll(constants.offset));
        }
        if (constants.spikes == null) {
            return set;
        }
        set = set.with("R1", oneOrAll(constants.spikes.threshold));
        if (constants.spikes.floor.length > 0) {
            set = set.with("R7", oneOrAll(constants.spikes.floor));
        }
        String subtracted = constants.spikes.most > 1 ? "decrement" : "R6";
        return constants.spikes.subtrahend.length > 0
                ? set.with(subtracted, oneOrAll(constants.spikes.subtrahend))
                : set.with("reset", oneOrAll(constants.spikes.reset));
    }

    /** A decay of 1 beside others is the largest that a register of 16 bits holds. */
    private static int[] held(int[] decay) {
        return Arrays.stream(decay).map(value -> Math.min(value, ONE - 1)).toArray();
    }

    /** One value where all are alike. */
    private static int[] oneOrAll(int[] values) {
        return Arrays.stream(values).allMatch(value -> value == values[0]) ? new int[] {values[0]} : values;
    }
}
