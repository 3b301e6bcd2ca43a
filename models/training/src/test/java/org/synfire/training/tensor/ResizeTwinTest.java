package org.synfire.training.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.network.image.ImageSize;
import org.synfire.network.image.ImageTransform;
import org.synfire.network.image.PixelImage;
import org.synfire.network.image.Resampling;
import org.synfire.network.image.Resize;
import org.synfire.training.Natives;

/**
 * Images resized without antialias equal PyTorch's {@code interpolate(align_corners=False)}, rounded and limited to
 * 0..255 as torchvision does, but for values that its 32-bit arithmetic puts on the other side of a half.
 */
class ResizeTwinTest {
    private static final int CHANNELS = 3;
    private static final int WIDTH = 61;
    private static final int HEIGHT = 47;

    @BeforeEach
    void requireNatives() {
        Natives.require();
    }

    @ParameterizedTest
    @CsvSource({
        "BILINEAR, 17, 13",
        "BILINEAR, 61, 20",
        "BILINEAR, 30, 23",
        "BILINEAR, 128, 96",
        "BICUBIC, 17, 13",
        "BICUBIC, 61, 20",
        "BICUBIC, 30, 23",
        "BICUBIC, 128, 96",
    })
    void equalsInterpolate(Resampling how, int width, int height) {
        byte[] planes = new byte[CHANNELS * HEIGHT * WIDTH];
        new SplittableRandom(width).nextBytes(planes);
        ImageSize size = new ImageSize(WIDTH, HEIGHT);
        PixelImage resized = new ImageTransform(
                        null, new Resize.Exact(new ImageSize(width, height)), how, false, 0, null)
                .apply(PixelImage.ofPlanes(size, CHANNELS, planes));
        byte[] own = new byte[resized.samples().length];
        resized.planes(own);
        float[] expected = interpolated(how, planes, width, height);
        int different = 0;
        for (int i = 0; i < own.length; i++) {
            double limited = Math.clamp(expected[i], 0.0, 255.0);
            if (Byte.toUnsignedInt(own[i]) != Math.rint(limited)) {
                different++;
                assertEquals(0.5, Math.abs(limited - Byte.toUnsignedInt(own[i])), 0.001, "sample " + i);
            }
        }
        assertTrue(different < own.length / 20, different + " of " + own.length + " samples lie at a half");
    }

    private static float[] interpolated(Resampling how, byte[] planes, int width, int height) {
        float[] reals = new float[planes.length];
        for (int i = 0; i < reals.length; i++) {
            reals[i] = Byte.toUnsignedInt(planes[i]);
        }
        try (PointerScope _ = new PointerScope()) {
            Tensor image = torch.tensor(reals).reshape(1, CHANNELS, HEIGHT, WIDTH);
            long[] size = {height, width};
            Tensor resized = switch (how) {
                case BILINEAR -> torch.upsample_bilinear2d(image, size, false);
                case BICUBIC -> torch.upsample_bicubic2d(image, size, false);
                case NEAREST -> throw new IllegalArgumentException("not bound in Java");
            };
            return Tensors.floats(resized);
        }
    }
}
