package org.synfire.network.graph;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A function of one real number, the same for all elements of a tensor or one for each of its channels.
 *
 * <p>It gives the same bits on every machine: the elementary functions in it are those of {@link StrictMath}.
 *
 * @param text shown to people, such as {@code Sigmoid}
 * @param perChannel one function, or one for each channel
 * @param isStep whether it jumps at 0, so that nothing below 0 may be rounded to 0 before it
 * @param slopes where it is x from 0 on and a multiple of x below, the multiples: one, or one for each channel; empty
 *     for other functions
 */
public record ScalarFunction(String text, List<DoubleUnaryOperator> perChannel, boolean isStep, List<Double> slopes) {
    /** The largest whole number that is not above. */
    public static final ScalarFunction FLOOR = of("Floor", Math::floor);

    /** The whole part, as a division of integers gives it. */
    public static final ScalarFunction WHOLE_PART = of("whole part", x -> x < 0 ? Math.ceil(x) : Math.floor(x));

    public ScalarFunction {
        perChannel = List.copyOf(perChannel);
        slopes = List.copyOf(slopes);
    }

    /** Functions without a jump at 0. */
    public ScalarFunction(String text, List<DoubleUnaryOperator> perChannel) {
        this(text, perChannel, false, List.of());
    }

    /** One function for all channels, without a jump at 0. */
    public static ScalarFunction of(String text, DoubleUnaryOperator function) {
        return new ScalarFunction(text, List.of(function));
    }

    /** {@code x} from 0 on and a multiple of it below: one multiple, or one for each channel. */
    public static ScalarFunction twoSlopes(String text, double... slopes) {
        List<DoubleUnaryOperator> functions = DoubleStream.of(slopes)
                .<DoubleUnaryOperator>mapToObj(slope -> x -> x < 0 ? slope * x : x)
                .toList();
        return new ScalarFunction(
                text, functions, false, DoubleStream.of(slopes).boxed().toList());
    }

    /** One function for all channels, with a jump at 0. */
    public static ScalarFunction step(String text, DoubleUnaryOperator function) {
        return new ScalarFunction(text, List.of(function), true, List.of());
    }

    /** Its value in a channel. */
    public double apply(int channel, double x) {
        return perChannel.get(perChannel.size() == 1 ? 0 : channel).applyAsDouble(x);
    }

    /** This function of what another one gives. */
    public ScalarFunction after(ScalarFunction first) {
        List<DoubleUnaryOperator> composed = IntStream.range(0, Math.max(perChannel.size(), first.perChannel.size()))
                .<DoubleUnaryOperator>mapToObj(channel -> x -> apply(channel, first.apply(channel, x)))
                .toList();
        return new ScalarFunction(first.text + ", " + text, composed, first.isStep, List.of());
    }

    /** In a line. */
    @Override
    public String toString() {
        return text;
    }
}
