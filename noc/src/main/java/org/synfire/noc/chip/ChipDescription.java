package org.synfire.noc.chip;

import java.util.BitSet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.synfire.engine.InputException;
import org.synfire.noc.Faults;
import org.synfire.noc.Mesh;
import org.synfire.noc.RouterTiming;
import org.synfire.noc.cycle.LinkTiming;
import org.synfire.noc.cycle.Pipeline;
import org.synfire.noc.cycle.RouterConfig;
import org.synfire.noc.cycle.SwitchAllocator;

/**
 * A chip, or several equal chips side by side: every number of {@link ChipFigure} and word of {@link ChipRule} with its
 * source, and quantities derived from them.
 *
 * <p>Every chip has one node without neurons, a RISC-V on Darwin3, at the same place; that of the first chip is where
 * input spikes enter and output spikes leave.
 *
 * <p><b>Threads:</b> immutable. <b>Limits:</b> the mesh of all chips has at most {@value Mesh#MAX_NODES} nodes.
 */
public final class ChipDescription {
    private final String name;
    private final String description;
    private final Map<String, String> sources;
    private final Map<ChipFigure, Figure> figures;
    private final Map<ChipRule, StatedRule> rules;
    private final FigureList bigColumns;
    private final FigureList weightBits;
    private final Optional<EventCosts> events;
    private final DeclaredFaults faults;
    private final ChipGrid grid;
    private final Mesh mesh;
    private final BitSet faultyRouters;

    /** @throws InputException if figures contradict each other, or the chips are too many */
    ChipDescription(
            String name,
            String description,
            Map<String, String> sources,
            Map<ChipFigure, Figure> figures,
            Map<ChipRule, StatedRule> rules,
            FigureList bigColumns,
            FigureList weightBits,
            Optional<EventCosts> events,
            DeclaredFaults faults,
            ChipGrid grid) {
        this.name = name;
        this.description = description;
        this.sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
        this.figures = Collections.unmodifiableMap(new EnumMap<>(figures));
        this.rules = Collections.unmodifiableMap(new EnumMap<>(rules));
        this.bigColumns = bigColumns;
        this.weightBits = weightBits;
        this.events = events;
        this.faults = faults;
        this.grid = grid;
        Contradiction.find(figures).ifPresent(wrong -> {
            throw new InputException("Chip " + name + ": " + wrong.figure().path() + " " + wrong.message());
        });
        mesh = new Mesh(count(ChipFigure.MESH_WIDTH), count(ChipFigure.MESH_HEIGHT), grid.across(), grid.down());
        faultyRouters = faults.routersWithin(mesh);
    }

    /**
     * A system of such chips side by side.
     *
     * @param across chips across, at least 1
     * @param down chips down, at least 1
     * @throws InputException if a count is below 1 or the mesh becomes too large
     */
    public ChipDescription withChips(int across, int down) {
        return new ChipDescription(
                name,
                description,
                sources,
                figures,
                rules,
                bigColumns,
                weightBits,
                events,
                faults,
                ChipGrid.of(across, down));
    }

    /**
     * The system of a chip file that names its chip: the figures of this chip under another name.
     *
     * @param more sources of the system, beside those of the chip
     */
    ChipDescription asSystem(
            String systemName,
            String systemDescription,
            Map<String, String> more,
            DeclaredFaults systemFaults,
            ChipGrid systemGrid) {
        Map<String, String> all = new LinkedHashMap<>(sources);
        all.putAll(more);
        return new ChipDescription(
                systemName,
                systemDescription,
                all,
                figures,
                rules,
                bigColumns,
                weightBits,
                events,
                systemFaults,
                systemGrid);
    }

    /**
     * Replaces one figure; the new one is marked assumed.
     *
     * @param which the figure
     * @param value its new value, in its own unit
     * @param reason why, for the reports
     * @return the changed chip
     * @throws InputException if the value is not allowed, or contradicts another figure
     */
    public ChipDescription with(ChipFigure which, double value, String reason) {
        if (!which.allows(value)) {
            throw new InputException(String.format(
                    Locale.ROOT, "Chip %s: %s must be %s, found %s", name, which.path(), which.allowed(), value));
        }
        Map<ChipFigure, Figure> changed = new EnumMap<>(figures);
        changed.put(which, new Figure(value, which.unit(), reason, true));
        return new ChipDescription(
                name, description, sources, changed, rules, bigColumns, weightBits, events, faults, grid);
    }

    /**
     * The chip with one more width of a weight; the widths are then marked assumed.
     *
     * @param bits the width, 1..32
     * @param reason why, for the reports
     */
    public ChipDescription withWeightBits(int bits, String reason) {
        List<Integer> widths = IntStream.concat(
                        weightBits.values().stream().mapToInt(Integer::intValue), IntStream.of(bits))
                .distinct()
                .sorted()
                .boxed()
                .toList();
        return new ChipDescription(
                name,
                description,
                sources,
                figures,
                rules,
                bigColumns,
                new FigureList(widths, weightBits.unit(), reason, true),
                events,
                faults,
                grid);
    }

    /** The chip's short name. */
    public String name() {
        return name;
    }

    /** A description of the chip in one sentence. */
    public String description() {
        return description;
    }

    /** Full titles of the sources by the short id that figures use, in the file's order. */
    public Map<String, String> sources() {
        return sources;
    }

    /**
     * Its value, unit and source.
     *
     * @param which a figure
     */
    public Figure figure(ChipFigure which) {
        return figures.get(which);
    }

    /**
     * Its word and source.
     *
     * @param which a rule
     */
    public StatedRule rule(ChipRule which) {
        return rules.get(which);
    }

    /** The columns that hold big cores, modulo {@link ChipFigure#BIG_COLUMN_PERIOD}. */
    public FigureList bigColumns() {
        return bigColumns;
    }

    /** The widths a weight can have, in bits. */
    public FigureList weightBits() {
        return weightBits;
    }

    /**
     * What single events take, where the chip's steps end when all cores are done; empty for a chip whose costs are
     * those of {@link ChipFigure} alone.
     */
    public Optional<EventCosts> events() {
        return events;
    }

    /**
     * How many chips the chip file says there are, across and down, by the path of the figure; empty where the file
     * describes one chip, or where {@link #withChips} says how many.
     */
    public Map<String, Figure> systemFigures() {
        Map<String, Figure> stated = new LinkedHashMap<>();
        grid.stated().ifPresent(system -> {
            stated.put(ChipGrid.SECTION + "." + ChipFile.CHIPS_ACROSS, system.across());
            stated.put(ChipGrid.SECTION + "." + ChipFile.CHIPS_DOWN, system.down());
        });
        return Collections.unmodifiableMap(stated);
    }

    /** How many figures, lists and rules included, are assumed. */
    public int assumedFigures() {
        long assumed = figures.values().stream().filter(Figure::assumed).count();
        assumed += rules.values().stream().filter(StatedRule::assumed).count();
        assumed += events.map(EventCosts::assumedFigures).orElse(0);
        assumed += grid.stated().map(ChipGrid.Stated::assumedFigures).orElse(0);
        return (int) assumed
                + List.of(bigColumns, weightBits).stream()
                        .mapToInt(list -> list.assumed() ? 1 : 0)
                        .sum();
    }

    /**
     * The links and routers of {@link #mesh} that the chip file declares faulty.
     *
     * @throws InputException if it names some that are not in the mesh
     */
    public Faults faults() {
        return faults.in(mesh, name);
    }

    /** The nodes of all chips. */
    public Mesh mesh() {
        return mesh;
    }

    /** Chips of the system. */
    public int chips() {
        return mesh.chips();
    }

    /** The node where input spikes enter and output spikes leave: the first chip's node without neurons. */
    public int ioNode() {
        return mesh.node(count(ChipFigure.IO_X), count(ChipFigure.IO_Y));
    }

    /**
     * Whether the node has neurons that packets can reach: every node has, but one on each chip, and those with a
     * faulty router.
     *
     * @param node a node of {@link #mesh}
     */
    public boolean isNeuronCore(int node) {
        return !faultyRouters.get(node) && !isNodeWithoutNeurons(node);
    }

    private boolean isNodeWithoutNeurons(int node) {
        return mesh.x(node) % mesh.chipWidth() == count(ChipFigure.IO_X)
                && mesh.y(node) % mesh.chipHeight() == count(ChipFigure.IO_Y);
    }

    /** Nodes of all chips that {@link #isNeuronCore} says have neurons. */
    public int neuronCores() {
        return mesh.nodes()
                - chips()
                - (int) faultyRouters.stream()
                        .filter(node -> !isNodeWithoutNeurons(node))
                        .count();
    }

    /** Most neurons of one core. */
    public int neuronsPerCore() {
        return count(ChipFigure.NEURONS);
    }

    /**
     * The kind of its core; columns are counted within the node's chip.
     *
     * @param node a node of {@link #mesh}
     */
    public CoreType coreType(int node) {
        int column = mesh.x(node) % mesh.chipWidth() % count(ChipFigure.BIG_COLUMN_PERIOD);
        return bigColumns.values().contains(column) ? CoreType.BIG : CoreType.LITTLE;
    }

    /**
     * Words of its axon-in memory.
     *
     * @param type a kind of core
     */
    public int axonInWords(CoreType type) {
        return count(type == CoreType.BIG ? ChipFigure.AXON_IN_WORDS_BIG : ChipFigure.AXON_IN_WORDS_LITTLE);
    }

    /** Words of a core's axon-out memory. */
    public int axonOutWords() {
        return count(ChipFigure.AXON_OUT_WORDS);
    }

    /** Axon-in words taken by the state of one neuron. */
    public int stateWordsPerNeuron() {
        return count(ChipFigure.STATE_WORDS_PER_NEURON);
    }

    /**
     * Weights in one axon-in word, which is also the synaptic operations that one word gives.
     *
     * @param bitsPerWeight one of {@link #weightBits}
     */
    public int weightsPerWord(int bitsPerWeight) {
        return count(ChipFigure.AXON_IN_WORD_BITS) / bitsPerWeight;
    }

    /** How far an axon entry reaches along x, and along y, in hops. */
    public int reach() {
        return count(ChipFigure.REACH);
    }

    /** The clock in hertz. */
    public double clockHz() {
        return figure(ChipFigure.CLOCK).value() * 1e6;
    }

    /** The length of a time step in seconds. */
    public double stepSeconds() {
        return figure(ChipFigure.STEP).value() / 1e6;
    }

    /** The length of a time step in whole cycles, rounded down. */
    public long stepCycles() {
        return (long) Math.floor(
                figure(ChipFigure.CLOCK).value() * figure(ChipFigure.STEP).value());
    }

    /** Cycles of a core for one word of weights. */
    public double weightWordCycles() {
        return figure(ChipFigure.WEIGHT_WORD_CYCLES).value();
    }

    /** Cycles of a core for one neuron update. */
    public double neuronUpdateCycles() {
        return figure(ChipFigure.INSTRUCTIONS_PER_UPDATE).value()
                * figure(ChipFigure.INSTRUCTION_CYCLES).value();
    }

    /** The cycles of the network's parts. */
    public RouterTiming routerTiming() {
        return new RouterTiming(
                count(ChipFigure.ROUTER_CYCLES),
                count(ChipFigure.LINK_CYCLES),
                count(ChipFigure.INTER_CHIP_LINK_CYCLES),
                count(ChipFigure.INJECT_CYCLES),
                count(ChipFigure.EJECT_CYCLES),
                count(ChipFigure.PACKET_FLITS));
    }

    /**
     * The router of the cycle-accurate network: {@link #routerTiming}'s cycles, all of the router's in its switch
     * allocation, with virtual channels allocated in the same cycle. A link between chips takes the next flit when the
     * last one has arrived.
     *
     * @return the routers
     * @throws InputException if one of the cycles is outside of what that network can do
     */
    public RouterConfig routerConfig() {
        try {
            return new RouterConfig(
                    count(ChipFigure.VIRTUAL_CHANNELS),
                    count(ChipFigure.BUFFER_FLITS),
                    new Pipeline(0, 0, count(ChipFigure.ROUTER_CYCLES), 0),
                    new LinkTiming(
                            count(ChipFigure.LINK_CYCLES),
                            count(ChipFigure.INTER_CHIP_LINK_CYCLES),
                            count(ChipFigure.INTER_CHIP_LINK_CYCLES),
                            count(ChipFigure.INJECT_CYCLES),
                            count(ChipFigure.EJECT_CYCLES),
                            count(ChipFigure.CREDIT_CYCLES)),
                    SwitchAllocator.ISLIP,
                    1);
        } catch (InputException outOfRange) {
            throw new InputException(
                    "Chip " + name + ", section router, cycle by cycle: " + outOfRange.getMessage(), outOfRange);
        }
    }

    private int count(ChipFigure whole) {
        return (int) figure(whole).value();
    }
}
