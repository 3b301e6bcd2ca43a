package org.synfire.network.integer;

import java.util.Locale;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;

/** Integer synapses from one map to another. Weights are 16-bit storage of {@code weightBits} significant bits. */
public sealed interface Synapses permits SparseSynapses, Synapses.Convolution, Synapses.Dense, Synapses.Identity {
    /** The map the synapses read, after gate and rearrangement. */
    Shape in();

    /** The map of the target population. */
    Shape out();

    /** Integers that fit as weights. */
    static short[] weights(int[] integers) {
        short[] weights = new short[integers.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (short) integers[i];
        }
        return weights;
    }

    /** Bytes as weights. */
    static short[] weights(byte[] bytes) {
        short[] weights = new short[bytes.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = bytes[i];
        }
        return weights;
    }

    /**
     * Pairs of an input and an output that are connected, padding left out: the multiplications of a dense computation.
     */
    long connections();

    /** Bits of two's complement that hold every weight of a synapse, 2 at least. */
    default int significantBits() {
        int any = switch (this) {
            case Convolution one -> SparseSynapses.bitsOf(one.weights);
            case Dense one -> SparseSynapses.bitsOf(one.weights);
            case Identity one -> one.weightLimit;
            case SparseSynapses one -> one.bits();
        };
        return Math.max(2, Integer.SIZE - Integer.numberOfLeadingZeros(any) + 1);
    }

    /** How a chip stores them. */
    SynapseFormat format();

    /** The longest delay of a single synapse on top of its projection's, in steps. */
    default int largestExtraDelay() {
        return 0;
    }

    /**
     * Shared weights under a sliding window. Average pooling is one of these with {@code groups == channels} and
     * weights of 1.
     *
     * @param groups input and output channels are split in this many independent groups
     * @param weights [out channel][in channel / groups][kernelY][kernelX]
     */
    record Convolution(Shape in, Shape out, Window window, int groups, short[] weights) implements Synapses {
        /** The weight between an output channel and the {@code groupChannel}-th input channel of its group. */
        public int weight(int outChannel, int groupChannel, int ky, int kx) {
            return weights[
                    ((outChannel * inPerGroup() + groupChannel) * window.kernelY() + ky) * window.kernelX() + kx];
        }

        @Override
        public SynapseFormat format() {
            return SynapseFormat.SHARED;
        }

        @Override
        public long connections() {
            long rows = pairs(
                    window.kernelY(), window.strideY(), window.dilationY(), window.padTop(), in.height(), out.height());
            long columns = pairs(
                    window.kernelX(), window.strideX(), window.dilationX(), window.padLeft(), in.width(), out.width());
            return rows * columns * inPerGroup() * out.channels();
        }

        private static long pairs(int kernel, int stride, int dilation, int pad, int inputs, int outputs) {
            long pairs = 0;
            for (int output = 0; output < outputs; output++) {
                for (int k = 0; k < kernel; k++) {
                    int input = output * stride + k * dilation - pad;
                    pairs += input >= 0 && input < inputs ? 1 : 0;
                }
            }
            return pairs;
        }

        /** Input channels of one group. */
        public int inPerGroup() {
            return in.channels() / groups;
        }

        /** Output channels of one group. */
        public int outPerGroup() {
            return out.channels() / groups;
        }
    }

    /**
     * Every input with every output.
     *
     * @param out a vector: one row and one column
     * @param weights [output][input], inputs in the order channel, row, column
     */
    record Dense(Shape in, Shape out, short[] weights) implements Synapses {
        /** @throws InputException if the outputs are a map, not a vector */
        public Dense {
            if (out.positions() != 1) {
                throw new InputException(String.format(
                        Locale.ROOT, "a full connection of %s to a map of %s: its outputs must be a vector", in, out));
            }
        }

        @Override
        public SynapseFormat format() {
            return SynapseFormat.DENSE;
        }

        @Override
        public long connections() {
            return (long) in.size() * out.size();
        }

        /** The same as a convolution of a single position. */
        public Convolution asConvolution() {
            return new Convolution(Shape.vector(in.size()), out, Window.square(1, 1, 0), 1, weights);
        }

        /** The weight between an output and an input. */
        public int weight(int output, int input) {
            return weights[output * in.size() + input];
        }
    }

    /**
     * Every input to the neuron of the same number: the identity branch of a residual network.
     *
     * <p>A weight may exceed what one synapse holds; then it is carried by {@code ceil(|weight| / weightLimit)}
     * parallel synapses, each of which counts as a synaptic operation when a spike arrives.
     *
     * @param weights one weight, or one per channel; 0..2^24 in magnitude
     * @param weightLimit largest magnitude of one synapse, {@code 2^(bits-1) - 1}
     */
    record Identity(Shape in, int[] weights, int weightLimit) implements Synapses {
        @Override
        public Shape out() {
            return in;
        }

        @Override
        public SynapseFormat format() {
            return SynapseFormat.SHARED;
        }

        @Override
        public long connections() {
            return in.size();
        }

        /** The weight of a channel. */
        public int weight(int channel) {
            return weights.length == 1 ? weights[0] : weights[channel];
        }

        /** How many parallel synapses carry the weight of a channel; 0 for a weight of 0. */
        public int parallel(int channel) {
            return Math.ceilDiv(Math.abs(weight(channel)), weightLimit);
        }
    }
}
