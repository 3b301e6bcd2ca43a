package org.synfire.tools;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.synfire.engine.InputException;
import org.synfire.papers.run.Subject;

/**
 * Where trained networks and their data lie in a folder laid out as the documentation says, and what each network sees
 * of a pixel.
 *
 * @param name short, for {@code --networks}
 * @param model file below {@code models/}
 * @param data folder of the data set
 * @param options how pixels are seen
 */
record KnownNetwork(String name, String model, String data, List<String> options) {
    private static final List<String> IMAGENET = List.of("--mean", "0.485,0.456,0.406", "--std", "0.229,0.224,0.225");
    private static final List<String> RAW = List.of("--pixels", "raw");
    private static final List<KnownNetwork> ALL = List.of(
            new KnownNetwork("mlp", "eran/mnist-net_256x4.onnx", "mnist", List.of()),
            new KnownNetwork("lenet", "sinabs-mnist/sinabs_mnist_ann.onnx", "mnist", List.of()),
            new KnownNetwork("cntk", "onnx-mnist/model.onnx", "mnist", RAW),
            new KnownNetwork("fashion", "int8-shift/ai84-fashion.json", "fashion-mnist", List.of()),
            new KnownNetwork("resnet8", "mlperf-tiny/pretrainedResnet_qdq.onnx", "cifar-10-batches-bin", RAW),
            new KnownNetwork("resnet20", "resnet-cifar10/resnet20-12fca82f.onnx", "cifar-10-batches-bin", IMAGENET),
            new KnownNetwork("resnet32", "resnet-cifar10/resnet32-d509ac18.onnx", "cifar-10-batches-bin", IMAGENET));

    /** Those whose files are there. */
    static List<KnownNetwork> in(Path root) {
        return ALL.stream()
                .filter(network ->
                        Files.isRegularFile(network.file(root)) && Files.isDirectory(root.resolve(network.data)))
                .toList();
    }

    static Stream<String> names() {
        return ALL.stream().map(KnownNetwork::name);
    }

    Path file(Path root) {
        return root.resolve("models").resolve(model);
    }

    /**
     * The network of integers with its data.
     *
     * @param common how to quantise, and the seed
     */
    Subject subject(Path root, NetworkOptions common) {
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(List.of("--data", root.resolve(data).toString()));
        NetworkOptions own = NetworkOptions.of(arguments.toArray(String[]::new));
        own.quantizeAs(common);
        return read(file(root), own);
    }

    /**
     * A network of integers with its data.
     *
     * @param model {@code null} for the built-in demo
     */
    static Subject read(Path model, NetworkOptions options) {
        LoadedModel loaded = LoadedModel.load(model, options);
        if (loaded.preprocessing() == null) {
            throw new InputException(model
                    + " holds integers alone; these tables need a network that is quantised here: give an ONNX file");
        }
        return new Subject(
                loaded.network().name(),
                loaded.encoded(),
                loaded.floating(),
                loaded.file(),
                loaded.preprocessing(),
                model == null ? LoadedModel.demoData(options) : options.dataSet());
    }
}
