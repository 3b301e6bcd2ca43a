package org.synfire.tools;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.synfire.network.floating.TinyModels;
import org.synfire.network.onnx.proto.TensorProto.DataType;

/**
 * A detector whose boxes are known: it finds red blocks of 8 x 8 pixels with its first output and blue blocks of 16 x
 * 16 with its second, each in the middle of its cell, with a score of sigmoid(6) squared or less.
 */
final class BlockModel {
    /** Rows and columns of an image. */
    static final int SIDE = 32;

    /** Side of a red block. */
    static final int SMALL = 8;

    /** Side of a blue block. */
    static final int LARGE = 16;

    static final String HEAD = """
        head: yolo3
        classes: [small, large]
        score: 0.01
        layers:
          - {output: 0, anchors: [[8, 8]]}
          - {output: 1, anchors: [[16, 16]]}
        """;

    private static final int RED = 0;
    private static final int BLUE = 2;
    private static final int VALUES = 7;
    private static final int OBJECTNESS = 4;
    private static final float SURE = 6;

    private BlockModel() {}

    /** Writes the model. */
    static Path write(Path folder) throws IOException {
        return Files.write(
                folder.resolve("blocks.onnx"),
                new TinyModels()
                        .input("x", DataType.FLOAT, 1, 3, SIDE, SIDE)
                        .reals("w0", new long[] {VALUES, 3, SMALL, SMALL}, weights(SMALL, RED))
                        .reals("b0", new long[] {VALUES}, 0, 0, 0, 0, -SURE, SURE, -SURE)
                        .reals("w1", new long[] {VALUES, 3, LARGE, LARGE}, weights(LARGE, BLUE))
                        .reals("b1", new long[] {VALUES}, 0, 0, 0, 0, -SURE, -SURE, SURE)
                        .node("Conv", List.of("x", "w0", "b0"), "small", TinyModels.integers("strides", SMALL, SMALL))
                        .node("Conv", List.of("x", "w1", "b1"), "large", TinyModels.integers("strides", LARGE, LARGE))
                        .output("small", DataType.FLOAT, 1, VALUES, SIDE / SMALL, SIDE / SMALL)
                        .output("large", DataType.FLOAT, 1, VALUES, SIDE / LARGE, SIDE / LARGE)
                        .bytes());
    }

    /** Objectness is twice {@link #SURE} times the mean of one colour; nothing else depends on the image. */
    private static float[] weights(int side, int colour) {
        float[] weights = new float[VALUES * 3 * side * side];
        for (int i = 0; i < side * side; i++) {
            weights[(OBJECTNESS * 3 + colour) * side * side + i] = 2 * SURE / (side * side);
        }
        return weights;
    }

    /** Writes a black image with blocks at these cells, counted in cells of their own size. */
    static void image(Path file, int[][] redCells, int[][] blueCells) throws IOException {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int[] cell : redCells) {
            fill(image, cell, SMALL, 0xff0000);
        }
        for (int[] cell : blueCells) {
            fill(image, cell, LARGE, 0x0000ff);
        }
        ImageIO.write(image, "png", file.toFile());
    }

    private static void fill(BufferedImage image, int[] cell, int side, int colour) {
        for (int i = 0; i < side * side; i++) {
            image.setRGB(cell[0] * side + i % side, cell[1] * side + i / side, colour);
        }
    }
}
