package org.synfire.training.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.network.graph.Window;
import org.synfire.training.Natives;

/** Values against plain loops, and no value or gradient from memory that nothing wrote. */
class ConvolutionsTest {
    private static final int IMAGES = 3;
    private static final int SIDE = 7;

    @BeforeEach
    void requireNatives() {
        Natives.require();
    }

    private static Tensor wholeNumbers(long... shape) {
        return torch.randint(-9, 10, shape).to(torch.ScalarType.Float);
    }

    @ParameterizedTest
    @CsvSource({"1, 8, 1", "2, 4, 1", "3, 16, 1", "16, 16, 1", "17, 5, 1", "5, 5, 5", "6, 4, 2", "3, 6, 3"})
    void equalsPlainLoops(int channels, int outputs, int groups) {
        Window window = new Window(3, 2, 2, 1, 1, 2, 1, 0, 2, 1);
        try (PointerScope _ = new PointerScope()) {
            torch.manual_seed(channels);
            Tensor in = wholeNumbers(IMAGES, channels, SIDE, SIDE);
            Tensor weights = wholeNumbers(outputs, channels / groups, window.kernelY(), window.kernelX());
            int height = window.output(outputs, SIDE, SIDE).height();
            int width = window.output(outputs, SIDE, SIDE).width();
            float[] expected = new float[IMAGES * outputs * height * width];
            float[] pixels = Tensors.floats(in);
            float[] kernel = Tensors.floats(weights);
            for (int i = 0; i < expected.length; i++) {
                int image = i / (outputs * height * width);
                int output = i / (height * width) % outputs;
                for (int k = 0; k < channels / groups * window.kernelY() * window.kernelX(); k++) {
                    int kernelX = k % window.kernelX();
                    int kernelY = k / window.kernelX() % window.kernelY();
                    int within = k / (window.kernelX() * window.kernelY());
                    int channel = output / (outputs / groups) * (channels / groups) + within;
                    int y = i / width % height * window.strideY() + kernelY * window.dilationY() - window.padTop();
                    int x = i % width * window.strideX() + kernelX * window.dilationX() - window.padLeft();
                    if (y >= 0 && y < SIDE && x >= 0 && x < SIDE) {
                        expected[i] += pixels[((image * channels + channel) * SIDE + y) * SIDE + x]
                                * kernel[output * channels / groups * window.kernelY() * window.kernelX() + k];
                    }
                }
            }
            assertArrayEquals(expected, Tensors.floats(Convolutions.convolved(in, weights, window, groups)));
        }
    }

    /** Fresh memory is filled with NaN: where a kernel reads some, it shows. */
    @ParameterizedTest
    @CsvSource({"2, 4, 1", "4, 3, 1", "24, 24, 1", "8, 8, 8"})
    void nothingComesFromFreshMemory(int channels, int outputs, int groups) {
        Context context = torch.globalContext();
        context.setDeterministicAlgorithms(true, true);
        context.setDeterministicFillUninitializedMemory(true);
        try {
            Window window = Window.square(3, 1, 1);
            for (int repetition = 0; repetition < 400; repetition++) {
                try (PointerScope _ = new PointerScope()) {
                    Tensor in = torch.randn(8, channels, 6, 6).requires_grad_(true);
                    Tensor weights =
                            torch.randn(outputs, channels / groups, 3, 3).requires_grad_(true);
                    Tensor out = Convolutions.convolved(in, weights, window, groups);
                    out.mul(out).sum().backward();
                    for (Tensor each : new Tensor[] {out, in.grad(), weights.grad()}) {
                        assertTrue(each.isfinite().all().item_bool(), "not finite in repetition " + repetition);
                    }
                }
            }
        } finally {
            context.setDeterministicAlgorithms(false, false);
            context.setDeterministicFillUninitializedMemory(false);
        }
    }
}
