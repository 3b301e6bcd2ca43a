package org.synfire.network.quantize;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.synfire.engine.InputException;
import org.synfire.network.data.ImageSet;
import org.synfire.network.floating.FloatNetwork;
import org.synfire.network.graph.Network;
import org.synfire.network.graph.Shape;

/**
 * The magnitudes that a network's inner tensors take on real samples.
 *
 * <p><b>Order:</b> ONNX Runtime computes with one thread here, so that the same samples always give the same integers.
 */
public final class Calibration {
    private static final int RANGE_BITS = 12;

    private final Map<String, MagnitudeHistogram> histograms = new HashMap<>();

    /** Nothing seen yet. */
    Calibration() {}

    /**
     * Runs a model on images and keeps what its tensors hold.
     *
     * @param model the bytes of the file that {@code network} was read from
     * @param images at least one, of the shape of the network's input; a network that reads a vector reads images of as
     *     many pixels
     * @param preprocessing what the network sees of a pixel
     * @param tensors names of tensors of the model
     * @throws InputException if there are no images, they do not fit, or ONNX Runtime refuses the model
     */
    public static Calibration measure(
            Network network, byte[] model, ImageSet images, Preprocessing preprocessing, List<String> tensors) {
        requireImages(network, images);
        preprocessing.requireChannels(images.channels());
        Calibration calibration = new Calibration();
        if (tensors.isEmpty()) {
            return calibration;
        }
        byte[] pixels = new byte[images.imageBytes()];
        float[] image = new float[pixels.length];
        String input = network.input().feed().name();
        List<String> named = tensors.stream()
                .map(network::tensor)
                .distinct()
                .filter(tensor -> !tensor.equals(input))
                .toList();
        boolean readsInput = tensors.stream().map(network::tensor).anyMatch(input::equals);
        try (FloatNetwork floating = FloatNetwork.open(model, network, 1, named)) {
            for (int i = 0; i < images.size(); i++) {
                images.pixels(i, pixels);
                preprocessing.apply(pixels, image);
                if (readsInput) {
                    calibration.add(input, image);
                }
                float[][] values = floating.tensors(image);
                for (int t = 0; t < values.length; t++) {
                    calibration.add(named.get(t), values[t]);
                }
            }
        }
        tensors.forEach(tensor -> calibration.share(tensor, network.tensor(tensor)));
        return calibration;
    }

    private static void requireImages(Network network, ImageSet images) {
        if (images.size() == 0) {
            throw new InputException("network " + network.name()
                    + ": no images to calibrate with; take at least one, better a hundred or more");
        }
        Shape shape = network.input().shape();
        boolean isSame = images.channels() == shape.channels()
                && images.height() == shape.height()
                && images.width() == shape.width();
        if (!isSame && !shape.equals(Shape.vector(images.imageBytes()))) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "network %s reads images of %s, but those of %s are %dx%dx%d",
                    network.name(),
                    shape,
                    images.name(),
                    images.channels(),
                    images.height(),
                    images.width()));
        }
    }

    /** One tensor has been measured under the name of another. */
    private void share(String tensor, String measured) {
        histograms.put(tensor, histograms.get(measured));
    }

    void add(String tensor, float[] values) {
        histograms.computeIfAbsent(tensor, name -> new MagnitudeHistogram()).add(values);
    }

    /**
     * The magnitude that the largest code of a tensor shall stand for, of {@value #RANGE_BITS} significant bits; 0 if
     * the tensor was 0 on all samples.
     *
     * @param largestCode above 0
     * @throws InputException if the tensor was not measured, or holds something else than finite numbers
     */
    double limit(String tensor, RangeRule rule, int largestCode) {
        MagnitudeHistogram histogram = histograms.get(tensor);
        if (histogram == null) {
            throw new InputException("layer " + tensor
                    + " needs a range, and no samples were given to measure it on; calibrate with some images");
        }
        if (!histogram.isFinite()) {
            throw new InputException("layer " + tensor
                    + " gives infinite values or NaN on the calibration images; check the network's weights"
                    + " and the preprocessing");
        }
        return rounded(histogram.limit(rule, largestCode));
    }

    /**
     * The nearest number of {@value #RANGE_BITS} significant bits. The last bits of what ONNX Runtime computes differ
     * between processors; ranges, and all integers that follow from them, do not.
     */
    private static double rounded(double limit) {
        int shift = RANGE_BITS - 1 - Math.getExponent(limit);
        return limit > 0 ? Math.scalb(Math.rint(Math.scalb(limit, shift)), -shift) : 0;
    }
}
