package org.synfire.network.reference;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Optional;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.StepRounding;
import org.synfire.network.graph.WholeRounding;
import org.synfire.network.graph.Window;
import org.synfire.network.integer.Code;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.MaxGate;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Parts;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.Rescale;
import org.synfire.network.integer.ScaledIntegration;
import org.synfire.network.integer.SparseSynapses;
import org.synfire.network.integer.Sparsity;
import org.synfire.network.integer.Synapses;
import org.synfire.network.integer.TransferTable;
import org.synfire.network.program.Register;

/** An integer network by the textbook: every sum element by element, as its definition says, however slow. */
final class NaiveNetwork {
    private NaiveNetwork() {}

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

    /** A sum times its factor, in decimal numbers, limited to 32 bits. */
    private static BigDecimal rescaled(int sum, Rescale rescale, int entry) {
        BigDecimal multiplier = BigDecimal.valueOf(sum < 0 ? rescale.negative(entry) : rescale.multiplier(entry));
        BigDecimal steps = BigDecimal.valueOf(sum)
                .multiply(multiplier)
                .add(BigDecimal.valueOf(rescale.addend(entry)))
                .divide(BigDecimal.TWO.pow(rescale.shift(entry)));
        BigDecimal whole = steps.setScale(0, mode(rescale.stages().map(StepRounding.Staged::first)));
        whole = whole.divide(BigDecimal.TWO.pow(
                        rescale.stages().map(StepRounding.Staged::bits).orElse(0)))
                .setScale(0, mode(rescale.stages().map(StepRounding.Staged::second)));
        return whole.max(BigDecimal.valueOf(Integer.MIN_VALUE)).min(BigDecimal.valueOf(Integer.MAX_VALUE));
    }

    private static RoundingMode mode(Optional<WholeRounding> rounding) {
        return switch (rounding.orElse(WholeRounding.FLOOR)) {
            case HALF_EVEN -> RoundingMode.HALF_EVEN;
            case HALF_UP -> RoundingMode.HALF_UP;
            case HALF_DOWN -> RoundingMode.HALF_DOWN;
            case FLOOR -> RoundingMode.FLOOR;
            case CEIL -> RoundingMode.CEILING;
            case UP -> RoundingMode.UP;
            case DOWN -> RoundingMode.DOWN;
        };
    }

    private static int value(IntegerNetwork network, Population population, int[][] values, int neuron) {
        int channel = neuron / population.shape().positions();
        int sum = ((Neurons.Summing) population.neurons()).integration() instanceof ScaledIntegration scaled
                ? scaled(network, population, scaled, values, neuron)
                : exact(network, population, values, neuron);
        if (population.neurons() instanceof Neurons.Answer answer) {
            Rescale readout = answer.readout();
            int entry = population.entry(readout.entries(), channel, neuron);
            return (int) (((long) sum * readout.multiplier(entry) + readout.addend(entry)) >> readout.shift(entry));
        }
        Neurons.Stem stem = (Neurons.Stem) population.neurons();
        Rescale rescale = stem.effectiveRescale();
        int entry = population.entry(rescale.entries(), channel, neuron);
        Code rescaled = stem.transfer() instanceof TransferTable table ? table.input() : stem.code();
        int value = rescaled(sum, rescale, entry).intValue();
        value = Math.max(rescaled.low(), Math.min(rescaled.high(), value));
        if (stem.transfer() instanceof TransferTable table) {
            int[] lookedUp = table.tables()[table.tables().length == 1 ? 0 : channel];
            value = lookedUp[value - rescaled.low()];
        }
        return sent(value, stem.sparsity(), stem.code());
    }

    private static int exact(IntegerNetwork network, Population population, int[][] values, int neuron) {
        int[] bias = Parts.bias(population);
        int sum = bias[population.entry(bias.length, neuron / population.shape().positions(), neuron)];
        for (Projection projection : network.inbound(population.id())) {
            sum += sum(projection.synapses(), arriving(projection, values[projection.source()]), neuron);
        }
        return sum;
    }

    private static int scaled(
            IntegerNetwork network, Population population, ScaledIntegration integration, int[][] values, int neuron) {
        long potential = 0;
        for (int bitStep = 0; bitStep < network.timeSteps(); bitStep++) {
            long sum = 0;
            for (Projection projection : network.inbound(population.id())) {
                Code code = Parts.code(network.population(projection.source()));
                int digit = network.timeSteps() - 1 - bitStep;
                int sign = code.isSigned() && bitStep == 0 ? -1 : 1;
                int[] spikes = Arrays.stream(arriving(projection, values[projection.source()]))
                        .map(v -> v >> digit & 1)
                        .toArray();
                sum += (long) sign * sum(projection.synapses(), spikes, neuron);
            }
            BigDecimal weight = new BigDecimal(2).pow(network.timeSteps() - 1 - bitStep);
            BigDecimal current = weight.multiply(
                    BigDecimal.valueOf(written(sum, integration.formats().sum())));
            BigDecimal scaled = current.multiply(BigDecimal.valueOf(integration.multiplier()))
                    .divide(new BigDecimal(2).pow(integration.shift()));
            potential = written(
                    potential + scaled.setScale(0, RoundingMode.HALF_UP).longValueExact(),
                    integration.formats().potential());
        }
        int[] bias = integration.bias();
        long end = potential
                + bias[population.entry(bias.length, neuron / population.shape().positions(), neuron)];
        return (int) written(end, integration.formats().potential());
    }

    private static long written(long exact, Register register) {
        long range = 1L << register.bits();
        if (register.overflow() == Register.Overflow.SATURATE) {
            return Math.max(-range / 2, Math.min(range / 2 - 1, exact));
        }
        return Math.floorMod(exact + range / 2, range) - range / 2;
    }

    private static int sent(int value, Sparsity sparsity, Code code) {
        int unit = 1 << sparsity.rounded();
        double multiple = Math.floor((double) value / unit + 0.5) * unit;
        int rounded = (int) Math.max(
                Math.ceil((double) code.low() / unit) * unit,
                Math.min(Math.floor((double) code.high() / unit) * unit, multiple));
        int sum = 0;
        int spikes = 0;
        for (int bitStep = 0; bitStep < code.bits(); bitStep++) {
            boolean fires = (rounded >> (code.bits() - 1 - bitStep) & 1) == 1;
            spikes += fires ? 1 : 0;
            sum += fires && (sparsity.kept() == 0 || spikes <= sparsity.kept()) ? code.weight(bitStep) : 0;
        }
        return sum;
    }

    private static int[] arriving(Projection projection, int[] sent) {
        int[] gated = projection.gate().map(gate -> gated(gate, sent)).orElse(sent);
        if (projection.order().isEmpty()) {
            return gated;
        }
        int[] order = projection.order().get();
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
            case Synapses.Identity s -> s.weight(neuron / s.in().positions()) * input[neuron];
            case SparseSynapses s -> sparse(s, input, neuron);
            case Synapses.Dense s -> {
                int sum = 0;
                for (int i = 0; i < input.length; i++) {
                    sum += s.weight(neuron, i) * input[i];
                }
                yield sum;
            }
        };
    }

    private static int sparse(SparseSynapses s, int[] input, int neuron) {
        int sum = 0;
        for (int i = 0; i < input.length; i++) {
            for (int synapse = s.start(i); synapse < s.start(i + 1); synapse++) {
                sum += s.target(synapse) == neuron ? s.weight(synapse) * input[i] : 0;
            }
        }
        return sum;
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
                        sum += s.weight(outChannel, c, ky, kx)
                                * input[in.index(outChannel / s.outPerGroup() * s.inPerGroup() + c, y, x)];
                    }
                }
            }
        }
        return sum;
    }
}
