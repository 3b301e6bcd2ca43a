package org.synfire.emulator.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.emulator.core.EmulatedSamples;
import org.synfire.emulator.experiment.Experiment;
import org.synfire.emulator.result.RunResult;
import org.synfire.emulator.witness.SampleAnswers;
import org.synfire.emulator.witness.Witness;
import org.synfire.emulator.witness.WitnessSource;
import org.synfire.network.data.DataSet;
import org.synfire.network.data.DataSets;
import org.synfire.network.data.ImageReading;
import org.synfire.network.data.ImageSet;
import org.synfire.network.data.RandomImages;
import org.synfire.network.data.RealData;
import org.synfire.network.data.Split;
import org.synfire.network.detect.Output;
import org.synfire.network.floating.FloatNetwork;
import org.synfire.network.graph.Network;
import org.synfire.network.graph.Shape;
import org.synfire.network.image.ColorOrder;
import org.synfire.network.image.Crop;
import org.synfire.network.image.ImageTransform;
import org.synfire.network.image.Resampling;
import org.synfire.network.image.Resize;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.onnx.OnnxImporter;
import org.synfire.network.quantize.Preprocessing;
import org.synfire.network.quantize.Quantizer;
import org.synfire.network.quantize.RangeRule;
import org.synfire.noc.chip.Chips;

/**
 * Every shared ONNX network is imported, quantised to 8 bits, mapped and emulated: all values are those of the dense
 * reference, and the outputs are close to those of ONNX Runtime. Prints a line of a table for each; takes minutes.
 */
@EnabledIfSystemProperty(named = "synfire.long", matches = "true", disabledReason = "takes minutes")
class SharedNetworksTest {
    /**
     * File; images; what the network sees of a pixel, as {@code mean/std} of pixels / 255, {@code torch} for
     * ImageNet's; chips side by side; images to calibrate with; samples; how many of them must have the answer of the
     * real-valued network at least; the least cosine between an output's values and those of the real-valued network.
     */
    private static final String TABLE = """
        eran/mnist-net_256x4.onnx | mnist | 0/1 | 1x1 | 100 | 20 | 19 | 0.99
        finn/TFC_1W1A.onnx | mnist | 0/1 | 1x1 | 100 | 20 | 19 | 0.99
        finn/TFC_2W2A.onnx | mnist | 0/1 | 1x1 | 100 | 20 | 19 | 0.99
        mlperf-tiny/pretrainedResnet_qdq.onnx | cifar-10-batches-bin | raw | 1x1 | 100 | 20 | 19 | 0.99
        mlperf-tiny/pretrainedResnet_quant_qdq.onnx | cifar-10-batches-bin | raw | 1x1 | 1 | 20 | 19 | 0.99
        onnx-mnist/model.onnx | mnist | raw | 1x1 | 100 | 20 | 19 | 0.99
        onnx-more/mnist_0.1.onnx | mnist | .1307/.3081 | 1x1 | 100 | 20 | 19 | 0.99
        onnx-more/mnist_relu_9_200.onnx | mnist | 0/1 | 1x1 | 100 | 20 | 19 | 0.79
        onnx-probes/f01-dead-residual-branch.onnx | models/onnx-probes/data/d12 | 0/1 | 1x1 | 40 | 20 | 18 | 0.99
        onnx-probes/f02-dead-relu.onnx | models/onnx-probes/data/d12 | 0/1 | 1x1 | 40 | 20 | 19 | 0.99
        onnx-probes/f03-qdq-per-channel-answer.onnx | models/onnx-probes/data/d12 | 0/1 | 1x1 | 40 | 20 | 19 | 0.99
        onnx-probes/f04-answer-quantised.onnx | models/onnx-probes/data/d12 | 0/1 | 1x1 | 40 | 20 | 19 | 0.99
        onnx-probes/f05-outlier-1e5.onnx | models/onnx-probes/data/outlier | 0/1 | 1x1 | 200 | 20 | 19 | 0.99
        onnx-probes/f06-tiny-channel.onnx | mnist | 0/1 | 1x1 | 100 | 20 | 18 | 0.99
        onnx-probes/g01-softmax-at-end.onnx | models/onnx-probes/data/d12 | 0/1 | 1x1 | 40 | 20 | 19 | 0.99
        onnx-probes/g02-shape-chain.onnx | models/onnx-probes/data/d12 | 0/1 | 1x1 | 40 | 20 | 19 | 0.99
        onnx-probes/g03-batch-of-10.onnx | models/onnx-probes/data/d12 | 0/1 | 1x1 | 40 | 20 | 19 | 0.99
        onnx-probes/g04-nodes-unsorted.onnx | models/onnx-probes/data/d12 | 0/1 | 1x1 | 40 | 20 | 19 | 0.99
        onnx-probes/g05-two-outputs.onnx | models/onnx-probes/data/d12 | 0/1 | 1x1 | 40 | 20 | 19 | 0.99
        onnx-probes/g06-two-classes.onnx | models/onnx-probes/data/two-classes | 0/1 | 1x1 | 40 | 20 | 19 | 0.99
        onnx-probes/g06b-47-classes.onnx | models/onnx-probes/data/47-classes | 0/1 | 1x1 | 40 | 20 | 19 | 0.99
        onnx-probes/g07-qdq-uint8-weights.onnx | models/onnx-probes/data/d12 | 0/1 | 1x1 | 40 | 20 | 19 | 0.99
        onnx-probes/g08-qcdq-clip.onnx | models/onnx-probes/data/d12 | 0/1 | 1x1 | 40 | 20 | 19 | 0.99
        onnx-probes/g09-sub-constant.onnx | models/onnx-probes/data/d12 | 0/1 | 1x1 | 40 | 20 | 19 | 0.99
        onnx-probes/g10-concat.onnx | models/onnx-probes/data/d12 | 0/1 | 1x1 | 40 | 20 | 19 | 0.99
        onnx-probes/g11-leakyrelu.onnx | models/onnx-probes/data/d12 | 0/1 | 1x1 | 40 | 20 | 18 | 0.99
        onnx-probes/g12-reducemean.onnx | models/onnx-probes/data/d12 | 0/1 | 1x1 | 40 | 20 | 19 | 0.99
        onnx-probes/g13-external-data.onnx | models/onnx-probes/data/d12 | 0/1 | 1x1 | 40 | 20 | 18 | 0.99
        onnx-probes/g14-float16.onnx | models/onnx-probes/data/d12 | 0/1 | 1x1 | 40 | 20 | 19 | 0.99
        onnx-probes/g16-avg-ceil-count-pad.onnx | models/onnx-probes/data/d12 | 0/1 | 1x1 | 40 | 20 | 19 | 0.99
        onnx-probes/k01-qdq-average-ties.onnx | models/onnx-probes/data/d12 | 0/1 | 1x1 | 40 | 20 | 19 | 0.99
        onnx-probes/ok-hand-count.onnx | models/onnx-probes/data/hand | 0/1 | 1x1 | 3 | 3 | 3 | 0.99
        onnx-wild/cc_lenet.onnx | mnist | 0/1 | 1x1 | 100 | 20 | 19 | 0.99
        onnx-wild/cnnxr_mnist_quantized.onnx | mnist | raw | 1x1 | 100 | 20 | 19 | 0.99
        onnx-wild/deeploy_mlperf_ic.onnx | cifar-10-batches-bin | raw | 1x1 | 1 | 10 | 9 | 0.99
        onnx-wild/ece_fp32.onnx | photos | 0/1 | 1x1 | 20 | 5 | 4 | 0.99
        onnx-wild/ece_int8.onnx | photos | 0/1 | 1x1 | 20 | 5 | 4 | 0.99
        onnx-wild/ece_v4_int8.onnx | photos | 0/1 | 1x1 | 20 | 5 | 4 | 0.99
        onnx-wild/edwin_fashion.onnx | fashion-mnist | 0/1 | 1x1 | 100 | 20 | 19 | 0.99
        onnx-wild/espdl_streaming.onnx | random | 0/1 | 1x1 | 100 | 20 | 19 | 0.99
        onnx-wild/ezkl_4l.onnx | mnist | 0/1 | 1x1 | 100 | 20 | 19 | 0.99
        onnx-wild/ezkl_sklearn_mlp.onnx | random | 0/1 | 1x1 | 100 | 20 | 18 | 0.99
        onnx-wild/fan2tamo_mnist.onnx | mnist | 0/1 | 1x1 | 100 | 20 | 19 | 0.99
        onnx-wild/hls4ml_bnn.onnx | random | 0/1 | 1x1 | 100 | 20 | 19 | 0.99
        onnx-wild/hls4ml_branched.onnx | photos | 0/1 | 4x3 | 8 | 1 | 0 | 0
        onnx-wild/hls4ml_conv1d_keras.onnx | random | 0/1 | 1x1 | 100 | 20 | 19 | 0.99
        onnx-wild/hls4ml_conv2d_mp_keras.onnx | photos | 0/1 | 1x1 | 50 | 20 | 19 | 0.99
        onnx-wild/jnulzl_lenet.onnx | cifar-10-batches-bin | 0/1 | 1x1 | 100 | 20 | 18 | 0.99
        onnx-wild/k210_mnist.onnx | mnist | .1307/.3081 | 1x1 | 100 | 20 | 19 | 0.99
        onnx-wild/kanav_lenet.onnx | mnist | 0/1 | 1x1 | 100 | 20 | 19 | 0.99
        onnx-wild/llf_mnist.onnx | mnist | 0/1 | 1x1 | 100 | 20 | 19 | 0.99
        onnx-wild/msft_ultraface.onnx | photos | .498/.502 | 2x1 | 20 | 2 | 0 | 0.99
        onnx-wild/nanodet.onnx | photos bgr | .406,.456,.485/.225,.224,.229 | 4x6 | 8 | 1 | 0 | 0
        onnx-wild/nemo_dscnn.onnx | random | raw | 1x1 | 1 | 20 | 19 | 0.99
        onnx-wild/onnx2c_atmega.onnx | mnist | 0/1 | 1x1 | 100 | 20 | 19 | 0.99
        onnx-wild/pcelis_mnist.onnx | mnist | .1307/.3081 | 1x1 | 100 | 20 | 19 | 0.99
        onnx-wild/qonnx_qkeras_jet.onnx | random | 0/1 | 1x1 | 100 | 20 | 19 | 0.99
        onnx-wild/quantlab_dvs.onnx | random | raw | 1x1 | 1 | 5 | 4 | 0.99
        onnx-wild/rv1126_mnist.onnx | mnist | 0/1 | 1x1 | 100 | 20 | 19 | 0.99
        onnx-wild/shah_fashion.onnx | fashion-mnist | .5/.5 | 1x1 | 100 | 20 | 19 | 0.99
        onnx-wild/tarilabs_mnist.onnx | mnist | 0/1 | 1x1 | 100 | 20 | 19 | 0.99
        onnx-wild/wuhan_mnist_lg.onnx | mnist | 0/1 | 1x1 | 100 | 20 | 18 | 0.99
        onnx-wild/yunet.onnx | photos bgr | raw | 4x3 | 8 | 1 | 0 | 0
        resnet-cifar10/resnet20-12fca82f.onnx | cifar-10-batches-bin | torch | 1x1 | 100 | 20 | 19 | 0.99
        resnet-cifar10/resnet32-d509ac18.onnx | cifar-10-batches-bin | torch | 1x1 | 100 | 20 | 19 | 0.99
        sinabs-mnist/sinabs_mnist_ann.onnx | mnist | 0/1 | 1x1 | 100 | 20 | 19 | 0.99
        tflite-imagenet/mobilenet_v1_0.25_128_quant_qdq.onnx | imagenet | .5/.5 | 1x1 | 1 | 10 | 9 | 0.99
        tflite-imagenet/mobilenet_v1_0.5_160_quant_qdq.onnx | imagenet | .5/.5 | 1x1 | 1 | 5 | 4 | 0.99
        yolo-voc/MobileNetV2-YOLOv3-Nano-voc.onnx | photos | 0/1 | 2x2 | 20 | 2 | 0 | 0
        """;

    private static final String PHOTOGRAPHS = "imagenet";
    private static final double CROPPED = 0.875;
    /** Where the range of the outlier probe ends. */
    private static final double OUTLIER_PERCENTILE = 99.9;

    /** Images to calibrate with and to run. */
    private record Images(ImageSet train, ImageSet test) {}

    @Test
    void everyNetworkHasARow() throws IOException {
        try (Stream<Path> files = Files.walk(RealData.require("models"))) {
            assertEquals(
                    files.filter(file -> file.toString().endsWith(".onnx"))
                            .map(file -> file.getParent().getFileName() + "/" + file.getFileName())
                            .sorted()
                            .toList(),
                    TABLE.lines().map(line -> line.split(" \\| ")[0]).sorted().toList());
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = TABLE)
    @Timeout(1800)
    void runsAndEqualsTheDenseReference(
            String model,
            String images,
            String pixels,
            String chips,
            int calibrated,
            int samples,
            int agreeing,
            double cosine)
            throws IOException {
        Path file = RealData.require("models/" + model);
        byte[] bytes = OnnxImporter.bytes(file);
        Network floating = OnnxImporter.read(bytes, file.getFileName().toString());
        Images read = images(images, floating.input().shape(), calibrated, samples);
        Preprocessing seen = preprocessing(pixels);
        EncodedNetwork network = Quantizer.symmetric(8)
                .withRanges(
                        images.endsWith("outlier")
                                ? new RangeRule.Percentile(OUTLIER_PERCENTILE)
                                : new RangeRule.LeastSquares())
                .calibrate(read.train, seen)
                .quantize(floating, bytes);
        String[] side = chips.split("x");
        long begin = System.nanoTime();
        try (FloatNetwork real = FloatNetwork.open(bytes, floating, 1, FloatOutputs.tensors(floating))) {
            Agreement agreement = new Agreement(floating, real, seen);
            RunResult result = Experiment.on(
                            Chips.darwin3().withChips(Integer.parseInt(side[0]), Integer.parseInt(side[1])))
                    .witnessedBy(agreement::in)
                    .run(network, read.test)
                    .result();
            RunResult.ReferenceResult reference = result.witnesses().reference().orElseThrow();
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %d | %,d | %d | %d | %.4f | %,d | %d | %.1f |%n",
                    model,
                    samples,
                    result.setting().cores(),
                    agreement.agreeing,
                    samples,
                    agreement.cosine(),
                    reference.comparedValues(),
                    reference.mismatchedValues(),
                    (System.nanoTime() - begin) / 1e9);
            assertTrue(result.answers().complete());
            assertEquals(
                    0, reference.mismatchedValues(), reference.firstMismatch().orElse(""));
            assertTrue(agreement.agreeing >= agreeing, agreement.agreeing + " answers agree");
            assertTrue(agreement.cosine() >= cosine, "cosine " + agreement.cosine());
        }
    }

    private static Preprocessing preprocessing(String pixels) {
        return switch (pixels) {
            case "raw" -> Preprocessing.rawPixels();
            case "torch" -> normalized(".485,.456,.406/.229,.224,.225");
            default -> normalized(pixels);
        };
    }

    private static Preprocessing normalized(String meanAndDeviation) {
        String[] parts = meanAndDeviation.split("/");
        return Preprocessing.normalized(reals(parts[0]), reals(parts[1]));
    }

    private static float[] reals(String list) {
        String[] parts = list.split(",");
        float[] values = new float[parts.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.parseFloat(parts[i]);
        }
        return values;
    }

    private static Images images(String set, Shape input, int calibrated, int samples) throws IOException {
        if (set.equals("random")) {
            return new Images(
                    new RandomImages(input.channels(), input.height(), input.width(), calibrated, 1),
                    new RandomImages(input.channels(), input.height(), input.width(), samples, 2));
        }
        if (set.startsWith("photos")) {
            ColorOrder colour =
                    input.channels() == 1 ? ColorOrder.GREY : set.endsWith("bgr") ? ColorOrder.BGR : ColorOrder.RGB;
            ImageSet all = photographs(input, null, colour, List.of());
            return new Images(unlabelled(all, samples, calibrated), unlabelled(all, 0, samples));
        }
        if (set.equals(PHOTOGRAPHS)) {
            Path names = RealData.require("models/tflite-imagenet/imagenet_labels.txt");
            ImageSet all = photographs(
                    input, new Crop.Share(CROPPED), ColorOrder.RGB, Files.readAllLines(names, StandardCharsets.UTF_8));
            return new Images(all.take(calibrated), all.take(samples));
        }
        DataSet data = DataSets.open(RealData.require(set));
        ImageSet test = data.split(Split.TEST);
        if (test.imageBytes() != input.size()) {
            data = DataSets.open(
                    RealData.require(set),
                    reading(input, null, input.channels() == 3 ? ColorOrder.RGB : ColorOrder.GREY, List.of()));
            test = data.split(Split.TEST);
        }
        return new Images(data.split(Split.TRAIN).take(calibrated), test.take(samples));
    }

    private static ImageSet photographs(Shape input, Crop crop, ColorOrder colour, List<String> outputs) {
        return DataSets.open(RealData.require(PHOTOGRAPHS), reading(input, crop, colour, outputs))
                .split(Split.TEST);
    }

    private static ImageReading reading(Shape input, Crop crop, ColorOrder colour, List<String> outputs) {
        return new ImageReading(
                new ImageTransform(
                        crop,
                        Resize.parse(input.width() + "x" + input.height()),
                        Resampling.BILINEAR,
                        true,
                        ImageTransform.USUAL_FILL,
                        colour),
                ImageReading.Layout.AUTO,
                0,
                1,
                outputs,
                0,
                false);
    }

    /** Images of classes that the network does not know. */
    private static ImageSet unlabelled(ImageSet all, int from, int count) {
        byte[][] pixels = new byte[count][all.imageBytes()];
        for (int i = 0; i < count; i++) {
            all.pixels(from + i, pixels[i]);
        }
        return ImageSet.of("photographs", all.channels(), all.height(), all.width(), 1, pixels, new int[count]);
    }

    /** How close the outputs are to those of the real-valued network. */
    private static final class Agreement implements Witness {
        private final Network floating;
        private final FloatNetwork real;
        private final Preprocessing seen;
        private final List<double[]> products = new ArrayList<>();
        private EmulatedOutputs outputs;
        private ImageSet images;
        private int agreeing;

        Agreement(Network floating, FloatNetwork real, Preprocessing seen) {
            this.floating = floating;
            this.real = real;
            this.seen = seen;
        }

        Witness in(WitnessSource.Trial trial) {
            outputs = EmulatedOutputs.of(trial.network(), floating);
            images = trial.images();
            outputs.forms().forEach(form -> products.add(new double[3]));
            return this;
        }

        @Override
        public void compare(EmulatedSamples emulated, long from, long to) {
            for (int sample = (int) from; sample < to; sample++) {
                byte[] pixels = new byte[images.imageBytes()];
                float[] values = new float[pixels.length];
                images.pixels(sample, pixels);
                seen.apply(pixels, values);
                float[][] expected = real.tensors(values);
                List<Output> found = outputs.of(emulated, sample);
                for (int i = 0; i < expected.length; i++) {
                    add(products.get(i), found.get(i).values(), expected[i]);
                }
                int length = found.getFirst().values().length;
                agreeing += largest(found.getFirst().values(), length) == largest(expected[0], length) ? 1 : 0;
            }
        }

        private static void add(double[] sums, float[] found, float[] expected) {
            for (int i = 0; i < found.length; i++) {
                sums[0] += (double) found[i] * expected[i];
                sums[1] += (double) found[i] * found[i];
                sums[2] += (double) expected[i] * expected[i];
            }
        }

        private static int largest(float[] values, int length) {
            int largest = 0;
            for (int i = 1; i < length; i++) {
                largest = values[i] > values[largest] ? i : largest;
            }
            return largest;
        }

        /** The least cosine of an output; 1 where both are 0. */
        double cosine() {
            return products.stream()
                    .mapToDouble(sums -> sums[1] == 0 && sums[2] == 0 ? 1 : sums[0] / Math.sqrt(sums[1] * sums[2]))
                    .min()
                    .orElseThrow();
        }

        @Override
        public RunResult.WitnessResult result(SampleAnswers answers, long samples) {
            return new RunResult.FloatResult(0, 0, Optional.empty());
        }
    }
}
