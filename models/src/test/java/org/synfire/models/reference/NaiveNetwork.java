package org.synfire.models.reference;

import org.synfire.models.integer.Code;
import org.synfire.models.integer.IntegerNetwork;
import org.synfire.models.integer.MaxGate;
import org.synfire.models.integer.Population;
import org.synfire.models.integer.Projection;
import org.synfire.models.integer.Rescale;
import org.synfire.models.integer.Synapses;
import org.synfire.models.network.Shape;
import org.synfire.models.network.Window;

/** An integer network by the textbook: every sum element by element, as its definition says, however slow. */
final class NaiveNetwork {
    private NaiveNetwork() {
    }

    static int[][] compute(IntegerNetwork network, int[] codes) {
        int[][] values = new int[network.populations().size()][];
        values[0] = codes;
        for (int p = 1; p < values.length; p++) {
            Population population = network.population(p);
            values[p] = new int[population.shape().size()];
            for (int i = 0; i < values[p].length; i++) {
                values[p][i] = value(network, population, values, i);
            }
        }
        return values;
    }

    private static int value(IntegerNetwork network, Population population, int[][] values, int neuron) {
        int channel = neuron / population.shape().positions();
        int sum = population.bias()[population.entry(population.bias().length, channel, neuron)];
        for (Projection projection : network.inbound(population.id())) {
            sum += sum(projection.synapses(), arriving(projection, values[projection.source()]), neuron);
        }
        if (population.isRaw()) {
            return sum;
        }
        Rescale rescale = population.rescale();
        int entry = population.entry(rescale.entries(), channel, neuron);
        Code code = population.code();
        return Rescale.apply(sum, rescale.multiplier(entry), rescale.shift(entry), rescale.addend(entry), code.low(), code.high());
    }

    private static int[] arriving(Projection projection, int[] sent) {
        int[] gated = projection.gate() == null ? sent : gated(projection.gate(), sent);
        int[] order = projection.order();
        if (order == null) {
            return gated;
        }
        int[] arriving = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            arriving[i] = order[i] == -1 ? 0 : gated[order[i]];
        }
        return arriving;
    }

    private static int[] gated(MaxGate gate, int[] sent) {
        int[] gated = new int[gate.out().size()];
        for (int i = 0; i < gated.length; i++) {
            int channel = i / gate.out().positions();
            int window = i % gate.out().positions();
            gated[i] = Integer.MIN_VALUE;
            for (int m = gate.starts()[window]; m < gate.starts()[window + 1]; m++) {
                gated[i] = Math.max(gated[i], sent[channel * gate.in().positions() + gate.members()[m]]);
            }
        }
        return gated;
    }

    private static int sum(Synapses synapses, int[] input, int neuron) {
        return switch (synapses) {
            case Synapses.Convolution s -> convolution(s, input, neuron);
            case Synapses.Relay s -> s.weight(neuron / s.in().positions()) * input[neuron];
            case Synapses.Dense s -> {
                int sum = 0;
                for (int i = 0; i < input.length; i++) {
                    sum += s.weight(neuron, i) * input[i];
                }
                yield sum;
            }
        };
    }

    private static int convolution(Synapses.Convolution s, int[] input, int neuron) {
        Shape in = s.in();
        Window window = s.window();
        int outChannel = neuron / s.out().positions();
        int outY = neuron % s.out().positions() / s.out().width();
        int outX = neuron % s.out().width();
        int sum = 0;
        for (int c = 0; c < s.inPerGroup(); c++) {
            for (int ky = 0; ky < window.kernelY(); ky++) {
                for (int kx = 0; kx < window.kernelX(); kx++) {
                    int y = outY * window.strideY() + ky * window.dilationY() - window.padTop();
                    int x = outX * window.strideX() + kx * window.dilationX() - window.padLeft();
                    if (y >= 0 && y < in.height() && x >= 0 && x < in.width()) {
                        sum += s.weight(outChannel, c, ky, kx) * input[in.index(outChannel / s.outPerGroup() * s.inPerGroup() + c, y, x)];
                    }
                }
            }
        }
        return sum;
    }
}
