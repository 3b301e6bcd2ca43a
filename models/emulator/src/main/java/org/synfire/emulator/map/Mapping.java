package org.synfire.emulator.map;

import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.chip.CoreType;

/**
 * A network laid on a chip: which core holds which neurons, what that takes of its memory, and how far spikes travel.
 *
 * <pre>
 *   population 0 (input)   slice 0          at the I/O node, whole
 *   population 1           slices 1..4      one neuron core each
 *   population 2           slices 5..20
 * </pre>
 *
 * <p><b>Threads:</b> immutable. <b>Expected traffic:</b> every sender is taken to spike {@value Flow#SPIKES_PER_SAMPLE}
 * times a sample; a run counts what it really does.
 */
public final class Mapping {
    private final IntegerNetwork network;
    private final ChipDescription chip;
    private final List<Slice> slices;
    private final List<CoreUse> uses;
    private final Traffic traffic;
    private final int[] firstSlice;

    /** @param firstSlice for each population its first slice, and the number of slices at the end */
    Mapping(
            IntegerNetwork network,
            ChipDescription chip,
            List<Slice> slices,
            List<CoreUse> uses,
            Traffic traffic,
            int[] firstSlice) {
        this.network = network;
        this.chip = chip;
        this.slices = List.copyOf(slices);
        this.uses = List.copyOf(uses);
        this.traffic = traffic;
        this.firstSlice = firstSlice;
    }

    /** What is mapped. */
    public IntegerNetwork network() {
        return network;
    }

    /** What it is mapped to. */
    public ChipDescription chip() {
        return chip;
    }

    /** All slices by number, in the order of populations; slice 0 is the input, whole, at the chip's I/O node. */
    public List<Slice> slices() {
        return slices;
    }

    /** The slices of one population. */
    public List<Slice> slices(int population) {
        return slices.subList(firstSlice[population], firstSlice[population + 1]);
    }

    /** What each slice takes of its core, in the order of {@link #slices()}. */
    public List<CoreUse> uses() {
        return uses;
    }

    /** What the slices of one population take. */
    public List<CoreUse> uses(int population) {
        return uses.subList(firstSlice[population], firstSlice[population + 1]);
    }

    /** How many weights of the width that a population needs lie in one word of the chip. */
    public int weightsPerWord(int population) {
        return TableFormat.of(network, population, chip).weightsPerWord();
    }

    /** Spikes between slices, by projection. */
    public List<Flow> flows() {
        return traffic.flows();
    }

    /** Neuron cores used. */
    public int cores() {
        return slices.size() - 1;
    }

    /** Neuron cores used of one kind. */
    public int cores(CoreType type) {
        return (int) uses.stream().filter(use -> use.type() == type).count();
    }

    /** Chips with at least one core in use. */
    public int chips() {
        return (int) slices.stream()
                .skip(1)
                .mapToInt(slice -> chip.mesh().chip(slice.node()))
                .distinct()
                .count();
    }

    /** Whether a population is cut over space, which Darwin3's compiler does not do. */
    public boolean isBeyondCompiler(int population) {
        return slices(population).stream()
                .anyMatch(slice ->
                        !slice.holdsWholeMap(network.population(population).shape()));
    }

    /** Links that a packet of a flow crosses. */
    public int hops(Flow flow) {
        return chip.mesh()
                .hops(slices.get(flow.from()).node(), slices.get(flow.to()).node());
    }

    /**
     * Whether a flow goes further along x or y than an axon entry reaches; Darwin3's compiler refuses it, a core that
     * forwards packets would be needed.
     */
    public boolean isOutOfReach(Flow flow) {
        int from = slices.get(flow.from()).node();
        int to = slices.get(flow.to()).node();
        return Math.max(
                        Math.abs(chip.mesh().x(to) - chip.mesh().x(from)),
                        Math.abs(chip.mesh().y(to) - chip.mesh().y(from)))
                > chip.reach();
    }

    /** Flows further than an axon entry reaches. */
    public int reachViolations() {
        return (int) flows().stream().filter(this::isOutOfReach).count();
    }

    /** Links that a packet crosses in the mean, every flow weighted by its expected packets; 0 without packets. */
    public double hopsPerPacket() {
        return meanHops(flows());
    }

    /** Links between chips that a packet crosses in the mean; 0 without packets. */
    public double chipLinksPerPacket() {
        return meanOf(flow -> chipCrossings(flow));
    }

    /** Share of the packets, 0..1, whose destination is on another chip than their sender; 0 without packets. */
    public double shareLeavingChip() {
        return meanOf(flow -> Math.min(1, chipCrossings(flow)));
    }

    private int chipCrossings(Flow flow) {
        return chip.mesh()
                .chipCrossings(
                        slices.get(flow.from()).node(), slices.get(flow.to()).node());
    }

    private double meanOf(ToLongFunction<Flow> ofPacket) {
        long senders = flows().stream().mapToLong(Flow::senders).sum();
        long sum = flows().stream()
                .mapToLong(flow -> flow.senders() * ofPacket.applyAsLong(flow))
                .sum();
        return senders == 0 ? 0 : (double) sum / senders;
    }

    /**
     * Links that the packets of one spike cross together in the mean: a spike sends one packet to every core with a
     * target.
     */
    public double hopsPerSpike() {
        return traffic.senders() == 0 ? 0 : (double) senderHops(flows()) / traffic.senders();
    }

    /** Links that all packets of one sample are expected to cross. */
    public double hopsPerSample() {
        return Flow.SPIKES_PER_SAMPLE * senderHops(flows());
    }

    /** Bits of memory in which spikes wait for a longer branch, on all cores. */
    public long delayBits() {
        return uses.stream().mapToLong(CoreUse::delayBits).sum();
    }

    /** Mean over some flows, weighted by their expected packets. */
    double meanHops(List<Flow> some) {
        long senders = some.stream().mapToLong(Flow::senders).sum();
        return senders == 0 ? 0 : (double) senderHops(some) / senders;
    }

    private long senderHops(List<Flow> some) {
        return some.stream()
                .mapToLong(flow -> (long) flow.senders() * hops(flow))
                .sum();
    }

    /** In a line. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s on %s: %,d neuron cores", network.name(), chip.name(), cores());
    }
}
