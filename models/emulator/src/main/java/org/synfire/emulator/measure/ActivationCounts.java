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
 * <b>Weights:</b> those of {@link NonzeroWeights#isCounted}. <b>Memory:</b> 8 bytes for each neuron, and 24 for each
 * sample.
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

    /** A core's neurons, in its own order. */
    private static final class Core implements Checkpointed {
        private final int population;
        private final boolean isLayer;
        private final boolean canSpikeSeveralTimes;
        private final int[] elements;
        private final int[] fanOut;
        /** The fan-out that all neurons of a word have, or {@link #VARIES}. */
        private final int[] fanOutOfWord;

        private final long[] seen;
        private long sample = -1;

        Core(Population population, Slice slice, int[] fanOutOfElements) {
            this.population = population.id();
            this.isLayer = isLayer(population);
            this.canSpikeSeveralTimes = population.neurons().mostSpikes() > 1;
            this.elements = new int[slice.neurons()];
            Arrays.setAll(elements, neuron -> slice.element(population.shape(), neuron));
            this.fanOut = Arrays.stream(elements)
                    .map(element -> fanOutOfElements[element])
                    .toArray();
            this.seen = new long[Math.ceilDiv(fanOut.length, Long.SIZE)];
            this.fanOutOfWord = new int[seen.length];
            Arrays.setAll(fanOutOfWord, this::common);
        }

        private int common(int word) {
            int first = word * Long.SIZE;
            int last = Math.min(first + Long.SIZE, fanOut.length);
            return Arrays.stream(fanOut, first, last).allMatch(one -> one == fanOut[first]) ? fanOut[first] : VARIES;
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

        long operations(int word, long bits) {
            if (fanOutOfWord[word] != VARIES) {
                return (long) Long.bitCount(bits) * fanOutOfWord[word];
            }
            long operations = 0;
            for (long rest = bits; rest != 0; rest &= rest - 1) {
                operations += fanOut[word * Long.SIZE + Long.numberOfTrailingZeros(rest)];
            }
            return operations;
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
        }

        @Override
        public void state(StateFields fields) {
            key = fields.whole("key", key);
            take(nonzero, fields.varying("activations that are not 0", nonzero.toLongArray()));
            take(negative, fields.varying("activations below 0", negative.toLongArray()));
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
                nonzero.set(element);
                if (isSignBit && isSigned) {
                    negative.set(element);
                }
            }
        }

        /** The weights that the gathered activations meet; then there are none. */
        long takeOperations() {
            long operations = 0;
            if (!nonzero.isEmpty()) {
                for (Gated projection : projections) {
                    operations += isSigned
                            ? projection.operationsOfSigned(nonzero, negative)
                            : projection.operations(nonzero);
                }
            }
            nonzero.clear();
            negative.clear();
            return operations;
        }
    }

    /**
     * A projection behind max-pooling.
     *
     * @param fanOut of each pooled activation
     * @param windowStarts index of the first window of a position in {@code windows}
     * @param windows of all positions
     * @param outputs pooled activations that are not 0
     */
    private record Gated(MaxGate gate, int[] fanOut, int[] windowStarts, int[] windows, BitSet outputs) {
        static Gated of(MaxGate gate, int[] fanOut) {
            int positions = gate.in().positions();
            int[] starts = new int[positions + 1];
            for (int member : gate.members()) {
                starts[member + 1]++;
            }
            Arrays.parallelPrefix(starts, Integer::sum);
            int[] next = starts.clone();
            int[] windows = new int[gate.members().length];
            for (int window = 0; window < gate.out().positions(); window++) {
                for (int m = gate.starts()[window]; m < gate.starts()[window + 1]; m++) {
                    windows[next[gate.members()[m]]++] = window;
                }
            }
            return new Gated(gate, fanOut, starts, windows, new BitSet());
        }

        /** Where no activation is negative, a pooled one is not 0 if one of its window is not. */
        long operations(BitSet nonzero) {
            int positions = gate.in().positions();
            for (int element = nonzero.nextSetBit(0); element >= 0; element = nonzero.nextSetBit(element + 1)) {
                int first = element / positions * gate.out().positions();
                int position = element % positions;
                for (int w = windowStarts[position]; w < windowStarts[position + 1]; w++) {
                    outputs.set(first + windows[w]);
                }
            }
            long operations = 0;
            for (int output = outputs.nextSetBit(0); output >= 0; output = outputs.nextSetBit(output + 1)) {
                operations += fanOut[output];
            }
            outputs.clear();
            return operations;
        }

        long operationsOfSigned(BitSet nonzero, BitSet negative) {
            long operations = 0;
            int positions = gate.out().positions();
            for (int output = 0; output < fanOut.length; output++) {
                int first = output / positions * gate.in().positions();
                if (isNonzero(nonzero, negative, output % positions, first)) {
                    operations += fanOut[output];
                }
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
            addOperations(one, senders.operations(word, counted), senders.canSpikeSeveralTimes);
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
