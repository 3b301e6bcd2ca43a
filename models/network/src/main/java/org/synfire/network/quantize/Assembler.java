package org.synfire.network.quantize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Node;
import org.synfire.network.graph.StepRounding;
import org.synfire.network.graph.WeightTensor;
import org.synfire.network.integer.Code;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Integration;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.Rescale;
import org.synfire.network.integer.SparseSynapses;
import org.synfire.network.integer.Sparsity;
import org.synfire.network.integer.Synapses;

/** Gives a plan its numbers: codes, integer weights, biases, rescales. */
final class Assembler {
    /** Bits of what is read of an answer, its sign left out. */
    private static final int READ_BITS = 30;

    private static final int MOST_FINER_BITS = 20;

    private final String name;
    private final List<PlannedPopulation> plan;
    private final CodeChooser codes;
    private final int bits;
    private final LayerBits weightBits;
    private final boolean perChannel;
    private final List<Population> populations = new ArrayList<>();
    private final List<Projection> projections = new ArrayList<>();
    private final int[] populationBits;

    Assembler(
            String name,
            List<PlannedPopulation> plan,
            CodeChooser codes,
            int bits,
            LayerBits weightBits,
            boolean perChannel) {
        this.name = name;
        this.plan = plan;
        this.codes = codes;
        this.bits = bits;
        this.weightBits = weightBits;
        this.perChannel = perChannel;
        this.populationBits = new int[plan.size()];
    }

    IntegerNetwork assemble() {
        PlannedPopulation input = plan.getFirst();
        populations.add(new Population(
                0,
                input.tensor(),
                input.shape(),
                new Neurons.ImageInput(codes.input(input, plan.stream().anyMatch(PlannedPopulation::hasOwnRounding)))));
        for (PlannedPopulation planned : plan.subList(1, plan.size())) {
            add(planned);
        }
        return IntegerNetwork.inPhase(name, bits, populationBits, populations, projections);
    }

    private void add(PlannedPopulation planned) {
        boolean hasUnitPerChannel = perChannel && (!planned.isRaw() || planned.hasIntegersPerChannel());
        SumUnits units = SumUnits.of(planned, this::scale, weightBits, hasUnitPerChannel);
        populationBits[planned.id()] = units.weightBits();
        List<Projection> inbound = new ArrayList<>();
        for (Branch branch : planned.branches()) {
            Signal source = branch.source();
            Synapses synapses = synapses(planned, branch, units);
            inbound.add(new Projection(
                    projections.size() + inbound.size(),
                    source.population(),
                    source.gate(),
                    source.order(),
                    planned.id(),
                    synapses,
                    1));
        }
        Biases bias = Biases.of(planned, units, inbound, populations);
        populations.add(new Population(
                planned.id(), planned.tensor(), planned.shape(), neurons(planned, units, bias, inbound)));
        projections.addAll(inbound);
    }

    private Neurons neurons(PlannedPopulation planned, SumUnits units, Biases bias, List<Projection> inbound) {
        if (planned.isRaw()) {
            return answer(planned, units, bias, inbound, populations);
        }
        if (planned.inner() == null) {
            Code code = codes.of(planned, populations);
            return new Neurons.Stem(code, bias.units(), rescale(planned, units, bias, code));
        }
        Code inner = codes.inner(planned, populations);
        Code code = codes.of(planned, inner);
        return new Neurons.Stem(
                code,
                bias.units(),
                rescale(planned, units, bias, inner),
                Integration.EXACT,
                Sparsity.NONE,
                CodeChooser.table(planned, inner, code));
    }

    private double scale(Signal source) {
        return populations.get(source.population()).coded().code().scale();
    }

    private Synapses synapses(PlannedPopulation planned, Branch branch, SumUnits units) {
        return switch (branch) {
            case Branch.Weighted b -> weighted(planned, b, units);
            case Branch.Identity b ->
                new Synapses.Identity(b.shape(), identityWeights(scale(b.source()), units), units.weightLimit());
            case Branch.Averaged b -> {
                short[] ones = new short
                        [b.in().channels()
                                * b.operation().window().kernelY()
                                * b.operation().window().kernelX()];
                Arrays.fill(ones, (short) 1);
                yield new Synapses.Convolution(
                        b.in(), planned.shape(), b.operation().window(), b.in().channels(), ones);
            }
        };
    }

    private Synapses weighted(PlannedPopulation planned, Branch.Weighted branch, SumUnits units) {
        short[] weights = units.keepsIntegers()
                ? branch.weights().integers().clone()
                : integers(branch.weights(), scale(branch.source()), units);
        return switch (branch.operation()) {
            case Node.Convolution c ->
                new Synapses.Convolution(branch.in(), planned.shape(), c.window(), c.groups(), weights);
            default -> new Synapses.Dense(branch.in(), planned.shape(), weights);
        };
    }

    private static short[] integers(WeightTensor weights, double sourceScale, SumUnits units) {
        short[] integers = new short[weights.values().length];
        int perChannel = integers.length / units.channels();
        for (int i = 0; i < integers.length; i++) {
            double steps = Math.rint(weights.values()[i] * sourceScale / units.unit(i / perChannel));
            integers[i] = (short) Math.clamp(steps, -units.weightLimit(), units.weightLimit());
        }
        return integers;
    }

    private static int[] identityWeights(double sourceScale, SumUnits units) {
        int[] weights = new int[units.isUniform() ? 1 : units.channels()];
        Arrays.setAll(weights, channel -> (int) Math.rint(sourceScale / units.unit(channel)));
        return weights;
    }

    private static Rescale rescale(PlannedPopulation planned, SumUnits units, Biases bias, Code code) {
        if (planned.hasOwnRounding()) {
            return ownRounding(planned, units, bias, code);
        }
        double[] factors;
        if (planned.branches().getFirst() instanceof Branch.Averaged averaged) {
            factors = Arrays.stream(WindowCounts.of(averaged))
                    .mapToDouble(count -> units.unit(0) / (count * code.scale()))
                    .toArray();
        } else {
            factors = new double[units.isUniform() ? 1 : units.channels()];
            Arrays.setAll(factors, channel -> units.unit(channel) / code.scale());
        }
        double[] positive = planned.hasTwoSlopes() ? perChannel(planned, factors) : factors;
        double[] negative = positive.clone();
        if (planned.hasTwoSlopes()) {
            Arrays.setAll(
                    negative,
                    i -> positive[i] * planned.slope(i * planned.shape().channels() / positive.length));
        }
        return planned.roundsDown()
                ? Rescale.down(positive, negative, code.zeroPoint())
                : Rescale.nearest(positive, negative, code.zeroPoint(), Integer.SIZE);
    }

    /** One factor for each channel or neuron. */
    private static double[] perChannel(PlannedPopulation planned, double[] factors) {
        double[] perChannel = factors;
        if (factors.length == 1) {
            perChannel = new double[planned.shape().channels()];
            Arrays.fill(perChannel, factors[0]);
        }
        return perChannel;
    }

    /** The rounding that the network itself demands, of sums with all of their bias. */
    private static Rescale ownRounding(PlannedPopulation planned, SumUnits units, Biases bias, Code code) {
        int[] counts = planned.branches().getFirst() instanceof Branch.Averaged averaged
                ? WindowCounts.of(averaged)
                : new int[] {1};
        int entries = Math.max(counts.length, Math.max(units.isUniform() ? 1 : units.channels(), bias.entries()));
        double[] factors = new double[entries];
        double[] offsets = new double[entries];
        int neurons = planned.shape().size();
        double fineSteps = switch (planned.rounding()) {
            case StepRounding.Nearest nearest -> 1;
            case StepRounding.Down down -> 1 / down.divisor();
            case StepRounding.Staged stages -> Math.scalb(1.0, stages.bits());
        };
        for (int i = 0; i < entries; i++) {
            int neuron = (int) ((long) i * neurons / entries);
            int channel = neuron / planned.shape().positions();
            int count = counts[(int) ((long) neuron * counts.length / neurons)];
            factors[i] = units.unit(channel) / (count * code.scale()) * fineSteps;
            offsets[i] = bias.remainder(neuron) * factors[i];
        }
        return switch (planned.rounding()) {
            case StepRounding.Nearest nearest -> throw new IllegalStateException("not the network's own rounding");
            case StepRounding.Down down ->
                Rescale.offset(
                        factors,
                        code.zeroPoint(),
                        Arrays.stream(offsets).map(x -> x + down.added()).toArray());
            case StepRounding.Staged stages -> Rescale.staged(factors, code.zeroPoint(), offsets, stages);
        };
    }

    /**
     * Sums of several units are read in one: the largest of them over the largest power of two with which what is read
     * stays within 31 bits.
     */
    private static Neurons.Answer answer(
            PlannedPopulation planned,
            SumUnits units,
            Biases bias,
            List<Projection> inbound,
            List<Population> senders) {
        if (units.isUniform()) {
            return new Neurons.Answer(bias.units(), rawScale(planned, units));
        }
        double[] factors = new double[units.channels()];
        Arrays.setAll(factors, units::unit);
        double largest = Arrays.stream(factors).max().orElseThrow();
        int bits = Long.SIZE - Long.numberOfLeadingZeros(mostOfASum(bias, inbound, senders));
        double unit = Math.scalb(largest, -Math.clamp(READ_BITS - bits, 0, MOST_FINER_BITS));
        Arrays.setAll(factors, channel -> units.unit(channel) / unit);
        return new Neurons.Answer(bias.units(), unit, Integration.EXACT, Rescale.nearest(factors, 0));
    }

    /** What no sum exceeds in magnitude. */
    private static long mostOfASum(Biases bias, List<Projection> inbound, List<Population> senders) {
        long most = Arrays.stream(bias.units()).mapToLong(Math::abs).max().orElse(0);
        for (Projection projection : inbound) {
            Code code = senders.get(projection.source()).coded().sentCode();
            long value = Math.max(Math.abs(code.low()), Math.abs(code.high()));
            most += switch (projection.synapses()) {
                case Synapses.Convolution c ->
                    value * most(c.weights()) * c.weights().length / c.out().channels();
                case Synapses.Dense d ->
                    value * most(d.weights()) * d.weights().length / d.out().size();
                case Synapses.Identity identity ->
                    value
                            * Arrays.stream(identity.weights())
                                    .map(Math::abs)
                                    .max()
                                    .orElse(0);
                case SparseSynapses listed -> throw new IllegalStateException("no quantised layer lists its synapses");
            };
        }
        return most;
    }

    private static long most(short[] weights) {
        long most = 0;
        for (short weight : weights) {
            most = Math.max(most, Math.abs(weight));
        }
        return most;
    }

    private static double rawScale(PlannedPopulation planned, SumUnits units) {
        if (!(planned.branches().getFirst() instanceof Branch.Averaged averaged)) {
            return units.unit(0);
        }
        int[] counts = WindowCounts.of(averaged);
        if (counts.length > 1) {
            throw new InputException("layer " + planned.tensor()
                    + ": the network ends with an average over windows of different sizes, which raw sums"
                    + " cannot show; pool without padding");
        }
        return units.unit(0) / counts[0];
    }
}
