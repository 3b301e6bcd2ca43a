package org.synfire.emulator.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.synfire.emulator.core.StepObserver;
import org.synfire.emulator.map.Slice;
import org.synfire.engine.checkpoint.Checkpointed;
import org.synfire.engine.checkpoint.StateFields;
import org.synfire.network.integer.Coding;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.MaxGate;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.NonzeroWeights;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;

/**
 * Counts activations that are not 0, and the weights that are not 0 which they meet.
 *
 * <p><b>Activation:</b> where layers send codes, the code of a neuron for a sample; it is 0 if the neuron sends no
 * spike. Where they spike, the spikes of a neuron in a time step. Behind max-pooling, activations are the pooled ones.
 * <b>Weights:</b> those of {@link NonzeroWeights#isCounted}. <b>Memory:</b> 8 bytes for each neuron, 4 for each before
 * max-pooling, and 24 for each sample.
 */
public final class ActivationCounts implements StepObserver, Checkpointed {
    private static final int VARIES = -1;

    private final Coding coding;
    private final int timeSteps;
    private final Core[] cores;
    private final Pooled[] pooled;
    private final long[] active;
    private final long[] operations;
    private final long[] ofSeveral;

    /** @param samples of the run */
    public ActivationCounts(IntegerNetwork network, List<Slice> slices, int samples) {
        this.coding = network.coding();
        this.timeSteps = network.timeSteps();
        this.active = new long[samples];
        this.operations = new long[samples];
        this.ofSeveral = new long[samples];
        int[][] fanOut = network.populations().stream()
                .map(population -> fanOut(network, population))
                .toArray(int[][]::new);
        this.cores = slices.stream()
                .map(slice -> new Core(network.population(slice.population()), slice, fanOut[slice.population()]))
                .toArray(Core[]::new);
        this.pooled = network.populations().stream()
                .map(population -> new Pooled(network, population))
                .toArray(Pooled[]::new);
    }

    private static List<Projection> counted(IntegerNetwork network, Population population) {
        return network.outbound(population.id()).stream()
                .filter(projection -> NonzeroWeights.isCounted(projection.synapses()))
                .toList();
    }

    /** For each neuron the weights that its activation meets at once, without a pooling between. */
    private static int[] fanOut(IntegerNetwork network, Population population) {
        int[] fanOut = new int[population.shape().size()];
        for (Projection projection : counted(network, population)) {
            if (projection.gate().isEmpty()) {
                addFanOut(projection, fanOut);
            }
        }
        return fanOut;
    }

    private static void addFanOut(Projection projection, int[] fanOut) {
        int[] ofInputs = NonzeroWeights.of(projection.synapses()).fanOut();
        for (int input = 0; input < ofInputs.length; input++) {
            int element = projection.sentBy(input);
            if (element >= 0) {
                fanOut[element] += ofInputs[input];
            }
        }
    }

    /**
     * How many weights each of some activations meets.
     *
     * @param each of an activation
     * @param ofWord what all 64 of a word have, or {@link #VARIES}
     */
    private record FanOut(int[] each, int[] ofWord) {
        static FanOut of(int[] each) {
            int[] ofWord = new int[Math.ceilDiv(each.length, Long.SIZE)];
            Arrays.setAll(ofWord, word -> {
                int first = word * Long.SIZE;
                int last = Math.min(first + Long.SIZE, each.length);
                return Arrays.stream(each, first, last).allMatch(one -> one == each[first]) ? each[first] : VARIES;
            });
            return new FanOut(each, ofWord);
        }

        /** The weights that the activations of a word's bits meet. */
        long operations(int word, long bits) {
            if (ofWord[word] != VARIES) {
                return (long) Long.bitCount(bits) * ofWord[word];
            }
            long operations = 0;
            for (long rest = bits; rest != 0; rest &= rest - 1) {
                operations += each[word * Long.SIZE + Long.numberOfTrailingZeros(rest)];
            }
            return operations;
        }
    }

    /** A core's neurons, in its own order. */
    private static final class Core implements Checkpointed {
        private final int population;
        private final boolean isLayer;
        private final boolean canSpikeSeveralTimes;
        private final int[] elements;
        private final FanOut fanOut;
        private final long[] seen;
        private long sample = -1;

        Core(Population population, Slice slice, int[] fanOutOfElements) {
            this.population = population.id();
            this.isLayer = isLayer(population);
            this.canSpikeSeveralTimes = population.neurons().mostSpikes() > 1;
            this.elements = new int[slice.neurons()];
            Arrays.setAll(elements, neuron -> slice.element(population.shape(), neuron));
            this.fanOut = FanOut.of(Arrays.stream(elements)
                    .map(element -> fanOutOfElements[element])
                    .toArray());
            this.seen = new long[Math.ceilDiv(elements.length, Long.SIZE)];
        }

        @Override
        public void state(StateFields fields) {
            sample = fields.whole("sample", sample);
            fields.all("neurons seen", seen);
        }

        /** What a sample has not yet had in a word of neurons. */
        long fresh(long ofSample, int word, long bits) {
            if (ofSample != sample) {
                sample = ofSample;
                Arrays.fill(seen, 0);
            }
            long fresh = bits & ~seen[word];
            seen[word] |= bits;
            return fresh;
        }
    }

    /**
     * Whether a population's neurons are activations of a layer: the input is none, nor are neurons that only add up.
     */
    public static boolean isLayer(Population population) {
        return switch (population.neurons()) {
            case Neurons.ImageInput image -> false;
            case Neurons.SpikeInput spikes -> false;
            case Neurons.Stem stem -> true;
            case Neurons.Answer answer -> false;
            case Neurons.Program program -> program.program().canSpike();
        };
    }

    /** What a population sends through max-pooling, gathered until the last of its cores has been told of. */
    private static final class Pooled implements Checkpointed {
        private final List<Gated> projections = new ArrayList<>();
        private final boolean isSigned;
        private final boolean canSpikeSeveralTimes;
        /** Whether no activation is negative or in two windows, so that one alone makes its pooled ones known. */
        private final boolean isDisjoint;

        private final BitSet nonzero = new BitSet();
        private final BitSet negative = new BitSet();
        private long key = -1;

        Pooled(IntegerNetwork network, Population population) {
            for (Projection projection : counted(network, population)) {
                projection.gate().ifPresent(gate -> {
                    int[] fanOut = new int[gate.out().size()];
                    addFanOut(projection, fanOut);
                    projections.add(Gated.of(gate, fanOut));
                });
            }
            this.canSpikeSeveralTimes = population.neurons().mostSpikes() > 1;
            this.isSigned = population.neurons() instanceof Neurons.Coded coded
                    && coded.code().isSigned();
            this.isDisjoint = !isSigned && projections.stream().allMatch(Gated::isDisjoint);
        }

        @Override
        public void state(StateFields fields) {
            key = fields.whole("key", key);
            take(nonzero, fields.varying("activations that are not 0", nonzero.toLongArray()));
            take(negative, fields.varying("activations below 0", negative.toLongArray()));
            for (Gated projection : projections) {
                fields.all("pooled activations", projection.outputs);
            }
        }

        private static void take(BitSet set, long[] words) {
            set.clear();
            set.or(BitSet.valueOf(words));
        }

        boolean isEmpty() {
            return projections.isEmpty();
        }

        void add(Core core, boolean isSignBit, int word, long bits) {
            for (long rest = bits; rest != 0; rest &= rest - 1) {
                int element = core.elements[word * Long.SIZE + Long.numberOfTrailingZeros(rest)];
                if (isDisjoint) {
                    for (int p = 0; p < projections.size(); p++) {
                        projections.get(p).addOnly(element);
                    }
                    continue;
                }
                nonzero.set(element);
                if (isSignBit && isSigned) {
                    negative.set(element);
                }
            }
        }

        /** The weights that the gathered activations meet; then there are none. */
        long takeOperations() {
            long operations = 0;
            for (Gated projection : projections) {
                if (isSigned) {
                    projection.addSigned(nonzero, negative);
                } else if (!isDisjoint) {
                    projection.add(nonzero);
                }
                operations += projection.takeOperations();
            }
            nonzero.clear();
            negative.clear();
            return operations;
        }
    }

    /**
     * A projection behind max-pooling.
     *
     * @param fanOut of the pooled activations
     * @param windowStarts index of the first window of a position in {@code windows}
     * @param windows of all positions
     * @param outputOf where no position is in two windows, for each activation the pooled one or -1; else empty
     * @param outputs bits of the pooled activations that are not 0
     */
    private record Gated(
            MaxGate gate, FanOut fanOut, int[] windowStarts, int[] windows, int[] outputOf, long[] outputs) {
        static Gated of(MaxGate gate, int[] fanOut) {
            int positions = gate.in().positions();
            int[] starts = new int[positions + 1];
            for (int member : gate.members()) {
                starts[member + 1]++;
            }
            boolean isDisjoint = Arrays.stream(starts).allMatch(count -> count <= 1);
            Arrays.parallelPrefix(starts, Integer::sum);
            int[] next = starts.clone();
            int[] windows = new int[gate.members().length];
            for (int window = 0; window < gate.out().positions(); window++) {
                for (int m = gate.starts()[window]; m < gate.starts()[window + 1]; m++) {
                    windows[next[gate.members()[m]]++] = window;
                }
            }
            int[] outputOf = new int[isDisjoint ? gate.in().size() : 0];
            Arrays.setAll(outputOf, element -> {
                int position = element % positions;
                return starts[position] == starts[position + 1]
                        ? -1
                        : element / positions * gate.out().positions() + windows[starts[position]];
            });
            return new Gated(
                    gate,
                    FanOut.of(fanOut),
                    starts,
                    windows,
                    outputOf,
                    new long[Math.ceilDiv(fanOut.length, Long.SIZE)]);
        }

        boolean isDisjoint() {
            return outputOf.length > 0;
        }

        private void set(int output) {
            outputs[output >>> 6] |= 1L << output;
        }

        /** Adds an activation that is not negative, where no position is in two windows. */
        void addOnly(int element) {
            int output = outputOf[element];
            if (output >= 0) {
                set(output);
            }
        }

        /** Where no activation is negative, a pooled one is not 0 if one of its window is not. */
        void add(BitSet nonzero) {
            int positions = gate.in().positions();
            for (int element = nonzero.nextSetBit(0); element >= 0; element = nonzero.nextSetBit(element + 1)) {
                int first = element / positions * gate.out().positions();
                int position = element % positions;
                for (int w = windowStarts[position]; w < windowStarts[position + 1]; w++) {
                    set(first + windows[w]);
                }
            }
        }

        void addSigned(BitSet nonzero, BitSet negative) {
            int positions = gate.out().positions();
            for (int output = 0; !nonzero.isEmpty() && output < gate.out().size(); output++) {
                int first = output / positions * gate.in().positions();
                if (isNonzero(nonzero, negative, output % positions, first)) {
                    set(output);
                }
            }
        }

        /** The weights that the pooled activations meet; then there are none. */
        long takeOperations() {
            long operations = 0;
            for (int word = 0; word < outputs.length; word++) {
                operations += fanOut.operations(word, outputs[word]);
                outputs[word] = 0;
            }
            return operations;
        }

        /** The largest of a window is not 0 if one is above 0, or all are below. */
        private boolean isNonzero(BitSet nonzero, BitSet negative, int window, int first) {
            boolean isAllNegative = true;
            for (int m = gate.starts()[window]; m < gate.starts()[window + 1]; m++) {
                int element = first + gate.members()[m];
                if (nonzero.get(element) && !negative.get(element)) {
                    return true;
                }
                isAllNegative &= negative.get(element);
            }
            return isAllNegative;
        }
    }

    @Override
    public long firingsWanted(int core) {
        return Long.MAX_VALUE;
    }

    @Override
    public void onFired(int core, long sample, int bitStep, long[] words, int from, int to) {
        Core senders = cores[core];
        Pooled pool = pooled[senders.population];
        if (!pool.isEmpty()) {
            long key = coding == Coding.CODES ? sample : sample * timeSteps + bitStep;
            if (key != pool.key) {
                close(pool);
                pool.key = key;
            }
        }
        int one = (int) sample;
        for (int w = from; w < to; w++) {
            long bits = words[w];
            if (bits == 0) {
                continue;
            }
            int word = w - from;
            if (!pool.isEmpty()) {
                pool.add(senders, bitStep == 0, word, bits);
            }
            long counted = coding == Coding.CODES ? senders.fresh(sample, word, bits) : bits;
            addOperations(one, senders.fanOut.operations(word, counted), senders.canSpikeSeveralTimes);
            active[one] += senders.isLayer ? Long.bitCount(counted) : 0;
        }
    }

    private void close(Pooled pool) {
        if (pool.key >= 0) {
            long sample = coding == Coding.CODES ? pool.key : pool.key / timeSteps;
            addOperations((int) sample, pool.takeOperations(), pool.canSpikeSeveralTimes);
        }
    }

    private void addOperations(int sample, long added, boolean isOfSeveral) {
        operations[sample] += added;
        ofSeveral[sample] += isOfSeveral ? added : 0;
    }

    /** Activations of {@link #isLayer layers} that are not 0, of the first samples. */
    public long active(long samples) {
        return Arrays.stream(active, 0, (int) samples).sum();
    }

    /** Pairs of an activation and a weight that are both not 0, of the first samples. */
    public long operations(long samples) {
        Arrays.stream(pooled).forEach(this::close);
        return Arrays.stream(operations, 0, (int) samples).sum();
    }

    /**
     * Those of {@link #operations} whose neurons can spike several times in a step, so that activations are no bits.
     */
    public long operationsOfSeveral(long samples) {
        Arrays.stream(pooled).forEach(this::close);
        return Arrays.stream(ofSeveral, 0, (int) samples).sum();
    }

    @Override
    public void state(StateFields fields) {
        fields.all("active", active);
        fields.all("operations", operations);
        fields.all("operations of several spikes", ofSeveral);
        for (int core = 0; core < cores.length; core++) {
            fields.part("core " + core, cores[core]);
        }
        for (int population = 0; population < pooled.length; population++) {
            fields.part("pooled layer " + population, pooled[population]);
        }
    }
}
