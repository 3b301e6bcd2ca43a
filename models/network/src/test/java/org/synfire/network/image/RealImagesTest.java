package org.synfire.network.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.synfire.network.data.RealData;
import org.synfire.network.npy.NpyArray;

/** Photographs, decoded, cut and resized, against what PIL makes of the same files. */
class RealImagesTest {
    private static final int IMAGES = 10;
    private static final int SIDE = 128;

    @Test
    void equalPillowInEverySample() throws IOException {
        Path folder = RealData.require("imagenet");
        int[] expected = NpyArray.read(RealData.require("models/ref/imagenet_first10_inputs_128_uint8_nchw.npy"))
                .requireShape(IMAGES, PixelImage.COLOURS, SIDE, SIDE)
                .integers();
        List<String> lines = Files.readAllLines(folder.resolve("labels.tsv"));
        ImageTransform transform = new ImageTransform(
                Crop.parse("0.875"), Resize.parse("128x128"), Resampling.BILINEAR, true, 0, ColorOrder.RGB);
        byte[] planes = new byte[PixelImage.COLOURS * SIDE * SIDE];
        for (int image = 0; image < IMAGES; image++) {
            Path file = folder.resolve("images").resolve(lines.get(image + 1).split("\t")[0]);
            transform.apply(ImageFile.read(file).pixels()).planes(planes);
            int different = 0;
            for (int i = 0; i < planes.length; i++) {
                different += Byte.toUnsignedInt(planes[i]) == expected[image * planes.length + i] ? 0 : 1;
            }
            assertEquals(0, different, "samples of " + file + " that differ");
        }
    }
}
