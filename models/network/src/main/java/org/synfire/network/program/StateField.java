package org.synfire.network.program;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * What LSIS moves between a neuron's memory and a register. <b>Source:</b> the chip's public deployment tool.
 *
 * <p>A register of 16 bits has state words of 16 bits; {@link #REFRACTORY} has 8 in any case.
 */
public enum StateField {
    /** The membrane potential. */
    POTENTIAL("Vt", "potential", 6, 0),
    /** The threshold, where it is a neuron's own. */
    THRESHOLD("Vth", "threshold", 5, 1),
    /** The synaptic current. */
    CURRENT("I", "current", 4, 2),
    /** The refractory counter. */
    REFRACTORY("rpd", "refractory", 3, 3),
    /** A word for what the program wants, such as a bias. */
    RES("res", "res", 1, 5);

    /** Bits of the refractory counter. */
    public static final int REFRACTORY_BITS = 8;
    /** The register of what has arrived in the step. */
    static final int ARRIVED_REGISTER = 4;
    /** The mask bit of what has arrived in the step. */
    static final int ARRIVED = 1 << 2;
    /** The mask bit of a random number. */
    static final int RANDOM = 1;
    /** The mask bit without a public meaning. */
    static final int RMSB16 = 1 << 7;

    private final String word;
    private final String stateName;
    private final int bit;
    private final int register;

    StateField(String word, String stateName, int bit, int register) {
        this.word = word;
        this.stateName = stateName;
        this.bit = bit;
        this.register = register;
    }

    /** The chip's name for it, which the field nph has. */
    public String word() {
        return word;
    }

    /** Its name as a state word. */
    public String stateName() {
        return stateName;
    }

    /** Its bit of the field nph, as a mask. */
    public int mask() {
        return 1 << bit;
    }

    /** The register that it is moved to and from. */
    public int register() {
        return register;
    }

    /** Its width beside registers of so many bits. */
    public int bits(int registerBits) {
        return this == REFRACTORY ? REFRACTORY_BITS : registerBits;
    }

    static Map<String, Integer> bits() {
        Map<String, Integer> bits = new TreeMap<>(Map.of("wgtsum", ARRIVED, "rand", RANDOM, "rmsb16", RMSB16));
        Arrays.stream(values()).forEach(field -> bits.put(field.word, field.mask()));
        return bits;
    }
}
