package org.synfire.emulator.core;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.synfire.emulator.map.Slice;
import org.synfire.emulator.neuron.NeuronFactory;
import org.synfire.emulator.neuron.StepSums;
import org.synfire.engine.InputException;
import org.synfire.engine.memory.StateArena;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.MaxGate;
import org.synfire.network.integer.NetworkInput;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.SampleStarts;

/**
 * Turns a mapped network into cores: their tables, their memory, their owners.
 *
 * <p>First every core is planned, which says how many bytes its state takes; then {@link #build} takes the memory and
 * makes the actors.
 */
final class CoreFactory {
    private static final int SMALLEST_HORIZON = 4;
    private static final int MOST_STEPS_AHEAD = 1 << 6;
    private final IntegerNetwork network;
    private final List<Slice> slices;
    private final Emulator.Options options;
    private final SampleStarts starts;
    private final NeuronFactory neurons;
    private final Windows windows;
    private final SampleBuffer values;
    private final List<CorePlan> plans = new ArrayList<>();
    private final List<RouteGroup> routes;
    private final List<CoreUnit> units;
    private final WorkerLayout workers;
    private final int horizon;
    private final SparseGroups sparse = new SparseGroups();

    CoreFactory(
            IntegerNetwork network, List<Slice> slices, Emulator.Options options, NetworkInput source, Wanted wanted) {
        this.network = network;
        this.slices = List.copyOf(slices);
        this.options = options;
        this.starts = SampleStarts.of(network, source.lengths(), options.pipelined(), options.samples());
        this.neurons = new NeuronFactory(network, options.kernels(), starts, source);
        this.windows = new Windows(network, options.window(), wanted.potentials());
        this.horizon = neededHorizon();
        this.workers = new WorkerLayout(
                options.workers(),
                new WorkerShares(network, this.slices, options.firing())
                        .owners(options.workers(), options.pipelined()));
        this.units = options.grouping() == Grouping.FUSED
                ? CoreUnit.fused(this.slices, slice -> windows.of(slice) > 1, core -> workers.ownerOfCore()[core])
                : CoreUnit.single(this.slices);
        List<Slice> ofUnits = units.stream().map(CoreUnit::slice).toList();
        this.values = new SampleBuffer(
                network,
                ofUnits,
                starts,
                (long) options.keep() + starts.inFlight(network.timing()) + 1,
                options.kept());
        CoreTables tables = new CoreTables(network, options.kernels());
        List<CoreTables.Input> inputs = units.parallelStream()
                .map(unit -> tables.of(unit.slice(), windows.of(unit.first())))
                .toList();
        List<List<Arrival>> arrivals =
                inputs.stream().map(CoreTables.Input::arrivals).toList();
        boolean isFused = units.size() < slices.size();
        List<List<Arrival>> counted = isFused ? countedArrivals(tables, arrivals) : arrivals;
        Departures departures = new Departures(network, ofUnits, arrivals, !isFused && wanted.senders());
        Departures ofCores = isFused ? new Departures(network, this.slices, counted, wanted.senders()) : departures;
        CoreState.Factory states = new CoreState.Factory(network, neurons);
        List<List<MemberOperations>> operations = units.parallelStream()
                .map(unit ->
                        operations(tables, unit, inputs.get(unit.slice().id()).arrivals(), counted))
                .toList();
        for (CoreUnit unit : units) {
            plans.add(plan(
                    unit,
                    wanted,
                    inputs.get(unit.slice().id()),
                    operations.get(unit.slice().id()),
                    states,
                    departures.of(unit.slice()),
                    isFused ? unit.members().stream().map(ofCores::of).toList() : List.of()));
        }
        this.routes = List.copyOf(ofCores.routes());
        for (CorePlan plan : plans) {
            sparse.add(plan.slice(), workers.owner(plan.unit()), plan.sparse());
        }
        if (horizon > CoreActor.MAX_SLOTS) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "a projection of the network has a delay of %d time steps; at most %d are supported",
                    maxDelay(),
                    CoreActor.MAX_SLOTS - 1));
        }
    }

    /** The arrivals of each core, for what the chip counts. */
    private List<List<Arrival>> countedArrivals(CoreTables tables, List<List<Arrival>> ofUnits) {
        return units.parallelStream()
                .flatMap(unit -> unit.members().stream()
                        .map(slice -> unit.isFused()
                                ? tables.numbersOf(slice, windows.of(slice)).arrivals()
                                : ofUnits.get(unit.slice().id())))
                .toList();
    }

    private CorePlan plan(
            CoreUnit unit,
            Wanted wanted,
            CoreTables.Input input,
            List<MemberOperations> operations,
            CoreState.Factory states,
            List<Departure> own,
            List<List<Departure>> counted) {
        Slice slice = unit.slice();
        return new CorePlan(
                unit,
                windows.of(unit.first()),
                unit.members().stream()
                        .map(member -> wanted.firings().applyAsLong(member.id()))
                        .toList(),
                wanted.potentials().applyAsLong(unit.first().id()),
                input.sums(),
                input.arrivals(),
                own,
                counted,
                operations,
                mostSpikes(slice.population()),
                states.of(
                        slice,
                        !windows.coversSamples(unit.first()),
                        input.arrivals().stream().map(Arrival::state).toList(),
                        own.stream().map(Departure::gate).toList()));
    }

    private List<MemberOperations> operations(
            CoreTables tables, CoreUnit unit, List<Arrival> arrivals, List<List<Arrival>> arrivalsOfCores) {
        if (windows.of(unit.first()) == 1) {
            return List.of();
        }
        return IntStream.range(0, arrivals.size())
                .mapToObj(i -> {
                    WindowSynapses table = (WindowSynapses) arrivals.get(i).table();
                    return unit.isFused()
                            ? tables.operations(
                                    arrivals.get(i).projection().synapses().in().size(),
                                    table,
                                    unit.members().stream()
                                            .map(member -> arrivalsOfCores
                                                    .get(member.id())
                                                    .get(i)
                                                    .table())
                                            .toList(),
                                    unit.members().stream()
                                            .mapToInt(Slice::channels)
                                            .toArray())
                            : tables.operations(table);
                })
                .toList();
    }

    private int mostSpikes(int population) {
        return network.population(population).neurons().mostSpikes();
    }

    /** In which step each sample begins. */
    SampleStarts starts() {
        return starts;
    }

    SampleBuffer values() {
        return values;
    }

    List<RouteGroup> routeGroups() {
        return routes;
    }

    /** The cores that are computed together, each unit an actor. */
    List<CoreUnit> units() {
        return units;
    }

    /** Which worker owns which cores. */
    WorkerLayout workers() {
        return workers;
    }

    /** Memory of each core. */
    List<CoreBytes> bytes() {
        long[] shared = sparse.bytesOfCores(plans.size());
        return plans.stream()
                .flatMap(plan -> plan.bytes(shared[plan.slice().id()]).stream())
                .toList();
    }

    /** Off-heap bytes of all cores. */
    long stateBytes() {
        return sparse.stateBytes()
                + plans.stream()
                        .mapToLong(plan -> plan.state().layout().sizeBytes())
                        .sum();
    }

    /** Words of one worker's record of a step. */
    int recordWords() {
        return plans.stream().mapToInt(CorePlan::recordWords).sum();
    }

    private int maxDelay() {
        return network.projections().stream().mapToInt(Projection::delay).max().orElse(1);
    }

    /** Slots of the calendar: one for every bank, and enough to look a sample ahead where that is cheap. */
    int horizon() {
        return horizon;
    }

    private int neededHorizon() {
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
        MemorySegment[] memory = new MemorySegment[plans.size()];
        for (CorePlan plan : plans) {
            memory[plan.slice().id()] = arena.allocate(plan.state().layout());
        }
        CoreActor[] cores = new CoreActor[plans.size()];
        plans.parallelStream().forEach(plan -> {
            int id = plan.slice().id();
            cores[id] = core(plan, memory[id], scratch[workers.owner(plan.unit())], due.get(id));
        });
        if (options.delivery() == Delivery.WORDS) {
            int[] owners = workers.owners(units);
            WordRoutes words = new WordRoutes(cores, unit -> owners[unit], workers.ringCapacity());
            for (int unit = 0; unit < cores.length; unit++) {
                cores[unit].connect(words, owners[unit]);
            }
        }
        values.place(arena.allocate(values.bytes(), StateArena.CACHE_LINE_BYTES));
        return cores;
    }

    private WorkerScratch newScratch() {
        int narrow = plans.stream()
                .filter(plan -> !plan.sums().isWide())
                .mapToInt(plan -> plan.sums().length())
                .max()
                .orElse(0);
        int wide = plans.stream()
                .filter(plan -> plan.sums().isWide())
                .mapToInt(plan -> plan.sums().length())
                .max()
                .orElse(0);
        int neurons =
                plans.stream().mapToInt(plan -> plan.slice().neurons()).max().orElse(0);
        int members =
                units.stream().mapToInt(unit -> unit.members().size()).max().orElse(1);
        int routeWords = plans.stream().mapToInt(CorePlan::routeWords).max().orElse(0);
        int mostSpikes = plans.stream().mapToInt(CorePlan::mostSpikes).max().orElse(1);
        return new WorkerScratch(
                new StepSums(options.kernels(), narrow, wide),
                new SpikePlanes(options.kernels()),
                neurons,
                members,
                mostSpikes,
                routeWords);
    }

    private CoreActor core(CorePlan plan, MemorySegment state, WorkerScratch scratch, Optional<DueSums> due) {
        boolean hasWindow = plan.window() > 1;
        List<OutputPort> outputs = new ArrayList<>(1);
        for (int d = 0; d < plan.departures().size(); d++) {
            Departure departure = plan.departures().get(d);
            Optional<MemorySegment> tied = plan.state().gates().get(d).map(field -> field.in(state));
            outputs.add(new OutputPort(departure.gate().map(gate -> gate(plan, gate, tied)), departure.branches()));
        }
        return new CoreActor(
                plan.slice().id(),
                new CoreMemory(plan.state().layout(), state),
                plan.slice().neurons(),
                plan.firingsWanted().getFirst(),
                plan.potentialsWanted(),
                scratch,
                plan.sums(),
                hasWindow ? List.of() : inputs(plan, state),
                hasWindow ? Optional.of(window(plan, state, scratch)) : Optional.empty(),
                due,
                neurons.group(
                        plan.slice(),
                        plan.state().layout(),
                        state,
                        scratch.neurons(),
                        values.sink(plan.slice()),
                        !windows.coversSamples(plan.unit().first())),
                outputs,
                plan.counted().isEmpty()
                        ? Optional.empty()
                        : Optional.of(new MemberRecords(plan.unit(), plan.counted(), plan.firingsWanted())));
    }

    private List<InputPort> inputs(CorePlan plan, MemorySegment state) {
        return plan.arrivalNumbers()
                .mapToObj(i -> {
                    Arrival arrival = plan.arrivals().get(i);
                    return new InputPort(arrival.table(), arrival.planes(), plan.bits(i, state), isSigned(arrival));
                })
                .toList();
    }

    private CoreWindow window(CorePlan plan, MemorySegment state, WorkerScratch scratch) {
        List<WindowPort> ports = plan.arrivalNumbers()
                .mapToObj(i -> {
                    Arrival arrival = plan.arrivals().get(i);
                    return new WindowPort(
                            (WindowSynapses) arrival.table(),
                            plan.operations().get(i),
                            plan.bits(i, state),
                            horizon,
                            isSigned(arrival));
                })
                .toList();
        return new CoreWindow(ports, plan.window(), network.timeSteps(), plan.sums(), scratch.planes());
    }

    private boolean isSigned(Arrival arrival) {
        return network.population(arrival.projection().source()).neurons() instanceof Neurons.Coded coded
                && coded.code().isSigned();
    }

    private PoolingGate gate(CorePlan plan, MaxGate gate, Optional<MemorySegment> tied) {
        HeldWindows held = HeldWindows.of(gate, plan.slice());
        return switch (network.coding()) {
            case CODES -> new BitSerialMax(held, tied.orElseThrow());
            case SPIKES -> new AnySpike(held);
        };
    }
}
