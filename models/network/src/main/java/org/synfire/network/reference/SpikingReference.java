package org.synfire.network.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;
import org.synfire.network.integer.Coding;
import org.synfire.network.integer.DirectCoding;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Overflows;
import org.synfire.network.integer.Population;
import org.synfire.network.neuron.NeuronProgram;

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
    private final int[][] trains;
    private final int[][] currents;
    private final int[][][] states;
    private final int[][] sent;
    private final long[] overflows;
    private final int[] sums;

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
        this.trains = perNeuron();
        this.currents = perNeuron();
        this.sent = perNeuron();
        this.states = network.populations().stream()
                .map(p -> new int[p.shape().size()][words(p.neurons())])
                .toArray(int[][][]::new);
        this.overflows = new long[trains.length];
        this.sums = new int
                [network.populations().stream()
                        .mapToInt(p -> p.shape().size())
                        .max()
                        .orElseThrow()];
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
    public void compute(int[] input) {
        if (input.length != trains[0].length) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "network %s reads %d input values, not %d",
                    network.name(),
                    trains[0].length,
                    input.length));
        }
        System.arraycopy(input, 0, trains[0], 0, input.length);
        for (int p : order) {
            Arrays.fill(trains[p], 0);
            for (int[] state : states[p]) {
                Arrays.fill(state, 0);
            }
            if (network.population(p).neurons() instanceof Neurons.Program program
                    && program.drive() instanceof DirectCoding direct) {
                setCurrents(direct, input, currents[p]);
            }
        }
        for (int step = 0; step < network.timeSteps(); step++) {
            for (int p : order) {
                step(network.population(p), step);
            }
        }
    }

    private void step(Population population, int step) {
        int p = population.id();
        Arrays.fill(sums, 0, trains[p].length, 0);
        for (int i = 0; i < inbound.get(p).size(); i++) {
            DenseProjection projection = inbound.get(p).get(i);
            int sentStep = step - network.timing().lag(network.inbound(p).get(i));
            if (sentStep >= 0) {
                projection.addTo(sums, spikes(projection.source(), sentStep));
            }
        }
        switch (population.neurons()) {
            case Neurons.Program program -> fire(population, program.program(), step);
            case Neurons.Answer answer -> {
                for (int i = 0; i < trains[p].length; i++) {
                    trains[p][i] += sums[i];
                }
            }
            case Neurons.ImageInput image -> throw new IllegalStateException("an image computes nothing");
            case Neurons.SpikeInput spikes -> throw new IllegalStateException("an input computes nothing");
            case Neurons.Stem stem -> throw new IllegalStateException("codes in a network of spikes");
        }
    }

    /** The spikes of a step of the sample: 0 or 1 for each neuron. */
    private int[] spikes(int population, int step) {
        int[] spikes = sent[population];
        for (int i = 0; i < spikes.length; i++) {
            spikes[i] = trains[population][i] >>> bit(step) & 1;
        }
        return spikes;
    }

    /** Where a train has the spike of a step. */
    private int bit(int step) {
        return network.timeSteps() - 1 - step;
    }

    private void fire(Population population, NeuronProgram program, int step) {
        int p = population.id();
        int positions = population.shape().positions();
        for (int i = 0; i < trains[p].length; i++) {
            int result = program.step(states[p][i], currents[p][i] + sums[i], i / positions);
            trains[p][i] |= (result & NeuronProgram.SPIKE) << bit(step);
            overflows[p] += (result & NeuronProgram.OVERFLOW) == 0 ? 0 : 1;
        }
    }

    private static void setCurrents(DirectCoding coding, int[] codes, int[] currents) {
        Shape out = coding.out();
        for (int o = 0; o < out.size(); o++) {
            int sum = coding.window() == null
                    ? connected(coding, codes, o)
                    : convolved(coding, codes, o / out.positions(), o % out.positions() / out.width(), o % out.width());
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

    private static int convolved(DirectCoding coding, int[] codes, int channel, int row, int column) {
        Window window = coding.window();
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
        return trains[population];
    }

    @Override
    public int[] answer() {
        return trains[trains.length - 1];
    }

    @Override
    public Overflows overflows(int population) {
        return new Overflows(0, overflows[population]);
    }
}
