package org.synfire.tools;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.synfire.emulator.detect.EmulatedOutputs;
import org.synfire.emulator.detect.FloatOutputs;
import org.synfire.engine.InputException;
import org.synfire.engine.file.FileReason;
import org.synfire.network.data.DataSet;
import org.synfire.network.data.DataSets;
import org.synfire.network.data.Digits;
import org.synfire.network.data.ImageSet;
import org.synfire.network.data.RandomImages;
import org.synfire.network.data.Split;
import org.synfire.network.demo.DigitNetwork;
import org.synfire.network.file.NetworkFile;
import org.synfire.network.floating.FloatNetwork;
import org.synfire.network.graph.Network;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.integer.InputCodes;
import org.synfire.network.integer.InputEncoding;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.onnx.OnnxImporter;
import org.synfire.network.quantize.IntegrationScaler;
import org.synfire.network.quantize.Preprocessing;
import org.synfire.network.quantize.Quantizer;
import org.synfire.network.shift.Int8ShiftNetwork;

/**
 * A network read from its file and made of integers, with what it needs of a pixel.
 *
 * @param encoded the network of integers and the codes of its pixels
 * @param floating of real numbers; {@code null} for a network that has only integers
 * @param file the bytes of the model file; {@code null} likewise
 * @param preprocessing what the network sees of a pixel; {@code null} for a network whose file has its codes
 * @param importSeconds host seconds for reading
 * @param calibrationSeconds host seconds for calibration and quantisation
 */
record LoadedModel(
        EncodedNetwork encoded,
        Network floating,
        byte[] file,
        Preprocessing preprocessing,
        double importSeconds,
        double calibrationSeconds) {
    /** How names of integer network files end. */
    static final String SAVED = ".sin";

    private static final double NANOS = 1e9;
    private static final int DEMO_TRAIN = 1_000;
    private static final int DEMO_TEST = 10_000;

    /** The demo's data: generated digits. */
    static DataSet demoData(long seed) {
        return Digits.dataSet(seed, DEMO_TRAIN, DEMO_TEST);
    }

    /** The demo's data, read as the options say. */
    static DataSet demoData(NetworkOptions options) {
        return DataSets.as(demoData(options.seed), options.reading());
    }

    /** Reads and quantises a model file; {@code null} for the built-in demo. */
    static LoadedModel load(Path model, NetworkOptions options) {
        if (NirOptions.isNir(model)) {
            return NirModel.unmeasured(model, options.weightBitsOfSpikes(model, NirModel.USUAL_WEIGHT_BITS), 1);
        }
        if (model == null || !isOfIntegers(model)) {
            return quantized(model, options);
        }
        options.requireNothingForFloats(model);
        if (LavaModel.isOne(model)) {
            return LavaModel.unmeasured(model);
        }
        return model.toString().endsWith(".json") ? int8Shift(model) : saved(model);
    }

    /** Whether a model file holds integers already. */
    static boolean isOfIntegers(Path model) {
        return model.toString().endsWith(".json") || model.toString().endsWith(SAVED) || LavaModel.isOne(model);
    }

    /** Whether the network reads spikes of time steps, not images. */
    boolean readsSpikes() {
        return switch (encoded.encoding()) {
            case InputCodes codes -> false;
            case InputEncoding.Events events -> true;
        };
    }

    private static LoadedModel int8Shift(Path model) {
        long start = System.nanoTime();
        EncodedNetwork network = Int8ShiftNetwork.read(model);
        return new LoadedModel(
                network, null, null, Int8ShiftNetwork.preprocessing(), (System.nanoTime() - start) / NANOS, 0);
    }

    private static LoadedModel saved(Path model) {
        long start = System.nanoTime();
        EncodedNetwork read = NetworkFile.read(model);
        return new LoadedModel(read, null, null, null, (System.nanoTime() - start) / NANOS, 0);
    }

    private static LoadedModel quantized(Path model, NetworkOptions options) {
        if (model != null) {
            ModelFormats.requireKnown(model);
        }
        long start = System.nanoTime();
        byte[] file = model == null ? DigitNetwork.file() : read(model);
        Network floating = OnnxImporter.read(
                file, model == null ? "digits" : model.getFileName().toString());
        options.requireNoRangesFor(floating);
        long imported = System.nanoTime();
        Shape input = floating.input().shape();
        ImageSet calibration = model != null && Quantizer.hasOwnRanges(floating)
                ? new RandomImages(input.channels(), input.height(), input.width(), 1, options.seed)
                : calibrationImages(model, input, options);
        requireShape(floating.name(), input, calibration);
        EncodedNetwork network = options.quantizer(calibration).quantize(floating, file);
        return new LoadedModel(
                network,
                floating,
                file,
                options.preprocessing(),
                (imported - start) / NANOS,
                (System.nanoTime() - imported) / NANOS);
    }

    private static ImageSet calibrationImages(Path model, Shape input, NetworkOptions options) {
        if (options.data == null && model != null) {
            return new RandomImages(input.channels(), input.height(), input.width(), options.calibrate, options.seed);
        }
        DataSet data = model == null ? demoData(options) : options.dataSet();
        ImageSet train = data.split(Split.TRAIN);
        if (train.size() < options.calibrate && options.isCalibrationGiven()) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "--calibrate %d: %s has only %,d samples",
                    options.calibrate,
                    train.name(),
                    train.size()));
        }
        return options.tried(train, Math.min(train.size(), options.calibrate));
    }

    /** @throws InputException if images are not of the network's shape; it says which option brings them to it */
    static void requireShape(String network, Shape input, ImageSet images) {
        boolean isSame = images.channels() == input.channels()
                && images.height() == input.height()
                && images.width() == input.width();
        if (isSame || input.equals(Shape.vector(images.imageBytes()))) {
            return;
        }
        List<String> options = new ArrayList<>();
        if (images.channels() != input.channels() && (input.channels() == 1 || input.channels() == 3)) {
            options.add(input.channels() == 1 ? "--color grey" : "--color rgb");
        }
        boolean isImage = input.height() > 1 && input.width() > 1;
        if (isImage && (images.height() != input.height() || images.width() != input.width())) {
            options.add("--resize " + input.width() + "x" + input.height());
        }
        throw new InputException(String.format(
                Locale.ROOT,
                "network %s reads images of %s, but those of %s are %dx%dx%d%s",
                network,
                input,
                images.name(),
                images.channels(),
                images.height(),
                images.width(),
                options.isEmpty() ? "" : "; bring them to it with " + String.join(" ", options)));
    }

    private static byte[] read(Path model) {
        try {
            return OnnxImporter.bytes(model);
        } catch (OutOfMemoryError unreadable) {
            throw new InputException(
                    "cannot read the model file " + model + ": " + FileReason.of(unreadable), unreadable);
        }
    }

    /** Images with what a reader must know of how the model was read. */
    ImageSet noting(ImageSet images) {
        ImageSet noted = images;
        for (String note : floating == null ? List.<String>of() : floating.notes()) {
            noted = noted.remarking(note);
        }
        return noted;
    }

    /** All outputs of the network of integers, in the order of the model file where there is one. */
    EmulatedOutputs outputs() {
        return floating == null ? EmulatedOutputs.of(network()) : EmulatedOutputs.of(network(), floating);
    }

    /**
     * The network of real numbers in ONNX Runtime; the caller closes it.
     *
     * @param hasAllOutputs whether it gives all outputs as tensors, not only its answer
     */
    FloatNetwork openFloating(boolean hasAllOutputs) {
        return FloatNetwork.open(file, floating, 1, hasAllOutputs ? FloatOutputs.tensors(floating) : List.of());
    }

    /** The network of integers. */
    IntegerNetwork network() {
        return encoded.network();
    }

    /** The same with another network of integers. */
    LoadedModel with(UnaryOperator<IntegerNetwork> change) {
        return new LoadedModel(
                encoded.with(change.apply(encoded.network())),
                floating,
                file,
                preprocessing,
                importSeconds,
                calibrationSeconds);
    }

    /** The same in a chip's registers; with no scaler, this. */
    LoadedModel scaled(IntegrationScaler scaler, Path model, NetworkOptions options, int threads) {
        if (scaler == null) {
            return this;
        }
        IntegrationScaler.requireScalable(network());
        long start = System.nanoTime();
        Shape input = network().input().shape();
        EncodedNetwork scaled = scaler.scale(encoded, calibrationImages(model, input, options), threads);
        return new LoadedModel(
                scaled,
                floating,
                file,
                preprocessing,
                importSeconds,
                calibrationSeconds + (System.nanoTime() - start) / NANOS);
    }
}
