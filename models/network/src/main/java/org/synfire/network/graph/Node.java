package org.synfire.network.graph;

import java.util.List;

/** One operation of a {@link Network}. Inputs are the numbers of earlier nodes. */
public sealed interface Node {
    /**
     * The name of the model file's tensor that holds this node's output value, after folding the last tensor folded
     * into it (for a convolution with folded batch normalisation the normalisation's output tensor). Unique within its
     * network, and what calibration asks the model for.
     */
    String name();

    /** The shape of its output. */
    Shape shape();

    /** The numbers of the nodes it reads, in order. */
    List<Integer> inputs();

    /**
     * The same operation under another name, on other inputs.
     *
     * @param name unique within its network
     * @param inputs as many as it has
     */
    Node with(String name, List<Integer> inputs);

    /** The image. A model file may want it in another order or as 8-bit integers; {@code feed} says how. */
    record Input(String name, Shape shape, InputFeed feed) implements Node {
        @Override
        public List<Integer> inputs() {
            return List.of();
        }

        @Override
        public Node with(String name, List<Integer> inputs) {
            return new Input(name, shape, feed);
        }
    }

    /**
     * Convolution. Depthwise where {@code groups} equals the number of input channels.
     *
     * @param weights [out][in / groups][kernelY][kernelX]
     * @param bias one value per output channel, or one per element of the output
     */
    record Convolution(
            String name, int input, Shape shape, Window window, int groups, WeightTensor weights, float[] bias)
            implements Node {
        @Override
        public List<Integer> inputs() {
            return List.of(input);
        }

        @Override
        public Node with(String name, List<Integer> inputs) {
            return new Convolution(name, inputs.getFirst(), shape, window, groups, weights, bias);
        }
    }

    /**
     * Full connection of the input's elements, in the order channel, row, column.
     *
     * @param weights [out][in]
     * @param bias one value per output
     */
    record Dense(String name, int input, Shape shape, WeightTensor weights, float[] bias) implements Node {
        @Override
        public List<Integer> inputs() {
            return List.of(input);
        }

        @Override
        public Node with(String name, List<Integer> inputs) {
            return new Dense(name, inputs.getFirst(), shape, weights, bias);
        }
    }

    /**
     * Mean over a window of each channel.
     *
     * @param countsPadding whether padding counts as zeros in the mean; otherwise the mean is over what lies inside the
     *     map
     */
    record AveragePool(String name, int input, Shape shape, Window window, boolean countsPadding) implements Node {
        @Override
        public List<Integer> inputs() {
            return List.of(input);
        }

        @Override
        public Node with(String name, List<Integer> inputs) {
            return new AveragePool(name, inputs.getFirst(), shape, window, countsPadding);
        }
    }

    /** Largest value in a window of each channel; padding never wins. */
    record MaxPool(String name, int input, Shape shape, Window window) implements Node {
        @Override
        public List<Integer> inputs() {
            return List.of(input);
        }

        @Override
        public Node with(String name, List<Integer> inputs) {
            return new MaxPool(name, inputs.getFirst(), shape, window);
        }
    }

    /** Element-wise sum of tensors of one shape. */
    record Sum(String name, List<Integer> inputs, Shape shape) implements Node {
        public Sum {
            inputs = List.copyOf(inputs);
        }

        @Override
        public Node with(String name, List<Integer> inputs) {
            return new Sum(name, inputs, shape);
        }
    }

    /** Limits every element to {@code low..high}: ReLU is 0..infinity, ReLU6 is 0..6. */
    record Clamp(String name, int input, Shape shape, float low, float high) implements Node {
        @Override
        public List<Integer> inputs() {
            return List.of(input);
        }

        @Override
        public Node with(String name, List<Integer> inputs) {
            return new Clamp(name, inputs.getFirst(), shape, low, high);
        }
    }

    /**
     * A factor and an offset: {@code (x * factor + offset) / divisor}.
     *
     * @param factors one per channel
     * @param offsets one per channel, or one per element
     * @param divisor above 0; where a model divides by a whole number that 32-bit factors would not show exactly
     */
    record Affine(String name, int input, Shape shape, float[] factors, float[] offsets, double divisor)
            implements Node {
        /** Without a divisor. */
        public Affine(String name, int input, Shape shape, float[] factors, float[] offsets) {
            this(name, input, shape, factors, offsets, 1);
        }

        /** The same without a divisor: factors and offsets are divided, and rounded to 32 bits. */
        public Affine undivided() {
            return divisor == 1 ? this : new Affine(name, input, shape, divided(factors), divided(offsets), 1);
        }

        private float[] divided(float[] values) {
            float[] divided = values.clone();
            for (int i = 0; i < divided.length; i++) {
                divided[i] /= (float) divisor;
            }
            return divided;
        }

        @Override
        public List<Integer> inputs() {
            return List.of(input);
        }

        @Override
        public Node with(String name, List<Integer> inputs) {
            return new Affine(name, inputs.getFirst(), shape, factors, offsets, divisor);
        }
    }

    /** A function of every single element, such as a sigmoid. */
    record Elementwise(String name, int input, Shape shape, ScalarFunction function) implements Node {
        @Override
        public List<Integer> inputs() {
            return List.of(input);
        }

        @Override
        public Node with(String name, List<Integer> inputs) {
            return new Elementwise(name, inputs.getFirst(), shape, function);
        }
    }

    /**
     * Moves elements without changing them: flatten, reshape, transpose, slices, concatenation, padding, repetition.
     *
     * @param inputs at least one
     * @param source for each output element the number of an input element, or -1 for a zero; elements are numbered
     *     through all inputs, in their order
     */
    record Rearrange(String name, List<Integer> inputs, Shape shape, int[] source) implements Node {
        public Rearrange {
            inputs = List.copyOf(inputs);
        }

        @Override
        public Node with(String name, List<Integer> inputs) {
            return new Rearrange(name, inputs, shape, source);
        }

        /**
         * Whether there is one input and every element keeps its number, as in a flatten.
         *
         * @param size elements of the inputs
         */
        public boolean keepsOrder(int size) {
            if (inputs.size() > 1 || source.length != size) {
                return false;
            }
            for (int i = 0; i < source.length; i++) {
                if (source[i] != i) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * Makes every element a whole number of steps: {@code scale * (clamp(rounding(x / scale) + zeroPoint, low, high) -
     * zeroPoint)}.
     *
     * @param rounding to whole steps; that of QuantizeLinear is {@link StepRounding#NEAREST}
     */
    record Requantize(
            String name, int input, Shape shape, double scale, int zeroPoint, int low, int high, StepRounding rounding)
            implements Node {
        /** Rounding to the nearest step. */
        public Requantize(String name, int input, Shape shape, double scale, int zeroPoint, int low, int high) {
            this(name, input, shape, scale, zeroPoint, low, high, StepRounding.NEAREST);
        }

        /** Whether it rounds to the nearest step, ties to even, as QuantizeLinear does. */
        public boolean isNearest() {
            return rounding.equals(StepRounding.NEAREST);
        }

        /** The step, from {@code low} to {@code high}, of a value. */
        public int step(double x) {
            return (int) Math.clamp(rounding.apply(x / scale) + zeroPoint, low, high);
        }

        @Override
        public List<Integer> inputs() {
            return List.of(input);
        }

        @Override
        public Node with(String name, List<Integer> inputs) {
            return new Requantize(name, inputs.getFirst(), shape, scale, zeroPoint, low, high, rounding);
        }
    }
}
