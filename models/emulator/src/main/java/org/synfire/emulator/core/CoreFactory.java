package org.synfire.emulator.core;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntToLongFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.synfire.emulator.map.Slice;
import org.synfire.emulator.neuron.NeuronFactory;
import org.synfire.emulator.neuron.StepSums;
import org.synfire.emulator.neuron.SumLayout;
import org.synfire.engine.InputException;
import org.synfire.engine.memory.RecordLayout;
import org.synfire.engine.memory.StateArena;
import org.synfire.network.integer.Coding;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.MaxGate;
import org.synfire.network.integer.NetworkInput;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.SampleTiming;
import org.synfire.network.integer.SparseSynapses;
import org.synfire.network.integer.Synapses;

/**
 * Turns a mapped network into cores: their tables, their memory, their owners.
 *
 * <p>First every core is planned, which says how many bytes its state takes; then {@link #build} takes the memory and
 * makes the actors.
 */
final class CoreFactory {
    private static final int SMALLEST_HORIZON = 4;
    private static final int MOST_STEPS_AHEAD = 1 << 6;
    private static final int SHORT_BITS = 16;

    private final IntegerNetwork network;
    private final List<Slice> slices;
    private final Emulator.Options options;
    private final NeuronFactory neurons;
    private final Windows windows;
    private final SampleBuffer values;
    private final List<Plan> plans = new ArrayList<>();
    private final List<RouteGroup> routes = new ArrayList<>();
    private final int[] owners;
    private final SparseGroups sparse = new SparseGroups();

    /** A core before it has memory. */
    private record Plan(
            Slice slice,
            long firingsWanted,
            long potentialsWanted,
            SumLayout sums,
            List<Arrival> arrivals,
            List<Departure> departures,
            List<String> stateFields,
            int mostSpikes,
            RecordLayout state) {
        /** Words that are noted of routes in a step: once for each spike of a neuron. */
        int routeWords() {
            return mostSpikes
                    * departures.stream()
                            .flatMap(departure -> departure.branches.stream())
                            .mapToInt(OutputPort.Branch::noteWords)
                            .sum();
        }

        List<SparseGroups.Reader> sparse() {
            return arrivals.stream()
                    .filter(arrival -> arrival.table instanceof SparseTable)
                    .map(arrival -> new SparseGroups.Reader(arrival.projection, (SparseTable) arrival.table))
                    .toList();
        }

        /** @param shared off-heap bytes of the core's part of what cores share */
        CoreBytes bytes(long shared) {
            long weights = arrivals.stream()
                    .mapToLong(arrival -> arrival.table.weightBytes())
                    .sum();
            long tables = arrivals.stream()
                    .mapToLong(arrival -> arrival.table.tableBytes())
                    .sum();
            long sent = departures.stream()
                    .flatMap(departure -> departure.branches.stream())
                    .mapToLong(OutputPort.Branch::bytes)
                    .sum();
            return new CoreBytes(
                    state.sizeBytes() + shared,
                    stateFields.stream()
                            .mapToLong(field -> state.field(field).sizeBytes())
                            .sum(),
                    weights,
                    tables + sent);
        }

        int recordWords() {
            return CoreRecord.maxWords(
                    routeWords(),
                    firingsWanted > 0 ? mostSpikes * Math.ceilDiv(slice.neurons(), Long.SIZE) : 0,
                    potentialsWanted > 0 ? slice.neurons() : 0);
        }
    }

    /** A projection at the core that receives it. */
    private record Arrival(Projection projection, SynapseTable table, int banks, int planes) {
        /** The planes of all banks, one bank after the other. */
        List<String> fields() {
            return IntStream.range(0, banks * planes)
                    .mapToObj(i -> "spikes of projection " + projection.id() + ", bank " + i / planes + ", plane "
                            + i % planes)
                    .toList();
        }
    }

    /** Spikes at the core that sends them, all through the same gate or all through none. */
    private record Departure(Optional<MaxGate> gate, int number, List<OutputPort.Branch> branches) {
        String field() {
            return "tied inputs of gate " + number;
        }
    }

    /**
     * What observers want to know beyond the usual.
     *
     * @param firings for each core for how many of the first samples which neurons fire
     * @param potentials for each core for how many of the first samples the potentials
     * @param senders what packets stand for
     */
    record Wanted(IntToLongFunction firings, IntToLongFunction potentials, boolean senders) {
        static Wanted by(List<StepObserver> observers) {
            return new Wanted(
                    core -> most(observers, observer -> observer.firingsWanted(core)),
                    core -> most(observers, observer -> observer.potentialsWanted(core)),
                    observers.stream().anyMatch(StepObserver::wantsSenders));
        }

        private static long most(List<StepObserver> observers, ToLongFunction<StepObserver> wanted) {
            return observers.stream().mapToLong(wanted).max().orElse(0);
        }
    }

    CoreFactory(
            IntegerNetwork network, List<Slice> slices, Emulator.Options options, NetworkInput source, Wanted wanted) {
        this.network = network;
        this.slices = List.copyOf(slices);
        this.options = options;
        this.neurons = new NeuronFactory(network, options.kernels(), options.pipelined(), options.samples(), source);
        this.windows = new Windows(network, options.window(), wanted.potentials);
        this.values = new SampleBuffer(network, slices, (long) options.keep() + samplesInFlight() + 1);
        List<List<Arrival>> arrivals = new ArrayList<>();
        List<SumLayout> layouts = new ArrayList<>();
        for (Slice slice : this.slices) {
            planArrivals(slice, arrivals, layouts);
        }
        for (Slice slice : this.slices) {
            List<Departure> departures = new Departures(slice, arrivals, wanted.senders).list();
            plans.add(new Plan(
                    slice,
                    wanted.firings.applyAsLong(slice.id()),
                    wanted.potentials.applyAsLong(slice.id()),
                    layouts.get(slice.id()),
                    arrivals.get(slice.id()),
                    departures,
                    neurons.stateFields(network.population(slice.population()), !windows.coversSamples(slice)),
                    mostSpikes(slice.population()),
                    state(slice, arrivals.get(slice.id()), departures)));
        }
        this.owners =
                new WorkerShares(network, this.slices, options.firing()).owners(options.workers(), options.pipelined());
        for (Plan plan : plans) {
            sparse.add(plan.slice, owners[plan.slice.id()], plan.sparse());
        }
        if (horizon() > CoreActor.MAX_SLOTS) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "a projection of the network has a delay of %d time steps; at most %d are supported",
                    maxDelay(),
                    CoreActor.MAX_SLOTS - 1));
        }
    }

    private int mostSpikes(int population) {
        return network.population(population).neurons().mostSpikes();
    }

    private void planArrivals(Slice slice, List<List<Arrival>> arrivals, List<SumLayout> layouts) {
        List<Projection> inbound = network.inbound(slice.population());
        if (inbound.size() > CoreActor.MAX_INPUT_PORTS) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "layer %s reads %d others; at most %d are supported",
                    network.population(slice.population()).name(),
                    inbound.size(),
                    CoreActor.MAX_INPUT_PORTS));
        }
        Margin margin = Margin.NONE;
        BlockSynapses[] blocks = new BlockSynapses[inbound.size()];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = block(inbound.get(i), slice);
            margin = blocks[i] == null ? margin : margin.union(blocks[i].margin());
        }
        boolean isWide = !network.sumBounds(slice.population()).fitsStep(SHORT_BITS);
        int window = windows.of(slice);
        SumLayout layout = window > 1
                ? margin.layoutForCodes(slice, options.kernels())
                : margin.layout(slice, isWide, options.kernels());
        List<Arrival> own = new ArrayList<>();
        for (int i = 0; i < blocks.length; i++) {
            Projection projection = inbound.get(i);
            SynapseTable table = blocks[i] == null
                    ? listed(projection.synapses(), slice, layout)
                    : laidOut(blocks[i], layout, window);
            int banks = window > 1
                    ? WindowPort.banksFor(projection.delay(), window)
                    : InputPort.banksFor(projection.delay());
            own.add(new Arrival(projection, table, banks, mostSpikes(projection.source())));
        }
        arrivals.add(own);
        layouts.add(layout);
    }

    private BlockSynapses laidOut(BlockSynapses block, SumLayout layout, int window) {
        return window > 1 ? block.laidOutForCodes(layout, options.kernels()) : block.laidOut(layout, options.kernels());
    }

    /** {@code null} for synapses that are listed: what meets few channels. */
    private BlockSynapses block(Projection projection, Slice slice) {
        return switch (projection.synapses()) {
            case Synapses.Convolution s when s.groups() == 1 -> new BlockSynapses(s, slice, options.kernels());
            case Synapses.Dense s -> new BlockSynapses(s.asConvolution(), slice, options.kernels());
            default -> null;
        };
    }

    private SynapseTable listed(Synapses synapses, Slice slice, SumLayout layout) {
        return switch (synapses) {
            case Synapses.Convolution s -> ListedSynapses.grouped(s, slice, layout);
            case Synapses.Identity s -> ListedSynapses.identity(s, slice, layout);
            case Synapses.Dense s -> ListedSynapses.grouped(s.asConvolution(), slice, layout);
            case SparseSynapses s ->
                switch (network.coding()) {
                    case CODES -> ListedSynapses.sparse(s, slice, layout);
                    case SPIKES -> new SparseTable(s, slice);
                };
        };
    }

    /** The departures of one core: which spikes go where, grouped by equal destinations. */
    private final class Departures {
        private final Slice from;
        private final List<List<Arrival>> arrivals;
        private final boolean sendersWanted;
        private final List<Departure> departures = new ArrayList<>();

        Departures(Slice from, List<List<Arrival>> arrivals, boolean sendersWanted) {
            this.from = from;
            this.arrivals = arrivals;
            this.sendersWanted = sendersWanted;
        }

        List<Departure> list() {
            for (Projection projection : network.outbound(from.population())) {
                departure(projection.gate()).branches.addAll(branches(projection));
            }
            return departures;
        }

        private Departure departure(Optional<MaxGate> gate) {
            for (Departure departure : departures) {
                if (departure.gate.equals(gate)) {
                    return departure;
                }
            }
            Departure added = new Departure(gate, departures.size(), new ArrayList<>());
            departures.add(added);
            return added;
        }

        private List<OutputPort.Branch> branches(Projection projection) {
            int[] sentElements = sentElements(projection);
            int[] inputOf = projection.inputOfSent(network.population(projection.source()));
            List<int[]> axons = new ArrayList<>();
            List<List<Integer>> destinations = new ArrayList<>();
            for (Slice to : slices) {
                if (to.population() == projection.target()) {
                    int[] axonOf = axonOf(table(projection, to), sentElements, inputOf);
                    if (IntStream.of(axonOf).anyMatch(axon -> axon != SynapseTable.NO_AXON)) {
                        group(axons, destinations, axonOf, to.id());
                    }
                }
            }
            List<OutputPort.Branch> branches = new ArrayList<>();
            int input = network.inbound(projection.target()).indexOf(projection);
            for (int g = 0; g < axons.size(); g++) {
                int[] to =
                        destinations.get(g).stream().mapToInt(Integer::intValue).toArray();
                RouteGroup.Senders senders = sendersWanted ? senders(projection, axons.get(g), to) : null;
                RouteGroup route =
                        new RouteGroup(routes.size(), projection.id(), from.id(), to, projection.delay(), senders);
                routes.add(route);
                branches.add(new OutputPort.Branch(
                        route,
                        axons.get(g),
                        IntStream.of(to)
                                .mapToLong(core -> CoreActor.header(core, input))
                                .toArray(),
                        sendersWanted ? withAxon(axons.get(g)) : null));
            }
            return branches;
        }

        private RouteGroup.Senders senders(Projection projection, int[] axonOf, int[] to) {
            int[] releasedBy = projection
                    .gate()
                    .map(gate -> HeldWindows.of(gate, from).lastMembers())
                    .orElseGet(() -> IntStream.range(0, axonOf.length).toArray());
            int[][] operations = IntStream.of(to)
                    .mapToObj(core -> {
                        SynapseTable table = table(projection, slices.get(core));
                        return IntStream.of(axonOf)
                                .map(axon -> axon == SynapseTable.NO_AXON ? 0 : table.operations(axon))
                                .toArray();
                    })
                    .toArray(int[][]::new);
            return new RouteGroup.Senders(releasedBy, operations);
        }

        private static long[] withAxon(int[] axonOf) {
            long[] bits = new long[Math.ceilDiv(axonOf.length, Long.SIZE)];
            IntStream.range(0, axonOf.length)
                    .filter(i -> axonOf[i] != SynapseTable.NO_AXON)
                    .forEach(i -> bits[i / Long.SIZE] |= 1L << i);
            return bits;
        }

        private SynapseTable table(Projection projection, Slice to) {
            return arrivals.get(to.id())
                    .get(network.inbound(projection.target()).indexOf(projection))
                    .table();
        }

        /** For each neuron, or gate output, of the core its number in what the population sends. */
        private int[] sentElements(Projection projection) {
            return projection
                    .gate()
                    .map(this::windowsSent)
                    .orElseGet(() -> IntStream.range(0, from.neurons())
                            .map(n -> from.element(
                                    network.population(from.population()).shape(), n))
                            .toArray());
        }

        private int[] windowsSent(MaxGate gate) {
            int[] windows = HeldWindows.of(gate, from).windows();
            int positions = gate.out().positions();
            return IntStream.range(0, windows.length * from.channels())
                    .map(i -> (from.channelFrom() + i % from.channels()) * positions + windows[i / from.channels()])
                    .toArray();
        }

        private static int[] axonOf(SynapseTable table, int[] sentElements, int[] inputOf) {
            return IntStream.of(sentElements)
                    .map(sent -> inputOf[sent] < 0 ? SynapseTable.NO_AXON : table.axon(inputOf[sent]))
                    .toArray();
        }

        private static void group(List<int[]> axons, List<List<Integer>> destinations, int[] axonOf, int to) {
            for (int g = 0; g < axons.size(); g++) {
                if (Arrays.equals(axons.get(g), axonOf)) {
                    destinations.get(g).add(to);
                    return;
                }
            }
            axons.add(axonOf);
            destinations.add(new ArrayList<>(List.of(to)));
        }
    }

    private RecordLayout state(Slice slice, List<Arrival> arrivals, List<Departure> departures) {
        RecordLayout.Builder layout = RecordLayout.named("core " + slice.id());
        neurons.describeState(
                layout, network.population(slice.population()), slice.neurons(), !windows.coversSamples(slice));
        for (Arrival arrival : arrivals) {
            for (String field : arrival.fields()) {
                layout.field(field, ValueLayout.JAVA_LONG, arrival.table.axonWords());
            }
        }
        for (Departure departure : departures) {
            if (network.coding() == Coding.CODES) {
                departure.gate.ifPresent(gate -> layout.field(
                        departure.field(),
                        ValueLayout.JAVA_LONG,
                        BitSerialMax.stateWords(HeldWindows.of(gate, slice))));
            }
        }
        return layout.build();
    }

    /** Samples that have entered and are not answered yet, at most. */
    private int samplesInFlight() {
        SampleTiming timing = network.timing();
        return Math.ceilDiv(timing.completeSteps(), timing.intervalSteps(options.pipelined()));
    }

    SampleBuffer values() {
        return values;
    }

    List<RouteGroup> routeGroups() {
        return List.copyOf(routes);
    }

    int[] owners() {
        return owners;
    }

    /** Memory of each core. */
    List<CoreBytes> bytes() {
        long[] shared = sparse.bytesOfCores(plans.size());
        return plans.stream().map(plan -> plan.bytes(shared[plan.slice.id()])).toList();
    }

    /** Off-heap bytes of all cores. */
    long stateBytes() {
        return sparse.stateBytes()
                + plans.stream().mapToLong(plan -> plan.state.sizeBytes()).sum();
    }

    /** Words of one worker's record of a step. */
    int recordWords() {
        return plans.stream().mapToInt(Plan::recordWords).sum();
    }

    private int maxDelay() {
        return network.projections().stream().mapToInt(Projection::delay).max().orElse(1);
    }

    /** Slots of the calendar: one for every bank, and enough to look a sample ahead where that is cheap. */
    int horizon() {
        int sample = Integer.highestOneBit(Math.min(network.timeSteps(), MOST_STEPS_AHEAD)) << 2;
        return Math.max(SMALLEST_HORIZON, Math.max(windows.slots(maxDelay()), sample));
    }

    /** Steps that cores add up at one visit, at most. */
    int window() {
        return slices.stream().mapToInt(windows::of).max().orElse(1);
    }

    CoreActor[] build(StateArena arena) {
        WorkerScratch[] scratch = new WorkerScratch[options.workers()];
        for (int w = 0; w < scratch.length; w++) {
            scratch[w] = newScratch();
        }
        List<Optional<DueSums>> due = sparse.build(arena, plans.size());
        CoreActor[] cores = new CoreActor[plans.size()];
        for (Plan plan : plans) {
            int id = plan.slice.id();
            cores[id] = core(plan, arena.allocate(plan.state), scratch[owners[id]], due.get(id));
        }
        if (options.delivery() == Delivery.WORDS) {
            for (int id = 0; id < cores.length; id++) {
                int worker = owners[id];
                cores[id].connect(cores, other -> owners[other] == worker);
            }
        }
        values.place(arena.allocate(values.bytes(), StateArena.CACHE_LINE_BYTES));
        return cores;
    }

    private WorkerScratch newScratch() {
        int narrow = plans.stream()
                .filter(plan -> !plan.sums.isWide())
                .mapToInt(plan -> plan.sums.length())
                .max()
                .orElse(0);
        int wide = plans.stream()
                .filter(plan -> plan.sums.isWide())
                .mapToInt(plan -> plan.sums.length())
                .max()
                .orElse(0);
        int neurons = slices.stream().mapToInt(Slice::neurons).max().orElse(0);
        int routeWords = plans.stream().mapToInt(Plan::routeWords).max().orElse(0);
        int mostSpikes = plans.stream().mapToInt(Plan::mostSpikes).max().orElse(1);
        return new WorkerScratch(
                new StepSums(options.kernels(), narrow, wide),
                new SpikePlanes(options.kernels()),
                neurons,
                mostSpikes,
                routeWords);
    }

    private CoreActor core(Plan plan, MemorySegment state, WorkerScratch scratch, Optional<DueSums> due) {
        boolean hasWindow = windows.of(plan.slice) > 1;
        List<OutputPort> outputs = new ArrayList<>();
        for (Departure departure : plan.departures) {
            outputs.add(
                    new OutputPort(departure.gate.map(gate -> gate(plan, departure, gate, state)), departure.branches));
        }
        return new CoreActor(
                plan.slice.id(),
                plan.slice.neurons(),
                plan.firingsWanted,
                plan.potentialsWanted,
                scratch,
                plan.sums,
                hasWindow ? List.of() : inputs(plan, state),
                hasWindow ? Optional.of(window(plan, state, scratch)) : Optional.empty(),
                due,
                neurons.group(
                        plan.slice,
                        plan.state,
                        state,
                        scratch.neurons(),
                        values.sink(plan.slice),
                        !windows.coversSamples(plan.slice)),
                outputs);
    }

    private List<InputPort> inputs(Plan plan, MemorySegment state) {
        return plan.arrivals.stream()
                .map(arrival ->
                        new InputPort(arrival.table, arrival.planes, bits(plan, arrival, state), isSigned(arrival)))
                .toList();
    }

    private CoreWindow window(Plan plan, MemorySegment state, WorkerScratch scratch) {
        List<WindowPort> ports = plan.arrivals.stream()
                .map(arrival -> new WindowPort(
                        (WindowSynapses) arrival.table, bits(plan, arrival, state), horizon(), isSigned(arrival)))
                .toList();
        return new CoreWindow(ports, windows.of(plan.slice), network.timeSteps(), plan.sums, scratch.planes());
    }

    private static MemorySegment[] bits(Plan plan, Arrival arrival, MemorySegment state) {
        return arrival.fields().stream()
                .map(field -> plan.state.field(field).in(state))
                .toArray(MemorySegment[]::new);
    }

    private boolean isSigned(Arrival arrival) {
        return network.population(arrival.projection.source()).neurons() instanceof Neurons.Coded coded
                && coded.code().isSigned();
    }

    private PoolingGate gate(Plan plan, Departure departure, MaxGate gate, MemorySegment state) {
        HeldWindows held = HeldWindows.of(gate, plan.slice);
        return switch (network.coding()) {
            case CODES ->
                new BitSerialMax(held, plan.state.field(departure.field()).in(state));
            case SPIKES -> new AnySpike(held);
        };
    }
}
