package org.synfire.tools;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.synfire.engine.InputException;
import org.synfire.network.detect.DetectionHead;
import org.synfire.network.detect.HeadFile;
import org.synfire.papers.run.Subject;
import org.synfire.papers.run.SubjectTask;

/**
 * Where trained networks and their data lie in a folder laid out as the documentation says, and what each network sees
 * of a pixel.
 *
 * @param name short, for {@code --networks}
 * @param model file below {@code models/}
 * @param data folder of the data set
 * @param task what is asked of it
 * @param options how pixels are seen; what begins with {@value #INSIDE} is a file of the folder
 */
record KnownNetwork(String name, String model, String data, TaskOptions.Task task, List<String> options) {
    /** The folder of ImageNet's photographs, as long as no other is given. */
    static final String IMAGENET = "imagenet";

    /** The folder of VOC 2007, likewise. */
    static final String VOC = "voc2007";

    private static final String INSIDE = "@";
    private static final List<String> OF_IMAGENET =
            List.of("--mean", "0.485,0.456,0.406", "--std", "0.229,0.224,0.225");
    private static final List<String> RAW = List.of("--pixels", "raw");
    private static final List<KnownNetwork> ALL = List.of(
            classifying("mlp", "eran/mnist-net_256x4.onnx", "mnist", List.of()),
            classifying("lenet", "sinabs-mnist/sinabs_mnist_ann.onnx", "mnist", List.of()),
            classifying("cntk", "onnx-mnist/model.onnx", "mnist", RAW),
            classifying("fashion", "int8-shift/ai84-fashion.json", "fashion-mnist", List.of()),
            classifying("resnet8", "mlperf-tiny/pretrainedResnet_qdq.onnx", "cifar-10-batches-bin", RAW),
            classifying("resnet20", "resnet-cifar10/resnet20-12fca82f.onnx", "cifar-10-batches-bin", OF_IMAGENET),
            classifying("resnet32", "resnet-cifar10/resnet32-d509ac18.onnx", "cifar-10-batches-bin", OF_IMAGENET),
            mobileNet("mobilenet25", "mobilenet_v1_0.25_128_quant_qdq.onnx", "128x128"),
            mobileNet("mobilenet50", "mobilenet_v1_0.5_160_quant_qdq.onnx", "160x160"),
            new KnownNetwork(
                    "yolo",
                    "yolo-voc/MobileNetV2-YOLOv3-Nano-voc.onnx",
                    VOC,
                    TaskOptions.Task.DETECTION,
                    List.of("--resize", "320x320")));

    private static KnownNetwork classifying(String name, String model, String data, List<String> options) {
        return new KnownNetwork(name, model, data, TaskOptions.Task.CLASSIFICATION, options);
    }

    private static KnownNetwork mobileNet(String name, String model, String size) {
        return classifying(
                name,
                "tflite-imagenet/" + model,
                IMAGENET,
                List.of(
                        "--crop",
                        "0.875",
                        "--resize",
                        size,
                        "--preset",
                        "tf",
                        "--labels",
                        INSIDE + "models/tflite-imagenet/imagenet_labels.txt"));
    }

    /** All of them. */
    static List<KnownNetwork> all() {
        return ALL;
    }

    /** Those that classify and whose files are there. */
    static List<KnownNetwork> in(Path root) {
        return ALL.stream()
                .filter(network -> network.missing(root, Map.of(), null).isEmpty())
                .toList();
    }

    static Stream<String> names() {
        return ALL.stream().map(KnownNetwork::name);
    }

    private Path file(Path root) {
        return root.resolve("models").resolve(model);
    }

    /** Whether it is one of the photographs of ImageNet or VOC, which were added to the folder later. */
    boolean isOfPhotographs() {
        return data.equals(IMAGENET) || data.equals(VOC);
    }

    /**
     * What is missing to run it; empty if it can be run.
     *
     * @param folders those of data sets that lie elsewhere, by the names that they have here
     * @param head what turns outputs into boxes, or {@code null}
     */
    Optional<String> missing(Path root, Map<String, Path> folders, Path head) {
        if (!Files.isRegularFile(file(root))) {
            return Optional.of("there is no " + file(root));
        }
        if (!Files.isDirectory(folder(root, folders))) {
            return Optional.of("there is no folder " + folder(root, folders)
                    + (isOfPhotographs() ? "; give one with --" + (data.equals(VOC) ? "voc" : data) : ""));
        }
        return task == TaskOptions.Task.DETECTION && head == null
                ? Optional.of("give --head, which says how outputs become boxes")
                : Optional.empty();
    }

    /** The folder of its data set. */
    Path folder(Path root, Map<String, Path> folders) {
        return folders.getOrDefault(data, root.resolve(data));
    }

    /**
     * The network of integers, one that classifies, with its data in the folder.
     *
     * @param common how to quantise, and the seed
     */
    Subject subject(Path root, NetworkOptions common) {
        return subject(root, Map.of(), common, null);
    }

    /**
     * The network of integers with its data.
     *
     * @param common how to quantise, and the seed
     * @param head what turns outputs into boxes; not looked at for networks that classify
     */
    Subject subject(Path root, Map<String, Path> folders, NetworkOptions common, Path head) {
        List<String> arguments = new ArrayList<>(options.stream()
                .map(option -> option.startsWith(INSIDE)
                        ? root.resolve(option.substring(INSIDE.length())).toString()
                        : option)
                .toList());
        arguments.addAll(List.of("--data", folder(root, folders).toString()));
        NetworkOptions own = NetworkOptions.of(arguments.toArray(String[]::new));
        own.quantizeAs(common);
        return switch (task) {
            case CLASSIFICATION -> read(file(root), own);
            case DETECTION -> read(file(root), own, HeadFile.read(head));
        };
    }

    /**
     * A network of integers that detects, with its data.
     *
     * @param head turns outputs into boxes
     */
    static Subject read(Path model, NetworkOptions options, DetectionHead head) {
        options.nameOutputs(head.classes());
        Subject read = read(model, options);
        if (read.floating() == null) {
            throw new InputException(model + " holds integers alone; detection needs an ONNX file here");
        }
        return new Subject(
                read.name(),
                read.network(),
                read.floating(),
                read.file(),
                read.preprocessing(),
                read.data(),
                new SubjectTask.Boxes(head));
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
