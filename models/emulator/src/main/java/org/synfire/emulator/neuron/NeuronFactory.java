package org.synfire.emulator.neuron;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.synfire.emulator.kernel.FiringRule;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.emulator.map.Slice;
import org.synfire.engine.InputException;
import org.synfire.engine.memory.RecordLayout;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.ConstantDrive;
import org.synfire.network.integer.DirectCoding;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.NetworkInput;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.PoissonDrive;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.SampleStarts;
import org.synfire.network.neuron.AssemblyNeurons;
import org.synfire.network.neuron.NeuronProgram;
import org.synfire.network.neuron.ShiftRule;
import org.synfire.network.neuron.StateWord;

/**
 * Which neuron group and which off-heap state a core gets: the one place that chooses them by what a population's
 * neurons are.
 */
public final class NeuronFactory {
    static final String POTENTIAL = StateWord.POTENTIAL;
    static final String CODE = "code";
    private static final String CURRENT = "current of the image";

    private final IntegerNetwork network;
    private final Kernels kernels;
    private final SampleStarts starts;
    private final NetworkInput source;
    private final Map<Schedule, Schedule> schedules = new ConcurrentHashMap<>();
    private final Map<Part, FiringRule> firingRules = new ConcurrentHashMap<>();
    private final Map<Part, StemConstants> stems = new ConcurrentHashMap<>();

    /** Some neurons of a population: what their constants follow from, so that equal ones are made once. */
    private record Part(Object neurons, Shape shape, Slice.Bounds bounds) {}

    /**
     * @param network whose cores are built
     * @param kernels the inner loops
     * @param starts of all samples
     * @param source the input's values of every sample
     */
    public NeuronFactory(IntegerNetwork network, Kernels kernels, SampleStarts starts, NetworkInput source) {
        this.network = network;
        this.kernels = kernels;
        this.starts = starts;
        this.source = source;
    }

    /**
     * Describes the off-heap fields of a core with so many neurons of a population.
     *
     * @param keepsPotentials false if the sums of each sample come at once to neurons that send codes or answer, see
     *     {@link #group}
     */
    public void describeState(
            RecordLayout.Builder layout, Population population, int neurons, boolean keepsPotentials) {
        switch (population.neurons()) {
            case Neurons.ImageInput image -> InputNeurons.describeState(layout, neurons);
            case Neurons.SpikeInput spikes -> {}
            case Neurons.Stem stem -> StemNeurons.describeState(layout, neurons, keepsPotentials);
            case Neurons.Answer answer -> {
                switch (network.coding()) {
                    case CODES -> CodeAnswer.describeState(layout, neurons, keepsPotentials);
                    case SPIKES -> SpikeAnswer.describeState(layout, neurons);
                }
            }
            case Neurons.Program program -> {
                describeProgram(layout, program.program(), neurons);
                if (program.directCoding().isPresent()) {
                    layout.field(CURRENT, ValueLayout.JAVA_INT, neurons);
                }
            }
        }
    }

    private static void describeProgram(RecordLayout.Builder layout, NeuronProgram program, int neurons) {
        boolean isPacked = program.shiftRule().isPresent();
        for (StateWord word : program.state()) {
            layout.field(
                    word.name(), ValueLayout.JAVA_INT, isPacked ? FiringRule.words(word.bits(), neurons) : neurons);
        }
    }

    /**
     * The names of the fields that hold neurons' state words; none for an input.
     *
     * @param keepsPotentials as {@link #describeState} says
     */
    public List<String> stateFields(Population population, boolean keepsPotentials) {
        return switch (population.neurons()) {
            case Neurons.ImageInput image -> List.of();
            case Neurons.SpikeInput spikes -> List.of();
            case Neurons.Stem stem -> keepsPotentials ? List.of(POTENTIAL) : List.of();
            case Neurons.Answer answer -> keepsPotentials ? List.of(POTENTIAL) : List.of();
            case Neurons.Program program ->
                program.program().state().stream().map(StateWord::name).toList();
        };
    }

    /**
     * The neurons of one core.
     *
     * @param layout as described
     * @param state of that layout
     * @param scratch of the worker, at least as many neurons long
     * @param sink takes the values
     * @param keepsPotentials as described; if not, the sums of all steps of a sample come in the last step of the
     *     sample
     */
    public NeuronGroup group(
            Slice slice,
            RecordLayout layout,
            MemorySegment state,
            NeuronScratch scratch,
            ValueSink sink,
            boolean keepsPotentials) {
        Population population = network.population(slice.population());
        Schedule schedule = schedule(population.id());
        return switch (population.neurons()) {
            case Neurons.ImageInput image ->
                new InputNeurons(
                        kernels,
                        schedule,
                        population,
                        image.code(),
                        slice,
                        layout.field(CODE).in(state),
                        network.sends(population.id()),
                        codes(),
                        sink);
            case Neurons.SpikeInput spikes -> new SpikeInputNeurons(schedule, population, slice, spikes(), sink);
            case Neurons.Stem stem ->
                new StemNeurons(
                        kernels,
                        schedule,
                        stem,
                        constants(stem, population, slice),
                        potentials(layout, state, keepsPotentials),
                        layout.field(CODE).in(state),
                        scratch,
                        sink);
            case Neurons.Answer answer ->
                switch (network.coding()) {
                    case CODES ->
                        new CodeAnswer(
                                schedule,
                                population,
                                answer,
                                slice,
                                potentials(layout, state, keepsPotentials),
                                scratch,
                                sink);
                    case SPIKES ->
                        new SpikeAnswer(schedule, slice, layout.field(POTENTIAL).in(state), sink);
                };
            case Neurons.Program program ->
                new ProgramNeurons(
                        schedule,
                        slice.neurons(),
                        program.mostSpikes(),
                        executor(population, program.program(), slice, layout, state),
                        currents(program, population, slice, layout, state),
                        scratch,
                        sink);
        };
    }

    private Schedule schedule(int population) {
        Schedule schedule = Schedule.of(network, population, starts);
        Schedule known = schedules.putIfAbsent(schedule, schedule);
        return known == null ? schedule : known;
    }

    private StemConstants constants(Neurons.Stem stem, Population population, Slice slice) {
        return stems.computeIfAbsent(
                new Part(stem, population.shape(), slice.bounds()), part -> StemConstants.of(stem, population, slice));
    }

    private static Optional<MemorySegment> potentials(RecordLayout layout, MemorySegment state, boolean isKept) {
        return isKept ? Optional.of(layout.field(POTENTIAL).in(state)) : Optional.empty();
    }

    private NetworkInput.Codes codes() {
        return switch (source) {
            case NetworkInput.Codes codes -> codes;
            case NetworkInput.Spikes spikes ->
                throw new InputException("network " + network.name() + " reads an image, not spikes");
        };
    }

    private NetworkInput.Spikes spikes() {
        return switch (source) {
            case NetworkInput.Codes codes ->
                throw new InputException("network " + network.name() + " reads spikes, not an image");
            case NetworkInput.Spikes spikes -> spikes;
        };
    }

    private ProgramExecutor executor(
            Population population, NeuronProgram program, Slice slice, RecordLayout layout, MemorySegment state) {
        MemorySegment[] words = program.state().stream()
                .map(word -> layout.field(word.name()).in(state))
                .toArray(MemorySegment[]::new);
        Optional<ShiftRule> rule = program.shiftRule();
        if (rule.isPresent()) {
            return new VectorExecutor(kernels.firing(), firingRule(rule.get(), program, population, slice), words[0]);
        }
        int[] entries = new SliceEntries(population, slice, program.entries()).of(program.entries());
        return kernels.isVector() && program instanceof AssemblyNeurons assembly
                ? new BlockExecutor(assembly, slice, entries, words)
                : new StepExecutor(program, slice, entries, words);
    }

    private FiringRule firingRule(ShiftRule rule, NeuronProgram program, Population population, Slice slice) {
        return firingRules.computeIfAbsent(
                new Part(program, population.shape(), slice.bounds()),
                part -> VectorExecutor.rule(
                        rule,
                        new SliceEntries(population, slice, program.entries()).of(program.entries()),
                        slice.neurons()));
    }

    private List<Currents> currents(
            Neurons.Program program, Population population, Slice slice, RecordLayout layout, MemorySegment state) {
        return program.drives().stream()
                .map(drive -> switch (drive) {
                    case DirectCoding direct ->
                        new DirectCurrents(
                                kernels.firing(),
                                direct,
                                slice,
                                codes(),
                                layout.field(CURRENT).in(state));
                    case ConstantDrive constant -> constant(constant, population, slice);
                    case PoissonDrive poisson ->
                        new PoissonCurrents(
                                kernels.firing(),
                                poisson,
                                population.shape(),
                                slice,
                                network.timeSteps(),
                                source.before());
                })
                .toList();
    }

    private static Currents constant(ConstantDrive drive, Population population, Slice slice) {
        int[] ofSlice = new int[slice.neurons()];
        Arrays.setAll(ofSlice, n -> drive.current(population, slice.element(population.shape(), n)));
        return (inputs, sample, step) -> {
            for (int n = 0; n < ofSlice.length; n++) {
                inputs[n] += ofSlice[n];
            }
        };
    }
}
