package org.synfire.emulator.timing;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.synfire.emulator.core.RouteGroup;
import org.synfire.emulator.core.StepObserver;
import org.synfire.emulator.map.Slice;
import org.synfire.emulator.result.NetworkTiming;
import org.synfire.emulator.result.RunResult;
import org.synfire.engine.measure.Latencies;
import org.synfire.noc.ChipLimitException;
import org.synfire.noc.Mesh;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.cycle.CycleNetwork;
import org.synfire.noc.cycle.Delivery;
import org.synfire.noc.cycle.NetworkSpec;
import org.synfire.noc.cycle.form.CycleNetworks;
import org.synfire.noc.traffic.TraceWriter;

/**
 * The {@code cycle} timing: every packet of a step goes through every router on its way, and the step ends when all
 * have arrived and been integrated.
 *
 * <pre>
 *   core      neuron 0, neuron 1, ... updated one after the other; a neuron that fires sends when its update is over
 *   network   the packets, flit by flit
 *   core      for each packet that arrives the words of its weights, one packet after the other
 * </pre>
 *
 * <p><b>Core model:</b> neuron {@code n} is updated at cycle {@code (n + 1) * neuronUpdateCycles} of the step; an
 * output of max-pooling is sent by the last neuron of its window. A packet's weights take {@code ceil(operations /
 * weightsPerWord) * weightWordCycles} from its arrival, or from when the core has done with those before it; that goes
 * on beside the updates. Input spikes wait at the input node when the step begins. The cycles are the chip file's, most
 * of them assumed; neurons that follow a program in assembly take its longest way. <b>Order:</b> packets are created in
 * the order of cycles, cores, route groups, neurons and destinations, so nothing here depends on host threads.
 * <b>Threads:</b> that of the observers alone. A run's packets are too few and too close together for bands of the
 * mesh: a second thread made ResNet-20 take 1.8 times as long on one chip, and the demo on 4 x 4 chips as well.
 */
public final class CycleTiming implements StepObserver, ChipTiming, AutoCloseable {
    /** A step that takes longer than this many of the chip's steps is taken for one that never ends. */
    private static final long MOST_STEPS = 1_000;

    private static final int SOURCE_QUEUE_PACKETS = 1 << 24;
    private static final int CYCLES_AHEAD = 256;
    private static final int SHOWN = 5;

    private final ChipDescription chip;
    private final List<Slice> slices;
    private final CycleNetwork network;
    private final TraceWriter trace;
    private final CoreClocks clocks;
    private final StepPackets packets = new StepPackets();
    private int[] created = new int[1 << 10];
    private int[] delivered = new int[1 << 10];
    private boolean isEnded;
    private final BitSet updating;
    private final int packetFlits;
    private final int[] weightsPerWord;
    private final Latencies packetCycles = new Latencies(IdealTiming.PACKET_CYCLES, "cycles", IdealTiming.TIME_UNIT);
    private final Latencies stepCycles = new Latencies(IdealTiming.STEP_CYCLES, "cycles", IdealTiming.TIME_UNIT);

    private RouteGroup[] routes;
    private int core;
    private long step;
    private long stepStart;
    private long lateSteps;
    private long totalCycles;

    /**
     * @param weightsPerWord of each core
     * @param neuronUpdateCycles of each core
     * @param trace takes every packet as it is offered, and is closed with this meter; {@code null} for none
     */
    public CycleTiming(
            ChipDescription chip,
            List<Slice> slices,
            int[] weightsPerWord,
            double[] neuronUpdateCycles,
            TraceWriter trace) {
        this.chip = chip;
        this.slices = slices;
        this.trace = trace;
        clocks = new CoreClocks(chip, slices, neuronUpdateCycles);
        updating = new BitSet(slices.size());
        packetFlits = chip.routerTiming().packetFlits();
        this.weightsPerWord = weightsPerWord;
        network = CycleNetworks.eventDriven(
                NetworkSpec.of(chip.mesh(), chip.routerConfig())
                        .withFaults(chip.faults())
                        .withSourceQueuePackets(SOURCE_QUEUE_PACKETS),
                this::arrived);
    }

    @Override
    public boolean wantsSenders() {
        return true;
    }

    @Override
    public void onStart(List<RouteGroup> all) {
        routes = all.toArray(RouteGroup[]::new);
    }

    @Override
    public void onCore(int told, int spikes, long operations, long sample, int bitStep, long hash) {
        core = told;
        updating.set(told);
    }

    @Override
    public void onSenders(int route, long[] bits, int from, int to) {
        beginStep();
        RouteGroup group = routes[route];
        int[] releasedBy = group.senders().releasedBy();
        for (int w = from; w < to; w++) {
            for (long left = bits[w]; left != 0; left &= left - 1) {
                int sender = (w - from) * Long.SIZE + Long.numberOfTrailingZeros(left);
                int cycle = clocks.updated(core, releasedBy[sender]);
                for (int d = 0; d < group.to().length; d++) {
                    packets.add(
                            cycle,
                            core,
                            group.to()[d],
                            Math.ceilDiv(group.senders().operations()[d][sender], weightsPerWord[group.to()[d]]));
                }
            }
        }
    }

    /** Packets of the last step are kept until those of another one come, for who wants to know their cycles. */
    private void beginStep() {
        if (isEnded) {
            packets.clear();
            isEnded = false;
        }
    }

    /**
     * The cycle in which a packet of the step that has ended was created, from the step's beginning.
     *
     * @param packet its number in the order in which senders were told, destination by destination
     */
    public int created(int packet) {
        return created[packet];
    }

    /** The cycle in which it was delivered, likewise. */
    public int delivered(int packet) {
        return delivered[packet];
    }

    @Override
    public void onStepEnd(long ended, long hostNanos) {
        beginStep();
        isEnded = true;
        step = ended;
        long start = network.cycle();
        stepStart = start;
        if (packets.size() > created.length) {
            created = new int[2 * packets.size()];
            delivered = new int[created.length];
        }
        clocks.beginStep(start);
        long bound = start + MOST_STEPS * chip.stepCycles();
        offer(start);
        if (!network.advanceUntilEmpty(bound)) {
            throw new ChipLimitException(String.format(
                    Locale.ROOT,
                    "the packets of time step %d have not all arrived after %,d cycles, %,d of the chip's steps",
                    step,
                    bound - start,
                    MOST_STEPS));
        }
        updating.stream().forEach(clocks::update);
        updating.clear();
        long cycles = clocks.endStep();
        stepCycles.recordAt(step, cycles);
        totalCycles += cycles;
        lateSteps += cycles > chip.stepCycles() ? 1 : 0;
    }

    /** Offers packets only just before they are created, so that those in flight stay few enough for the cache. */
    private void offer(long start) {
        packets.sort();
        long offeredUntil = start;
        for (int i = 0; i < packets.size(); i++) {
            long cycle = start + packets.cycle(i);
            if (cycle >= offeredUntil) {
                network.advanceTo(cycle);
                offeredUntil = cycle + CYCLES_AHEAD;
            }
            offer(i, cycle);
        }
    }

    private void offer(int packet, long cycle) {
        int source = slices.get(packets.from(packet)).node();
        int destination = slices.get(packets.to(packet)).node();
        if (!network.offer(packets.number(packet), source, destination, packetFlits, cycle)) {
            throw new ChipLimitException(String.format(
                    Locale.ROOT,
                    "core %d has more than %,d packets waiting to be sent",
                    packets.from(packet),
                    SOURCE_QUEUE_PACKETS));
        }
        if (trace != null) {
            trace.add(cycle, source, destination);
        }
    }

    private void arrived(Delivery packet) {
        packetCycles.recordAt(step, packet.deliveredCycle() - packet.createdCycle());
        int number = (int) packet.tag();
        created[number] = (int) (packet.createdCycle() - stepStart);
        delivered[number] = (int) (packet.deliveredCycle() - stepStart);
        clocks.integrate(packets.toOf(number), packet.deliveredCycle(), packets.wordsOf(number));
    }

    @Override
    public NetworkTiming kind() {
        return NetworkTiming.CYCLE;
    }

    @Override
    public Latencies packetCycles() {
        return packetCycles;
    }

    @Override
    public Latencies stepCycles() {
        return stepCycles;
    }

    @Override
    public long lateSteps() {
        return lateSteps;
    }

    @Override
    public long totalCycles() {
        return totalCycles;
    }

    @Override
    public List<RunResult.SlowCore> slowestCores(List<String> layerNames) {
        return IntStream.range(1, slices.size())
                .boxed()
                .filter(c -> clocks.slowestSteps(c) > 0)
                .sorted(Comparator.comparingLong((Integer c) -> -clocks.slowestSteps(c))
                        .thenComparing(c -> c))
                .limit(SHOWN)
                .map(c -> new RunResult.SlowCore(
                        place(slices.get(c).node()),
                        layerNames.get(slices.get(c).population()),
                        clocks.slowestSteps(c),
                        clocks.longestCycles(c)))
                .toList();
    }

    @Override
    public List<RunResult.SlowLink> slowestLinks() {
        Mesh mesh = chip.mesh();
        return IntStream.range(0, mesh.linkIds())
                .boxed()
                .filter(link -> network.linkFlits(link) > 0)
                .sorted(Comparator.comparingLong((Integer link) -> -network.linkBusyCycles(link))
                        .thenComparing(link -> link))
                .limit(SHOWN)
                .map(link -> new RunResult.SlowLink(
                        place(mesh.linkSource(link)),
                        place(mesh.linkTarget(link)),
                        network.linkFlits(link),
                        totalCycles == 0 ? 0 : (double) network.linkBusyCycles(link) / totalCycles))
                .toList();
    }

    private String place(int node) {
        return chip.mesh().x(node) + "," + chip.mesh().y(node);
    }

    /** Ends the trace. @return why it could not be written; empty if it is whole, or there is none */
    public Optional<String> endTrace() {
        if (trace == null) {
            return Optional.empty();
        }
        trace.close();
        return trace.failure();
    }

    @Override
    public void close() {
        network.close();
        if (trace != null) {
            trace.close();
        }
    }
}
