package org.synfire.network.integer;

import java.util.function.IntPredicate;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;

/**
 * How many weights of a layer are not 0, and how many of these an input meets.
 *
 * <p>A weight that a window shares counts once. Of synapses that are listed one by one, the pairs that are not in the
 * list count as weights of 0. Poolings and identities are no weights: {@link #isCounted}.
 *
 * @param all weights
 * @param nonzero of them
 * @param fanOut for each input, in the order channel, row, column, the outputs that it reaches by a weight that is not
 *     0
 */
public record NonzeroWeights(long all, long nonzero, int[] fanOut) {
    /** Whether synapses are weights of a layer: neither an identity nor a pooling, which has one weight for all. */
    public static boolean isCounted(Synapses synapses) {
        return switch (synapses) {
            case SparseSynapses sparse -> true;
            case Synapses.Dense dense -> true;
            case Synapses.Identity identity -> false;
            case Synapses.Convolution convolution -> !isPooling(convolution);
        };
    }

    private static boolean isPooling(Synapses.Convolution convolution) {
        short[] weights = convolution.weights();
        boolean isPooling = convolution.groups() == convolution.in().channels()
                && convolution.groups() == convolution.out().channels()
                && weights.length > convolution.groups();
        for (int i = 1; isPooling && i < weights.length; i++) {
            isPooling = weights[i] == weights[0];
        }
        return isPooling;
    }

    /** Those of synapses. */
    public static NonzeroWeights of(Synapses synapses) {
        return switch (synapses) {
            case SparseSynapses sparse -> of(sparse);
            case Synapses.Dense dense -> dense(dense.in(), dense.out(), i -> dense.weights()[i] != 0);
            case Synapses.Identity identity -> of(identity);
            case Synapses.Convolution convolution ->
                convolution(
                        convolution.in(),
                        convolution.out(),
                        convolution.window(),
                        convolution.groups(),
                        i -> convolution.weights()[i] != 0);
        };
    }

    /** Those by which an image becomes currents. */
    public static NonzeroWeights of(DirectCoding direct) {
        IntPredicate isNonzero = i -> direct.weights()[i] != 0;
        return direct.window()
                .map(window -> convolution(direct.in(), direct.out(), window, 1, isNonzero))
                .orElseGet(() -> dense(direct.in(), direct.out(), isNonzero));
    }

    private static NonzeroWeights of(SparseSynapses sparse) {
        int[] fanOut = new int[sparse.in().size()];
        long nonzero = 0;
        for (int input = 0; input < fanOut.length; input++) {
            for (int s = sparse.start(input); s < sparse.start(input + 1); s++) {
                fanOut[input] += sparse.weight(s) == 0 ? 0 : 1;
            }
            nonzero += fanOut[input];
        }
        long pairs = (long) sparse.in().size() * sparse.out().size();
        return new NonzeroWeights(Math.max(pairs, sparse.connections()), nonzero, fanOut);
    }

    private static NonzeroWeights of(Synapses.Identity identity) {
        int[] fanOut = new int[identity.in().size()];
        int positions = identity.in().positions();
        for (int input = 0; input < fanOut.length; input++) {
            fanOut[input] = identity.weight(input / positions) == 0 ? 0 : 1;
        }
        long nonzero = 0;
        for (int weight : identity.weights()) {
            nonzero += weight == 0 ? 0 : 1;
        }
        return new NonzeroWeights(identity.weights().length, nonzero, fanOut);
    }

    private static NonzeroWeights dense(Shape in, Shape out, IntPredicate isNonzero) {
        int[] fanOut = new int[in.size()];
        long nonzero = 0;
        for (int output = 0; output < out.size(); output++) {
            for (int input = 0; input < fanOut.length; input++) {
                if (isNonzero.test(output * fanOut.length + input)) {
                    fanOut[input]++;
                    nonzero++;
                }
            }
        }
        return new NonzeroWeights((long) in.size() * out.size(), nonzero, fanOut);
    }

    /** Counts by channel and place in the kernel first, so that every output position takes one addition for each. */
    private static NonzeroWeights convolution(Shape in, Shape out, Window window, int groups, IntPredicate isNonzero) {
        int kernel = window.kernelY() * window.kernelX();
        int inPerGroup = in.channels() / groups;
        int outPerGroup = out.channels() / groups;
        int[] outputs = new int[in.channels() * kernel];
        long nonzero = 0;
        for (int output = 0; output < out.channels(); output++) {
            int firstInput = output / outPerGroup * inPerGroup;
            for (int i = 0; i < inPerGroup * kernel; i++) {
                if (isNonzero.test(output * inPerGroup * kernel + i)) {
                    outputs[firstInput * kernel + i]++;
                    nonzero++;
                }
            }
        }
        int[] fanOut = new int[in.size()];
        for (int position = 0; position < out.positions(); position++) {
            for (int place = 0; place < kernel; place++) {
                int y = position / out.width() * window.strideY()
                        + place / window.kernelX() * window.dilationY()
                        - window.padTop();
                int x = position % out.width() * window.strideX()
                        + place % window.kernelX() * window.dilationX()
                        - window.padLeft();
                if (y >= 0 && y < in.height() && x >= 0 && x < in.width()) {
                    for (int channel = 0; channel < in.channels(); channel++) {
                        fanOut[in.index(channel, y, x)] += outputs[channel * kernel + place];
                    }
                }
            }
        }
        return new NonzeroWeights((long) out.channels() * inPerGroup * kernel, nonzero, fanOut);
    }
}
