package org.synfire.noc.chip;

import org.synfire.noc.Mesh;
import org.synfire.noc.cycle.Pipeline;
import org.synfire.noc.cycle.RouterConfig;

/**
 * Every single number that a chip file must state: its section and key, its unit and the values allowed. The order is
 * the order in which they are shown.
 */
public enum ChipFigure {
    /** Nodes across one chip. */
    MESH_WIDTH("mesh", "width", "nodes", 1, Mesh.MAX_NODES, true),
    /** Nodes down one chip. */
    MESH_HEIGHT("mesh", "height", "nodes", 1, Mesh.MAX_NODES, true),
    /** Column, in every chip, of the node that is no neuron core but input and output. */
    IO_X("mesh", "ioX", "column", 0, Mesh.MAX_NODES - 1, true),
    /** Row, in every chip, of the node that is no neuron core but input and output. */
    IO_Y("mesh", "ioY", "row", 0, Mesh.MAX_NODES - 1, true),
    /** How far an axon entry reaches along x, and along y. */
    REACH("mesh", "reach", "hops", 1, Mesh.MAX_NODES, true),
    /** The pattern of big and little columns repeats every so many columns. */
    BIG_COLUMN_PERIOD("mesh", "bigColumnPeriod", "columns", 1, Mesh.MAX_NODES, true),

    /** The clock of cores and network. */
    CLOCK("time", "clock", "MHz", 0.001, 1e6, false),
    /** Length of a time step if the user does not give one. */
    STEP("time", "step", "us", 0.001, 1e9, false),
    /** The shortest time step the chip can be set to. */
    MINIMUM_STEP("time", "minimumStep", "us", 0.001, 1e9, false),

    /** Neurons of one core. */
    NEURONS("core", "neurons", "neurons", 1, 1 << 24, true),
    /** Bits of an axon-in word. */
    AXON_IN_WORD_BITS("core", "axonInWordBits", "bits", 1, 1024, true),
    /** Axon-in words of a big core. */
    AXON_IN_WORDS_BIG("core", "axonInWordsBig", "words", 1, 1 << 30, true),
    /** Axon-in words of a little core. */
    AXON_IN_WORDS_LITTLE("core", "axonInWordsLittle", "words", 1, 1 << 30, true),
    /** Axon-in words that the inference state of one neuron takes from the connections. */
    STATE_WORDS_PER_NEURON("core", "stateWordsPerNeuron", "words", 0, 1 << 16, true),
    /** Bits of an axon-out word. */
    AXON_OUT_WORD_BITS("core", "axonOutWordBits", "bits", 1, 1024, true),
    /** Axon-out words of a core: one a neuron and one a destination core. */
    AXON_OUT_WORDS("core", "axonOutWords", "words", 1, 1 << 30, true),
    /** Bits of the register that sums a neuron's weighted input. */
    SUM_BITS("core", "sumBits", "bits", 1, 64, true),
    /** Bits of a membrane potential, and of a bias. */
    POTENTIAL_BITS("core", "potentialBits", "bits", 1, 64, true),
    /** Bits of the fixed-point factors of a neuron's program, sign included. */
    MULTIPLIER_BITS("core", "multiplierBits", "bits", 1, 64, true),
    /** Bits of a register of a neuron program. */
    REGISTER_BITS("core", "registerBits", "bits", 16, 32, true),
    /** Cycles for one axon-in word of weights, all of whose weights are added at once. */
    WEIGHT_WORD_CYCLES("core", "weightWordCycles", "cycles", 0, 1e6, false),
    /** Instructions of one neuron update. */
    INSTRUCTIONS_PER_UPDATE("core", "instructionsPerUpdate", "instructions", 0, 1e6, false),
    /** Cycles of one instruction. */
    INSTRUCTION_CYCLES("core", "instructionCycles", "cycles", 0, 1e6, false),

    /** Flits of a spike packet. */
    PACKET_FLITS("router", "packetFlits", "flits", 1, 1024, true),
    /** Bits of a flit. */
    FLIT_BITS("router", "flitBits", "bits", 1, 4096, true),
    /** Cycles of a packet's head in each router. */
    ROUTER_CYCLES("router", "routerCycles", "cycles", 0, 1_000_000, true),
    /** Cycles of a flit on a link inside a chip. */
    LINK_CYCLES("router", "linkCycles", "cycles", 0, 1_000_000, true),
    /** Cycles of a flit on a link between chips, and between two flits on it. */
    INTER_CHIP_LINK_CYCLES("router", "interChipLinkCycles", "cycles", 1, 1_000_000, true),
    /** Cycles from a core into its router. */
    INJECT_CYCLES("router", "injectCycles", "cycles", 0, 1_000_000, true),
    /** Cycles from a router into its core. */
    EJECT_CYCLES("router", "ejectCycles", "cycles", 0, 1_000_000, true),
    /** Virtual channels of every port. */
    VIRTUAL_CHANNELS("router", "virtualChannels", "channels", 1, RouterConfig.MAX_VIRTUAL_CHANNELS, true),
    /** Flits that the buffer of one virtual channel holds. */
    BUFFER_FLITS("router", "bufferFlits", "flits", 1, RouterConfig.MAX_BUFFER_FLITS, true),
    /** Cycles from the decision that frees a slot of a buffer to its reuse upstream. */
    CREDIT_CYCLES("router", "creditCycles", "cycles", 1, Pipeline.MAX_CYCLES, true),

    /** Energy of one synaptic operation, P_S. */
    SYNAPTIC_OPERATION_ENERGY("energy", "synapticOperation", "pJ", 0, 1e12, false),
    /** Energy of one neuron update, P_N. */
    NEURON_UPDATE_ENERGY("energy", "neuronUpdate", "pJ", 0, 1e12, false),
    /** Energy of one packet over one link inside a chip. */
    HOP_ENERGY("energy", "hop", "pJ", 0, 1e12, false),
    /** Energy of one packet over one link between chips. */
    INTER_CHIP_HOP_ENERGY("energy", "interChipHop", "pJ", 0, 1e12, false),
    /** Static power of one chip, P_I + P_B. */
    STATIC_POWER("energy", "staticPower", "W", 0, 1e6, false),
    /** A measured power of one whole chip at work that static power cannot exceed. */
    POWER_BOUND("energy", "powerBound", "W", 0, 1e6, false);

    private final String section;
    private final String key;
    private final FigureRange range;

    ChipFigure(String section, String key, String unit, double least, double most, boolean isWhole) {
        this.section = section;
        this.key = key;
        this.range = new FigureRange(unit, least, most, isWhole);
    }

    /** The section of the chip file it stands in. */
    public String section() {
        return section;
    }

    /** Its key in that section. */
    public String key() {
        return key;
    }

    /** Its unit, which the chip file must repeat. */
    public String unit() {
        return range.unit();
    }

    /** Section and key, joined by a dot. */
    public String path() {
        return section + "." + key;
    }

    /**
     * Whether this figure may have it.
     *
     * @param value a number
     */
    public boolean allows(double value) {
        return range.allows(value);
    }

    /** In words, what {@link #allows} allows. */
    public String allowed() {
        return range.allowed();
    }

    FigureRange range() {
        return range;
    }
}
