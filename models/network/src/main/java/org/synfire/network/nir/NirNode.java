package org.synfire.network.nir;

/**
 * A primitive of NIR. Arrays have one value, or one for each element of what flows through the node, or can be spread
 * over it.
 *
 * <p><b>Units:</b> times in seconds. <b>Source:</b> the NIR documentation, "Primitives".
 */
public sealed interface NirNode
        permits NirGraph,
                NirNode.Input,
                NirNode.Output,
                NirNode.Affine,
                NirNode.Linear,
                NirNode.Scale,
                NirNode.Convolution,
                NirNode.Pool,
                NirNode.Flatten,
                NirNode.Delay,
                NirNode.Threshold,
                NirNode.Neuron {
    /**
     * Where values come in.
     *
     * @param shape of the values; empty if the file does not say it
     */
    record Input(int[] shape) implements NirNode {}

    /**
     * Where values go out.
     *
     * @param shape of the values; empty if the file does not say it
     */
    record Output(int[] shape) implements NirNode {}

    /**
     * {@code y = W x + b}; the bias counts in every step.
     *
     * @param weight [output][input]
     * @param bias one for each output, or one for all
     */
    record Affine(NirArray weight, NirArray bias) implements NirNode {}

    /**
     * {@code y = W x}.
     *
     * @param weight [output][input]
     */
    record Linear(NirArray weight) implements NirNode {}

    /**
     * {@code y = s x}, element by element.
     *
     * @param scale of the elements
     */
    record Scale(NirArray scale) implements NirNode {}

    /**
     * Conv1d or Conv2d: cross-correlation, as PyTorch computes it.
     *
     * @param weight [output channel][input channel / groups][row, if there are two dimensions][column]
     * @param bias one for each output channel, or one for all
     * @param stride one for each dimension
     * @param padding of zeros around the input
     * @param dilation one for each dimension
     * @param groups into which channels are divided, at least 1
     */
    record Convolution(NirArray weight, NirArray bias, int[] stride, Padding padding, int[] dilation, int groups)
            implements NirNode {
        /** How many dimensions there are: 1 or 2. */
        public int dimensions() {
            return weight.shape().length - 2;
        }
    }

    /** Zeros around the input of a convolution. */
    sealed interface Padding {
        /**
         * So many on each side.
         *
         * @param sides one for each dimension
         */
        record Sides(int[] sides) implements Padding {}

        /** As many as keep the size at a stride of 1; of an odd number, one more goes behind. */
        record Same() implements Padding {}
    }

    /**
     * SumPool2d or AvgPool2d.
     *
     * @param isAverage whether the sum is divided by the size of the window
     * @param kernel rows and columns of a window
     * @param stride in rows and columns
     * @param padding in rows and columns, on each side
     */
    record Pool(boolean isAverage, int[] kernel, int[] stride, int[] padding) implements NirNode {}

    /**
     * Dimensions become one. Values keep their order.
     *
     * @param first the first dimension
     * @param last the last dimension; negative ones count from the end
     * @param inputShape as the file has it, perhaps with a batch dimension or of zeros; empty if it has none
     */
    record Flatten(int first, int last, int[] inputShape) implements NirNode {}

    /**
     * {@code y(t) = x(t - delay)}, element by element.
     *
     * @param delay in seconds, not negative
     */
    record Delay(NirArray delay) implements NirNode {}

    /**
     * {@code y = 1} if {@code x > threshold}, otherwise 0.
     *
     * @param threshold of the elements
     */
    record Threshold(NirArray threshold) implements NirNode {}

    /** A node with a state: I, IF, LI, LIF, CubaLI or CubaLIF. Without a threshold, its output is the potential. */
    sealed interface Neuron extends NirNode {
        /** Name of the primitive. */
        default String type() {
            return getClass().getSimpleName();
        }
    }

    /**
     * Integrator: {@code dv/dt = r x}.
     *
     * @param r resistance
     */
    record I(NirArray r) implements Neuron {}

    /**
     * Integrate and fire: {@code dv/dt = r x}, a spike if {@code v > threshold}.
     *
     * @param r resistance
     * @param threshold above 0
     * @param reset potential after a spike; 0 in files that have none
     */
    record IF(NirArray r, NirArray threshold, NirArray reset) implements Neuron {}

    /**
     * Leaky integrator: {@code tau dv/dt = (leak - v) + r x}.
     *
     * @param tau time constant in seconds, above 0
     * @param r resistance
     * @param leak potential without input
     */
    record LI(NirArray tau, NirArray r, NirArray leak) implements Neuron {}

    /**
     * Leaky integrate and fire: as {@link LI}, with a spike if {@code v > threshold}.
     *
     * @param tau time constant in seconds, above 0
     * @param r resistance
     * @param leak potential without input
     * @param threshold above 0
     * @param reset potential after a spike; 0 in files that have none
     */
    record LIF(NirArray tau, NirArray r, NirArray leak, NirArray threshold, NirArray reset) implements Neuron {}

    /**
     * Current-based leaky integrator: {@code tau_syn di/dt = -i + w_in x}, {@code tau_mem dv/dt = (leak - v) + r i}.
     *
     * @param tauSynapse time constant of the current in seconds, above 0
     * @param tauMembrane time constant of the potential in seconds, above 0
     * @param r resistance
     * @param leak potential without input
     * @param inputWeight factor of the input; 1 in files that have none
     */
    record CubaLI(NirArray tauSynapse, NirArray tauMembrane, NirArray r, NirArray leak, NirArray inputWeight)
            implements Neuron {}

    /**
     * Current-based leaky integrate and fire: as {@link CubaLI}, with a spike if {@code v > threshold}.
     *
     * @param tauSynapse time constant of the current in seconds, above 0
     * @param tauMembrane time constant of the potential in seconds, above 0
     * @param r resistance
     * @param leak potential without input
     * @param inputWeight factor of the input; 1 in files that have none
     * @param threshold above 0
     * @param reset potential after a spike; 0 in files that have none
     */
    record CubaLIF(
            NirArray tauSynapse,
            NirArray tauMembrane,
            NirArray r,
            NirArray leak,
            NirArray inputWeight,
            NirArray threshold,
            NirArray reset)
            implements Neuron {}
}
