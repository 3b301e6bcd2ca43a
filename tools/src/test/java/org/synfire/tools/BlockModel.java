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
 * 16 with its second, each in the middle of its cell, with a score of sigmoid(6) squared or less. As SSD it gives one
 * list of boxes and one of scores.
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

    static final String SSD_HEAD = """
        head: ssd
        classes: [small, large]
        score: 0.01
        layers:
          - {boxes: 0, scores: 1, anchors: [[8, 8]], cells: [4, 4]}
          - {boxes: 0, scores: 1, anchors: [[16, 16]], cells: [2, 2]}
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
                maps(new TinyModels().input("x", DataType.FLOAT, 1, 3, SIDE, SIDE), "x")
                        .bytes());
    }

    private static TinyModels maps(TinyModels model, String read) {
        return model.reals("w0", new long[] {VALUES, 3, SMALL, SMALL}, weights(SMALL, RED))
                .reals("b0", new long[] {VALUES}, 0, 0, 0, 0, -SURE, SURE, -SURE)
                .reals("w1", new long[] {VALUES, 3, LARGE, LARGE}, weights(LARGE, BLUE))
                .reals("b1", new long[] {VALUES}, 0, 0, 0, 0, -SURE, -SURE, SURE)
                .node("Conv", List.of(read, "w0", "b0"), "small", TinyModels.integers("strides", SMALL, SMALL))
                .node("Conv", List.of(read, "w1", "b1"), "large", TinyModels.integers("strides", LARGE, LARGE))
                .output("small", DataType.FLOAT, 1, VALUES, SIDE / SMALL, SIDE / SMALL)
                .output("large", DataType.FLOAT, 1, VALUES, SIDE / LARGE, SIDE / LARGE);
    }

    /** Writes the model behind a pooling whose windows overlap. */
    static Path writePooled(Path folder) throws IOException {
        return Files.write(
                folder.resolve("pooled.onnx"),
                maps(
                                new TinyModels()
                                        .input("x", DataType.FLOAT, 1, 3, SIDE, SIDE)
                                        .reals("w", new long[] {3, 3, 1, 1}, 1, 0, 0, 0, 1, 0, 0, 0, 1)
                                        .node("Conv", List.of("x", "w"), "first")
                                        .node("Relu", List.of("first"), "positive")
                                        .node(
                                                "MaxPool",
                                                List.of("positive"),
                                                "pooled",
                                                TinyModels.integers("kernel_shape", 2, 2),
                                                TinyModels.integers("strides", 1, 1),
                                                TinyModels.integers("pads", 0, 0, 1, 1)),
                                "pooled")
                        .bytes());
    }

    /** Writes the model as SSD: maps become lists, these are joined, and a softmax ends the scores. */
    static Path writeSsd(Path folder) throws IOException {
        TinyModels model = new TinyModels().input("x", DataType.FLOAT, 1, 3, SIDE, SIDE);
        list(model, "boxes0", SMALL, 4, new float[4 * 3 * SMALL * SMALL], 0, 0, 0, 0);
        list(model, "boxes1", LARGE, 4, new float[4 * 3 * LARGE * LARGE], 0, 0, 0, 0);
        list(model, "scores0", SMALL, 3, score(SMALL, RED, 1), 0, -SURE, -3 * SURE);
        list(model, "scores1", LARGE, 3, score(LARGE, BLUE, 2), 0, -3 * SURE, -SURE);
        return Files.write(
                folder.resolve("blocks-ssd.onnx"),
                model.node("Concat", List.of("boxes0", "boxes1"), "boxes", TinyModels.integer("axis", 1))
                        .node("Concat", List.of("scores0", "scores1"), "raw", TinyModels.integer("axis", 1))
                        .node("Softmax", List.of("raw"), "scores", TinyModels.integer("axis", 2))
                        .output("boxes", DataType.FLOAT, 1, 20, 4)
                        .output("scores", DataType.FLOAT, 1, 20, 3)
                        .bytes());
    }

    /** A convolution whose map becomes a list of boxes. */
    private static void list(TinyModels model, String name, int side, int values, float[] weights, float... biases) {
        model.reals(name + "-w", new long[] {values, 3, side, side}, weights)
                .reals(name + "-b", new long[] {values}, biases)
                .longs(name + "-shape", 1, -1, values)
                .node(
                        "Conv",
                        List.of("x", name + "-w", name + "-b"),
                        name + "-map",
                        TinyModels.integers("strides", side, side))
                .node("Transpose", List.of(name + "-map"), name + "-last", TinyModels.integers("perm", 0, 2, 3, 1))
                .node("Reshape", List.of(name + "-last", name + "-shape"), name);
    }

    /** The score of a class is twice {@link #SURE} times the mean of one colour. */
    private static float[] score(int side, int colour, int label) {
        float[] weights = new float[3 * 3 * side * side];
        for (int i = 0; i < side * side; i++) {
            weights[(label * 3 + colour) * side * side + i] = 2 * SURE / (side * side);
        }
        return weights;
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
