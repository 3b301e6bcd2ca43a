package org.synfire.network.integer;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntUnaryOperator;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;

/**
 * Synapses that are listed one by one: from any input to any output, each with its weight and its delay. A pair may
 * have several.
 *
 * <p><b>Delay:</b> a synapse's delay comes on top of its projection's. <b>Memory:</b> 4 to 6 bytes for each synapse: 2
 * of the target's number, a third where there are more than 65,536 outputs; 2 of the weight; 1 of the delay where not
 * all are 0. And 4 bytes for each input. <b>Format:</b> a list may stand for synapses that a chip stores in another
 * format, such as those of a convolution whose neurons lie on cores in an order of their own. <b>Limits:</b> 2^24
 * outputs, 2^31 - 9 synapses, additional delays of at most {@value #MAX_EXTRA_DELAY} steps.
 */
public final class SparseSynapses implements Synapses {
    /** The longest delay of a synapse on top of its projection's, in steps. */
    public static final int MAX_EXTRA_DELAY = 255;

    private static final int MAX_OUTPUTS = 1 << 24;
    private static final int SMALLEST_LIST = 64;

    private final Shape in;
    private final Shape out;
    private final int[] starts;
    private final char[] lowTargets;
    private final byte[] highTargets;
    private final short[] weights;
    private final byte[] delays;
    private final int largestExtraDelay;
    private final SynapseFormat format;

    private SparseSynapses(Builder builder) {
        this.format = builder.format;
        this.in = builder.in;
        this.out = builder.out;
        this.starts = builder.starts;
        this.lowTargets = builder.fitting(builder.lowTargets);
        this.highTargets = builder.fitting(builder.highTargets);
        this.weights = builder.fitting(builder.weights);
        this.largestExtraDelay = builder.largestExtraDelay;
        this.delays = largestExtraDelay == 0 ? new byte[0] : builder.fitting(builder.delays);
    }

    /** Takes synapses in the order of their inputs. */
    public static final class Builder {
        private final Shape in;
        private final Shape out;
        private final int[] starts;
        private final boolean hasHighTargets;
        private SynapseFormat format = SynapseFormat.SPARSE;
        private int input = -1;
        private int count;
        private int largestExtraDelay;
        private char[] lowTargets;
        private byte[] highTargets;
        private short[] weights;
        private byte[] delays;

        /**
         * @param in the map that sends
         * @param out the map that receives
         * @param expected how many synapses there will be, as a hint
         * @throws InputException if there are too many outputs
         */
        public Builder(Shape in, Shape out, int expected) {
            if (out.size() > MAX_OUTPUTS) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "sparse synapses to %,d neurons; at most %,d are possible",
                        out.size(),
                        MAX_OUTPUTS));
            }
            this.in = in;
            this.out = out;
            this.starts = new int[in.size() + 1];
            this.hasHighTargets = out.size() > Character.MAX_VALUE + 1;
            int size = Math.max(SMALLEST_LIST, expected);
            this.lowTargets = new char[size];
            this.highTargets = new byte[hasHighTargets ? size : 0];
            this.weights = new short[size];
            this.delays = new byte[size];
        }

        /** The list stands for synapses that a chip stores in this format; {@link SynapseFormat#SPARSE} if not set. */
        public Builder storedAs(SynapseFormat stored) {
            format = stored;
            return this;
        }

        /**
         * Begins the list of an input; inputs that are left out have no synapses.
         *
         * @throws InputException if the input does not exist or comes out of order
         */
        public Builder from(int nextInput) {
            requireInput(nextInput);
            if (nextInput <= input) {
                throw new InputException(String.format(
                        Locale.ROOT, "synapses of input %d after those of input %d; inputs rise", nextInput, input));
            }
            Arrays.fill(starts, input + 1, nextInput + 1, count);
            input = nextInput;
            return this;
        }

        /**
         * Adds a synapse of the input begun last.
         *
         * @param target number of the output
         * @param weight 16 bits, signed
         * @param extraDelay steps on top of the projection's delay, 0..{@value #MAX_EXTRA_DELAY}
         * @throws InputException if one of them is out of range
         */
        public Builder to(int target, int weight, int extraDelay) {
            if (count == lowTargets.length) {
                grow();
            }
            set(count++, input, target, weight, extraDelay);
            return this;
        }

        private void requireInput(int source) {
            if (source < 0 || source >= in.size()) {
                throw new InputException(
                        String.format(Locale.ROOT, "synapses of input %d; inputs are 0..%d", source, in.size() - 1));
            }
        }

        private void set(int at, int source, int target, int weight, int extraDelay) {
            if (target < 0 || target >= out.size() || weight != (short) weight || extraDelay != (extraDelay & 0xff)) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "a synapse from %d to %d of weight %d with %d more steps of delay; targets are 0..%d, weights"
                                + " %d..%d, delays 0..%d",
                        source,
                        target,
                        weight,
                        extraDelay,
                        out.size() - 1,
                        Short.MIN_VALUE,
                        Short.MAX_VALUE,
                        MAX_EXTRA_DELAY));
            }
            lowTargets[at] = (char) target;
            if (hasHighTargets) {
                highTargets[at] = (byte) (target >>> Character.SIZE);
            }
            weights[at] = (short) weight;
            delays[at] = (byte) extraDelay;
            largestExtraDelay = Math.max(largestExtraDelay, extraDelay);
        }

        private void grow() {
            int most = Integer.MAX_VALUE - Long.BYTES;
            if (count == most) {
                throw new InputException(String.format(Locale.ROOT, "more than %,d synapses in a projection", most));
            }
            int size = (int) Math.min(most, count + (count / 2L));
            lowTargets = Arrays.copyOf(lowTargets, size);
            highTargets = Arrays.copyOf(highTargets, hasHighTargets ? size : 0);
            weights = Arrays.copyOf(weights, size);
            delays = Arrays.copyOf(delays, size);
        }

        private char[] fitting(char[] array) {
            return array.length == count ? array : Arrays.copyOf(array, count);
        }

        private short[] fitting(short[] array) {
            return array.length == count ? array : Arrays.copyOf(array, count);
        }

        private byte[] fitting(byte[] array) {
            return array.length == 0 || array.length == count ? array : Arrays.copyOf(array, count);
        }

        private Builder sorted(int synapses, SynapseList list) {
            int[] next = new int[starts.length];
            for (int s = 0; s < synapses; s++) {
                int source = list.source(s);
                requireInput(source);
                next[source + 1]++;
            }
            for (int i = 1; i < next.length; i++) {
                next[i] += next[i - 1];
                starts[i] = next[i];
            }
            for (int s = 0; s < synapses; s++) {
                int source = list.source(s);
                set(next[source]++, source, list.target(s), list.weight(s), list.extraDelay(s));
            }
            count = synapses;
            input = in.size() - 1;
            return this;
        }

        /** The synapses; the builder is used up. */
        public SparseSynapses build() {
            Arrays.fill(starts, input + 1, starts.length, count);
            return new SparseSynapses(this);
        }
    }

    /** Synapses by number, in any order. */
    public interface SynapseList {
        /** The input that a synapse leads from. */
        int source(int synapse);

        /** The output that it leads to. */
        int target(int synapse);

        /** Its weight, 16 bits, signed. */
        int weight(int synapse);

        /** Its delay on top of the projection's, 0..{@value #MAX_EXTRA_DELAY} steps. */
        int extraDelay(int synapse);
    }

    /**
     * Synapses of a list, those of an input in the list's order. <b>Memory:</b> nothing but the synapses themselves;
     * the list is asked for each source twice, and for the rest once.
     *
     * @param count of synapses
     * @throws InputException if one of them is out of range
     */
    public static SparseSynapses of(Shape in, Shape out, int count, SynapseList list) {
        return new Builder(in, out, count).sorted(count, list).build();
    }

    /**
     * Synapses of any kind one by one, with delays of their inputs. Those of weight 0 are left out.
     *
     * @param delayOf for each input how many steps its synapses take on top of what they have
     * @throws InputException if a delay, a weight or the number of synapses is out of range
     */
    public static SparseSynapses delayed(Synapses synapses, IntUnaryOperator delayOf) {
        return DelayedSynapses.of(synapses, delayOf);
    }

    @Override
    public Shape in() {
        return in;
    }

    @Override
    public Shape out() {
        return out;
    }

    @Override
    public SynapseFormat format() {
        return format;
    }

    @Override
    public long connections() {
        return weights.length;
    }

    /** The number of an input's first synapse; that of the input behind the last one is the number of synapses. */
    public int start(int input) {
        return starts[input];
    }

    /** The output that a synapse leads to. */
    public int target(int synapse) {
        return lowTargets[synapse] | (highTargets.length == 0 ? 0 : (highTargets[synapse] & 0xff) << Character.SIZE);
    }

    /** The weight of a synapse. */
    public int weight(int synapse) {
        return weights[synapse];
    }

    /** The delay of a synapse on top of its projection's, in steps. */
    public int extraDelay(int synapse) {
        return delays.length == 0 ? 0 : delays[synapse] & 0xff;
    }

    @Override
    public int largestExtraDelay() {
        return largestExtraDelay;
    }

    /** Every bit in which a weight differs from its sign. */
    static int bitsOf(short... weights) {
        int any = 0;
        for (short weight : weights) {
            any |= weight ^ (weight >> Short.SIZE);
        }
        return any;
    }

    /** Every bit in which one of these weights differs from its sign. */
    int bits() {
        return bitsOf(weights);
    }

    /** Bytes that the synapses take. */
    public long bytes() {
        return (long) Character.BYTES * lowTargets.length
                + highTargets.length
                + (long) Short.BYTES * weights.length
                + delays.length
                + (long) Integer.BYTES * starts.length;
    }
}
