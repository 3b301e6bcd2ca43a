package org.synfire.network.reference;

import java.util.Arrays;
import java.util.List;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;
import org.synfire.network.integer.DirectCoding;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.NeuronProgram;
import org.synfire.network.integer.Overflows;
import org.synfire.network.integer.Population;

/**
 * Computes a spiking network of integers for one sample at a time, neuron by neuron and step by step.
 *
 * <p><b>Equation:</b> {@link NeuronProgram} for each neuron, with I the current of {@link DirectCoding} and the sums of
 * weights of the spikes that arrive; in time step t every layer reads the spikes that the layers before it sent for t.
 * The answer adds up. <b>Threads:</b> one thread per instance. <b>Memory:</b> all buffers are taken by the constructor;
 * potentials are 32-bit integers here, cut to their registers by the program.
 */
public final class SpikingReference implements Reference {
    private final IntegerNetwork network;
    private final List<List<DenseProjection>> inbound;
    private final int[][] values;
    private final int[][] spikes;
    private final int[][] stored;
    private final int[][] currents;
    private final long[] overflows;
    private final int[] sums;

    /** @param network a spiking one */
    public SpikingReference(IntegerNetwork network) {
        this.network = network;
        this.inbound = network.populations().stream()
                .map(p -> network.inbound(p.id()).stream()
                        .map(x -> new DenseProjection(x, network.population(x.source())))
                        .toList())
                .toList();
        this.values = perNeuron();
        this.spikes = perNeuron();
        this.stored = perNeuron();
        this.currents = perNeuron();
        this.overflows = new long[values.length];
        this.sums = new int
                [network.populations().stream()
                        .mapToInt(p -> p.shape().size())
                        .max()
                        .orElseThrow()];
    }

    private int[][] perNeuron() {
        return network.populations().stream()
                .map(p -> new int[p.shape().size()])
                .toArray(int[][]::new);
    }

    @Override
    public void compute(int[] codes) {
        if (codes.length != values[0].length) {
            throw new InputException("network %s reads %d input codes, not %d"
                    .formatted(network.name(), values[0].length, codes.length));
        }
        System.arraycopy(codes, 0, values[0], 0, codes.length);
        for (int p = 1; p < values.length; p++) {
            Arrays.fill(values[p], 0);
            Arrays.fill(stored[p], 0);
            if (network.population(p).direct() != null) {
                setCurrents(network.population(p).direct(), codes, currents[p]);
            }
        }
        for (int step = 0; step < network.bits(); step++) {
            for (int p = 1; p < values.length; p++) {
                step(network.population(p));
            }
        }
    }

    private void step(Population population) {
        int[] of = values[population.id()];
        Arrays.fill(sums, 0, of.length, 0);
        for (DenseProjection projection : inbound.get(population.id())) {
            projection.addTo(sums, spikes[projection.source()]);
        }
        if (population.isSpiking()) {
            fire(population);
        } else {
            for (int i = 0; i < of.length; i++) {
                of[i] += sums[i];
            }
        }
    }

    private void fire(Population population) {
        int p = population.id();
        NeuronProgram program = population.program();
        int positions = population.shape().positions();
        for (int i = 0; i < values[p].length; i++) {
            int channel = i / positions;
            int potential = currents[p][i] + sums[i] + program.read(stored[p][i]);
            int kept = program.kept(potential, channel);
            stored[p][i] = program.stored(potential, channel);
            overflows[p] += !program.isLimitDefined() && stored[p][i] != kept ? 1 : 0;
            spikes[p][i] = program.fires(potential, channel) ? 1 : 0;
            values[p][i] = values[p][i] << 1 | spikes[p][i];
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
        return values[population];
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
