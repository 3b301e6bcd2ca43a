package org.synfire.emulator.neuron;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.emulator.map.Slice;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;
import org.synfire.network.integer.DirectCoding;

/** A core's currents are the convolution's equation, wherever its part of the layer lies. */
class DirectCurrentsTest {
    private static final int IMAGES = 2;

    @Property(tries = 300)
    void currentsAreTheConvolution(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 40) int width,
            @ForAll @IntRange(min = 1, max = 9) int height,
            @ForAll Kernels.Choice kernels) {
        Random random = new Random(seed);
        Shape in = new Shape(1 + random.nextInt(3), height, width);
        Window window = new Window(
                1 + random.nextInt(3),
                1 + random.nextInt(5),
                1 + random.nextInt(3),
                1 + random.nextInt(4),
                1 + random.nextInt(2),
                1 + random.nextInt(3),
                random.nextInt(3),
                random.nextInt(3),
                random.nextInt(3),
                random.nextInt(3));
        Assume.that(fits(in, window));
        Shape out = window.output(1 + random.nextInt(5), height, width);
        DirectCoding coding = new DirectCoding(
                in,
                out,
                Optional.of(window),
                random.ints(DirectCoding.weights(in, out, Optional.of(window)), -128, 128)
                        .toArray(),
                random.nextInt(4));
        Slice slice = slice(random, out);
        int[][] images = new int[IMAGES][];
        for (int sample = 0; sample < IMAGES; sample++) {
            images[sample] = random.ints(in.size(), -255, 256).toArray();
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(ValueLayout.JAVA_INT, slice.neurons());
            DirectCurrents currents = new DirectCurrents(
                    Kernels.of(kernels).firing(),
                    coding,
                    slice,
                    (sample, into) -> System.arraycopy(images[(int) sample], 0, into, 0, into.length),
                    memory);
            for (int sample = 0; sample < IMAGES; sample++) {
                int[] inputs = new int[slice.neurons()];
                currents.addTo(inputs, sample, 0);
                currents.addTo(inputs, sample, 1);
                for (int n = 0; n < slice.neurons(); n++) {
                    int expected = 2 * current(coding, images[sample], slice.element(out, n));
                    assertEquals(expected, inputs[n], "sample " + sample + ", neuron " + n + " of " + slice);
                }
            }
        }
    }

    private static boolean fits(Shape in, Window window) {
        return (window.kernelY() - 1) * window.dilationY() < in.height() + window.padTop() + window.padBottom()
                && (window.kernelX() - 1) * window.dilationX() < in.width() + window.padLeft() + window.padRight();
    }

    private static Slice slice(Random random, Shape out) {
        int channel = random.nextInt(out.channels());
        int row = random.nextInt(out.height());
        int column = random.nextInt(out.width());
        return new Slice(
                0,
                0,
                0,
                channel,
                channel + 1 + random.nextInt(out.channels() - channel),
                row,
                row + 1 + random.nextInt(out.height() - row),
                column,
                column + 1 + random.nextInt(out.width() - column));
    }

    /** The equation, for one output element. */
    private static int current(DirectCoding coding, int[] image, int element) {
        Shape in = coding.in();
        Shape out = coding.out();
        Window window = coding.window().orElseThrow();
        int column = element % out.width();
        int row = element / out.width() % out.height();
        int weight = element / (out.width() * out.height()) * coding.fanIn();
        int sum = 0;
        for (int c = 0; c < in.channels(); c++) {
            for (int ky = 0; ky < window.kernelY(); ky++) {
                for (int kx = 0; kx < window.kernelX(); kx++, weight++) {
                    int y = row * window.strideY() + ky * window.dilationY() - window.padTop();
                    int x = column * window.strideX() + kx * window.dilationX() - window.padLeft();
                    if (y >= 0 && y < in.height() && x >= 0 && x < in.width()) {
                        sum += coding.weights()[weight] * image[in.index(c, y, x)];
                    }
                }
            }
        }
        return coding.shift() == 0 ? sum : Math.floorDiv(sum + (1 << (coding.shift() - 1)), 1 << coding.shift());
    }
}
