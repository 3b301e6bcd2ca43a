package org.synfire.network.quantize;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.synfire.engine.InputException;
import org.synfire.network.data.ImageSet;
import org.synfire.network.graph.Network;
import org.synfire.network.integer.Code;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.integer.IntegerNetwork;

/**
 * Turns a network of real numbers into one of integers: symmetric, all zero points 0, codes of T bits, biases exact in
 * 32 bits.
 *
 * <p><b>Equation:</b> SDANN eqs 3 and 8. Codes are signed T-bit integers, {@code 0..2^(T-1)-1} after a ReLU and
 * {@code -2^(T-1)..2^(T-1)-1} elsewhere; weights are integers of {@code -(2^(w-1)-1)..2^(w-1)-1}, by default with one
 * scale per output channel. The answer keeps raw 32-bit sums with one scale for all classes; limits at the very end of
 * a network (a last ReLU) do not apply to them.
 *
 * <p><b>Quantised networks:</b> where the model file has QuantizeLinear / DequantizeLinear pairs, their scales and zero
 * points are kept exactly, and so are the file's own integer weights. A code whose least value stands for 0 is sent
 * less its zero point, which is then 0; any other zero point is taken into the bias of what reads it. What differs:
 * QuantizeLinear rounds ties to even, {@link org.synfire.network.integer.Rescale} rounds them up, which shows in
 * averages whose input and output have the same scale; and where branches of different scale meet in a sum, integer
 * weights meet the ratio of their scales only nearly.
 *
 * <p>Instances do not change; every {@code with} and {@code calibrate} gives another one.
 */
public final class Quantizer {
    private final int bits;
    private final CodeSigns signs;
    private final int weightBits;
    private final List<Integer> layerBits;
    private final boolean perChannel;
    private final RangeRule rule;
    private final ImageSet images;
    private final Preprocessing preprocessing;

    private Quantizer(
            int bits,
            CodeSigns signs,
            int weightBits,
            List<Integer> layerBits,
            boolean perChannel,
            RangeRule rule,
            ImageSet images,
            Preprocessing preprocessing) {
        this.bits = requireBits("codes", bits);
        this.signs = signs;
        this.weightBits = requireBits("weights", weightBits);
        this.layerBits = layerBits;
        layerBits.forEach(each -> requireBits("weights", each));
        this.perChannel = perChannel;
        this.rule = rule;
        this.images = images;
        this.preprocessing = preprocessing;
    }

    private static int requireBits(String what, int bits) {
        if (bits < Code.MIN_BITS || bits > Code.MAX_BITS) {
            throw new InputException(String.format(
                    Locale.ROOT, "%s of %d bits: %d..%d are supported", what, bits, Code.MIN_BITS, Code.MAX_BITS));
        }
        return bits;
    }

    /**
     * Codes and weights of T bits, weight scales per channel, ranges of least squared error.
     *
     * @param bits T, 2..8
     */
    public static Quantizer symmetric(int bits) {
        return new Quantizer(bits, CodeSigns.ALWAYS, bits, List.of(), true, new RangeRule.LeastSquares(), null, null);
    }

    /**
     * Weights of another width than the codes.
     *
     * @param weightBits 2..8, sign included
     */
    public Quantizer withWeightBits(int weightBits) {
        return new Quantizer(bits, signs, weightBits, layerBits, perChannel, rule, images, preprocessing);
    }

    /**
     * Weights of a width of their own in each layer, their ranges of least squared error; all that ends in the same
     * neurons has the width of the widest.
     *
     * @param layerBits 2..8 each, sign included, for convolutions and full connections in the order of the network; one
     *     number is for all, and none for the common width
     */
    public Quantizer withLayerBits(List<Integer> layerBits) {
        return new Quantizer(bits, signs, weightBits, List.copyOf(layerBits), perChannel, rule, images, preprocessing);
    }

    /** One weight scale per output channel, or one per layer. */
    public Quantizer withPerChannelWeights(boolean perChannel) {
        return new Quantizer(bits, signs, weightBits, layerBits, perChannel, rule, images, preprocessing);
    }

    /**
     * Which codes have a sign. Where values that cannot be negative have none, T = 7 gives them the codes that T = 8
     * gives them with one, and mean and deviation of the image are taken into the first layers.
     */
    public Quantizer withSigns(CodeSigns signs) {
        return new Quantizer(bits, signs, weightBits, layerBits, perChannel, rule, images, preprocessing);
    }

    /** How ranges are chosen from what calibration sees. */
    public Quantizer withRanges(RangeRule rule) {
        return new Quantizer(bits, signs, weightBits, layerBits, perChannel, rule, images, preprocessing);
    }

    /**
     * What to measure ranges on. A network that carries all its ranges itself needs no images, only the preprocessing.
     *
     * @param images from the training split, a hundred or more
     * @param preprocessing what the network sees of a pixel
     */
    public Quantizer calibrate(ImageSet images, Preprocessing preprocessing) {
        return new Quantizer(bits, signs, weightBits, layerBits, perChannel, rule, images, preprocessing);
    }

    /**
     * Measures ranges and makes everything an integer.
     *
     * @param model the bytes of the file that {@code network} was read from
     * @return the network of integers, and the codes of its pixels after the preprocessing
     * @throws InputException if the network cannot be quantised: weights that are not finite, a layer without weights
     *     or without values, no images, images that do not fit
     */
    public EncodedNetwork quantize(Network network, byte[] model) {
        if (images == null) {
            throw new InputException(
                    "network " + network.name() + ": no images to calibrate with; call calibrate first");
        }
        Optional<Network> unsigned = ofPixels(network);
        Network taken = unsigned.orElse(network);
        Preprocessing seen = unsigned.isPresent() ? Preprocessing.rawPixels() : preprocessing;
        List<PlannedPopulation> plan = PopulationPlanner.plan(taken);
        List<String> tensors = plan.stream()
                .skip(1)
                .flatMap(population -> population.measured().stream())
                .distinct()
                .toList();
        Calibration calibration = Calibration.measure(network, model, images, preprocessing, tensors);
        IntegerNetwork integers = quantize(taken, plan, weights(taken), calibration, seen);
        return new EncodedNetwork(integers, seen.inputCodes(integers.input()));
    }

    private Optional<Network> ofPixels(Network network) {
        return switch (signs) {
            case ALWAYS -> Optional.empty();
            case WHERE_NEEDED -> UnsignedImage.of(network, preprocessing);
        };
    }

    /** Whether a network carries all its ranges itself, so that nothing is measured on images. */
    public static boolean hasOwnRanges(Network network) {
        return PopulationPlanner.plan(network).stream()
                .skip(1)
                .allMatch(population -> population.measured().isEmpty());
    }

    /** Makes everything an integer, with ranges that were measured before. */
    IntegerNetwork quantize(Network network, Calibration calibration) {
        return quantize(network, PopulationPlanner.plan(network), weights(network), calibration, preprocessing);
    }

    private LayerBits weights(Network network) {
        return layerBits.isEmpty() ? LayerBits.equal(weightBits) : LayerBits.of(network, layerBits, weightBits);
    }

    private IntegerNetwork quantize(
            Network network,
            List<PlannedPopulation> plan,
            LayerBits weights,
            Calibration calibration,
            Preprocessing seen) {
        CodeChooser codes = new CodeChooser(bits, signs, rule, calibration, seen);
        return new Assembler(network.name(), plan, codes, bits, weights, perChannel).assemble();
    }
}
