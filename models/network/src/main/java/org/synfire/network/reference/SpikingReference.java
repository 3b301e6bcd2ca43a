package org.synfire.network.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;
import org.synfire.network.integer.Coding;
import org.synfire.network.integer.ConstantDrive;
import org.synfire.network.integer.DirectCoding;
import org.synfire.network.integer.Drive;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.NetworkInput;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Overflows;
import org.synfire.network.integer.PoissonDrive;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.SpikeTrains;
import org.synfire.network.neuron.NeuronProgram;
import org.synfire.network.neuron.StateWord;

/**
 * Computes a network of spikes for one sample at a time, neuron by neuron and step by step.
 *
 * <p><b>Equation:</b> {@link NeuronProgram#step} for each neuron, its input being the current of
 * {@link org.synfire.network.integer.DirectCoding} and the sums of weights of the spikes that arrive. In time step s of
 * a sample a population integrates what a sender sent in step {@code s - lag} of it, see
 * {@link org.synfire.network.integer.SampleTiming#lag}. The answer adds up. <b>Threads:</b> one thread per instance.
 * <b>Memory:</b> all buffers are taken by the constructor.
 */
public final class SpikingReference implements Reference {
    private final IntegerNetwork network;
    private final List<List<DenseProjection>> inbound;
    private final int[] order;
    private final SpikeTrains[] trains;
    private final int[][] values;
    private final int[][] currents;
    private final int[][][] states;
    private final int[][] sent;
    private final DelayedSums[] sums;
    private final long[] overflows;
    private final List<Watched> watched = new ArrayList<>();
    private int steps;

    /** Is told the potentials of a population. */
    @FunctionalInterface
    public interface PotentialListener {
        /**
         * After a step of a sample.
         *
         * @param step of the sample, 0 first
         * @param potentials one for each neuron, in the order channel, row, column; to be read only, and only now
         */
        void onPotentials(int step, int[] potentials);
    }

    private record Watched(int population, int word, int[] potentials, PotentialListener listener) {}

    /**
     * @param network of spikes
     * @throws InputException if its layers send codes: {@link DenseReference} computes those
     */
    public SpikingReference(IntegerNetwork network) {
        if (network.coding() != Coding.SPIKES) {
            throw new InputException("network " + network.name() + " sends codes, not spikes");
        }
        this.network = network;
        this.inbound = network.populations().stream()
                .map(p -> network.inbound(p.id()).stream()
                        .map(x -> new DenseProjection(x, network.population(x.source())))
                        .toList())
                .toList();
        this.order = order(network);
        this.trains = network.populations().stream()
                .map(p -> network.sends(p.id())
                        ? SpikeTrains.of(network, p.id())
                        : new SpikeTrains(0, network.timeSteps()))
                .toArray(SpikeTrains[]::new);
        this.values = perNeuron();
        this.currents = perNeuron();
        this.sent = perNeuron();
        this.states = network.populations().stream()
                .map(p -> new int[p.shape().size()][words(p.neurons())])
                .toArray(int[][][]::new);
        this.sums = network.populations().stream()
                .map(p -> new DelayedSums(p.shape().size(), largestExtraDelay(network.inbound(p.id()))))
                .toArray(DelayedSums[]::new);
        this.overflows = new long[trains.length];
    }

    /**
     * Tells the potentials of a population in every step computed from now on.
     *
     * @throws InputException if its neurons have no potential
     */
    public void watchPotentials(int population, PotentialListener listener) {
        Population of = network.population(population);
        if (!(of.neurons() instanceof Neurons.Program program)
                || !program.program().hasPotential()) {
            throw new InputException("layer " + of.name() + " has neurons without a membrane potential");
        }
        int word =
                program.program().state().stream().map(StateWord::name).toList().indexOf(StateWord.POTENTIAL);
        watched.add(new Watched(population, word, new int[of.shape().size()], listener));
    }

    private void tellPotentials(int step) {
        for (Watched one : watched) {
            Arrays.setAll(one.potentials, i -> states[one.population][i][one.word]);
            one.listener.onPotentials(step, one.potentials);
        }
    }

    private static int largestExtraDelay(List<Projection> inbound) {
        return inbound.stream()
                .mapToInt(projection -> projection.synapses().largestExtraDelay())
                .max()
                .orElse(0);
    }

    private static int words(Neurons neurons) {
        return neurons instanceof Neurons.Program program
                ? program.program().state().size()
                : 0;
    }

    /**
     * The populations without the input, each behind those whose spikes of the same step it integrates. The lags along
     * a cycle add up to its delays, which are at least one step, so not all of them are 0 and there is such an order.
     */
    private static int[] order(IntegerNetwork network) {
        List<Integer> order = new ArrayList<>();
        boolean[] isDone = new boolean[network.populations().size()];
        isDone[0] = true;
        while (order.size() < isDone.length - 1) {
            for (int p = 1; p < isDone.length; p++) {
                if (!isDone[p]
                        && network.inbound(p).stream()
                                .allMatch(x ->
                                        isDone[x.source()] || network.timing().lag(x) > 0)) {
                    isDone[p] = true;
                    order.add(p);
                }
            }
        }
        return order.stream().mapToInt(Integer::intValue).toArray();
    }

    private int[][] perNeuron() {
        return network.populations().stream()
                .map(p -> new int[p.shape().size()])
                .toArray(int[][]::new);
    }

    @Override
    public void compute(int[] codes) {
        if (codes.length != values[0].length) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "network %s reads %d input values, not %d",
                    network.name(),
                    values[0].length,
                    codes.length));
        }
        NetworkInput.Codes image = (sample, into) -> System.arraycopy(codes, 0, into, 0, into.length);
        compute(image, 0);
    }

    @Override
    public void compute(NetworkInput input, long sample) {
        steps = input.lengths().steps(sample, network.timeSteps());
        load(input, sample);
        for (int p : order) {
            begin(network.population(p));
        }
        for (int step = 0; step < steps; step++) {
            for (int p : order) {
                step(network.population(p), input.before() + sample, step);
            }
            tellPotentials(step);
        }
        for (Population population : network.populations()) {
            if (network.sends(population.id())) {
                trains[population.id()].count(values[population.id()]);
            }
        }
    }

    private void load(NetworkInput input, long sample) {
        boolean readsSpikes = network.input().neurons() instanceof Neurons.SpikeInput;
        switch (input) {
            case NetworkInput.Codes codes when !readsSpikes -> codes.codes(sample, values[0]);
            case NetworkInput.Spikes spikes when readsSpikes -> loadSpikes(spikes, sample);
            case NetworkInput.Codes codes ->
                throw new InputException("network " + network.name() + " reads spikes, not an image");
            case NetworkInput.Spikes spikes ->
                throw new InputException("network " + network.name() + " reads an image, not spikes");
        }
    }

    private void loadSpikes(NetworkInput.Spikes spikes, long sample) {
        trains[0].clear();
        int most = network.input().neurons().mostSpikes();
        int[] neurons = new int[Math.multiplyExact(values[0].length, most)];
        for (int step = 0; step < steps; step++) {
            int count = spikes.spikes(sample, step, neurons);
            for (int i = 0; i < count; i++) {
                if (trains[0].count(neurons[i], step) == most) {
                    throw NetworkInput.Spikes.tooMany(neurons[i], step, most);
                }
                trains[0].add(neurons[i], step);
            }
        }
    }

    private void begin(Population population) {
        int p = population.id();
        trains[p].clear();
        sums[p].clear();
        Arrays.fill(values[p], 0);
        if (population.neurons() instanceof Neurons.Program program) {
            for (int i = 0; i < states[p].length; i++) {
                program.program().begin(states[p][i], entry(population, program.program(), i));
            }
            program.directCoding().ifPresent(direct -> setCurrents(direct, values[0], currents[p]));
        }
    }

    private static int entry(Population population, NeuronProgram program, int neuron) {
        return population.entry(program.entries(), neuron / population.shape().positions(), neuron);
    }

    /** @param sample number in the whole run */
    private void step(Population population, long sample, int step) {
        int p = population.id();
        for (int i = 0; i < inbound.get(p).size(); i++) {
            Projection projection = network.inbound(p).get(i);
            int sentStep = step - network.timing().lag(projection);
            if (sentStep >= 0) {
                inbound.get(p).get(i).addTo(sums[p], step, spikes(projection.source(), sentStep));
            }
        }
        int[] due = sums[p].of(step);
        switch (population.neurons()) {
            case Neurons.Program program -> {
                for (Drive drive : program.drives()) {
                    addCurrents(drive, population, sample, step, due);
                }
                fire(population, program.program(), step, due);
            }
            case Neurons.Answer answer -> {
                for (int i = 0; i < due.length; i++) {
                    values[p][i] += due[i];
                }
            }
            case Neurons.ImageInput image -> throw new IllegalStateException("an image computes nothing");
            case Neurons.SpikeInput spikes -> throw new IllegalStateException("an input computes nothing");
            case Neurons.Stem stem -> throw new IllegalStateException("codes in a network of spikes");
        }
        Arrays.fill(due, 0);
    }

    /** How often each neuron spikes in a step of the sample. */
    private int[] spikes(int population, int step) {
        int[] spikes = sent[population];
        for (int i = 0; i < spikes.length; i++) {
            spikes[i] = trains[population].count(i, step);
        }
        return spikes;
    }

    private void addCurrents(Drive drive, Population population, long sample, int step, int[] due) {
        for (int i = 0; i < due.length; i++) {
            due[i] += switch (drive) {
                case DirectCoding direct -> currents[population.id()][i];
                case ConstantDrive constant -> constant.current(population, i);
                case PoissonDrive poisson -> poisson.weight() * poisson.spikes(sample, network.timeSteps(), step, i);
            };
        }
    }

    private void fire(Population population, NeuronProgram program, int step, int[] due) {
        int p = population.id();
        for (int i = 0; i < due.length; i++) {
            int result = program.step(states[p][i], due[i], entry(population, program, i));
            int spikes = NeuronProgram.spikes(result);
            if (spikes > 0) {
                trains[p].add(i, step, spikes);
            }
            overflows[p] += (result & NeuronProgram.OVERFLOW) == 0 ? 0 : 1;
        }
    }

    private static void setCurrents(DirectCoding coding, int[] codes, int[] currents) {
        Shape out = coding.out();
        for (int o = 0; o < out.size(); o++) {
            int output = o;
            int sum = coding.window()
                    .map(window -> convolved(
                            coding,
                            window,
                            codes,
                            output / out.positions(),
                            output % out.positions() / out.width(),
                            output % out.width()))
                    .orElseGet(() -> connected(coding, codes, output));
            currents[o] = coding.current(sum);
        }
    }

    private static int connected(DirectCoding coding, int[] codes, int output) {
        int sum = 0;
        for (int i = 0; i < codes.length; i++) {
            sum += coding.weights()[output * codes.length + i] * codes[i];
        }
        return sum;
    }

    private static int convolved(DirectCoding coding, Window window, int[] codes, int channel, int row, int column) {
        Shape in = coding.in();
        int weight = channel * coding.fanIn();
        int sum = 0;
        for (int c = 0; c < in.channels(); c++) {
            for (int ky = 0; ky < window.kernelY(); ky++) {
                for (int kx = 0; kx < window.kernelX(); kx++, weight++) {
                    int y = row * window.strideY() + ky * window.dilationY() - window.padTop();
                    int x = column * window.strideX() + kx * window.dilationX() - window.padLeft();
                    sum += y >= 0 && y < in.height() && x >= 0 && x < in.width()
                            ? coding.weights()[weight] * codes[in.index(c, y, x)]
                            : 0;
                }
            }
        }
        return sum;
    }

    @Override
    public int[] values(int population) {
        return values[population];
    }

    @Override
    public SpikeTrains spikes(int population) {
        if (!network.sends(population)) {
            throw new IllegalArgumentException(
                    "layer " + network.population(population).name() + " sends no spikes");
        }
        return trains[population];
    }

    @Override
    public int steps() {
        return steps;
    }

    @Override
    public int[] answer() {
        return values[values.length - 1];
    }

    @Override
    public Overflows overflows(int population) {
        return new Overflows(0, overflows[population]);
    }
}
