package org.synfire.tools;

import static org.synfire.network.floating.TinyModels.integers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.synfire.emulator.map.PlacementFile;
import org.synfire.emulator.result.ReportFolder;
import org.synfire.emulator.witness.ExpectedOutputs;
import org.synfire.engine.DamagedReads;
import org.synfire.engine.FileDamage;
import org.synfire.engine.measure.Latencies;
import org.synfire.network.curvature.HessianFindings;
import org.synfire.network.data.DataSet;
import org.synfire.network.data.DataSets;
import org.synfire.network.data.Digits;
import org.synfire.network.data.Split;
import org.synfire.network.demo.Demo;
import org.synfire.network.description.DescriptionFile;
import org.synfire.network.description.SpikingDescription;
import org.synfire.network.detect.HeadFile;
import org.synfire.network.event.EventBinning;
import org.synfire.network.event.format.EventFiles;
import org.synfire.network.event.format.EventReading;
import org.synfire.network.event.format.EventWriters;
import org.synfire.network.event.format.Recordings;
import org.synfire.network.file.NetworkFile;
import org.synfire.network.file.SpikingNetworkFile;
import org.synfire.network.floating.TinyModels;
import org.synfire.network.lava.CubaNeurons;
import org.synfire.network.lava.LavaConversion;
import org.synfire.network.lava.LavaFile;
import org.synfire.network.lava.TinyLava;
import org.synfire.network.nir.NirNetwork;
import org.synfire.network.nir.TinyNir;
import org.synfire.network.onnx.OnnxImporter;
import org.synfire.network.onnx.proto.TensorProto.DataType;
import org.synfire.network.quantize.Preprocessing;
import org.synfire.network.quantize.Quantizer;
import org.synfire.network.sanafe.SanaFeFile;
import org.synfire.network.shift.Int8ShiftNetwork;
import org.synfire.network.sparsity.SparsityFile;
import org.synfire.network.spiking.SmallSpikingNetworks;
import org.synfire.noc.chip.ChipFile;
import org.synfire.noc.chip.Chips;
import org.synfire.noc.measure.LoadFigures;
import org.synfire.noc.measure.Verdict;
import org.synfire.noc.traffic.PacketTrace;
import org.synfire.papers.hessian.HessianTables;
import org.synfire.papers.mint.TrainedNetwork;
import org.synfire.papers.run.FinishedParts;
import org.synfire.papers.sparsity.TrialJournal;

/**
 * The formats of all files that are read, each with whole files and a reader. Tests damage the files, and the fuzzer
 * begins with them. Checkpoints of trainings are not among them: only the training part can read them.
 *
 * <p>A file inside a list of hashes, a journal or a ZIP file has a format of its own: its reader makes the hash anew,
 * so that damage reaches what reads the content.
 */
enum FileFormat {
    ONNX(FileFormat::onnx),
    ONNX_QUANTISED(folder -> of(folder.resolve("small.onnx"), List.of(quantisedModel()), OnnxImporter::read)),
    SIN_CODES(folder -> of(folder.resolve("codes.sin"), List.of(codes(folder)), NetworkFile::read), true),
    SIN_CODES_JSON(folder -> inArchive(folder, codes(folder), NetworkFile::read)),
    SIN_SPIKING(folder -> of(folder.resolve("spiking.sin"), List.of(spiking(folder)), SpikingNetworkFile::read), true),
    SIN_SPIKING_JSON(folder -> inArchive(folder, spiking(folder), SpikingNetworkFile::read)),
    SIN_EITHER(folder -> of(folder.resolve("either.sin"), List.of(spiking(folder)), NetworkFile::read), true),
    SHIFT_JSON(FileFormat::shift),
    SHIFT_ZIP(FileFormat::shiftZip, true),
    SHIFT_ARRAY(FileFormat::shiftArray),
    NPY(folder -> of(
            folder.resolve("expected.npy"),
            List.of(npy("<i4", "(3, 2)", new byte[24]), npy("<i8", "(2, 2)", new byte[32])),
            ExpectedOutputs::read)),
    IDX_IMAGES(folder -> idx(folder, "train-images-idx3-ubyte", false)),
    IDX_IMAGES_GZIP(folder -> idx(folder, "train-images-idx3-ubyte", true), true),
    IDX_LABELS(folder -> idx(folder, "t10k-labels-idx1-ubyte", false)),
    IDX_LABELS_GZIP(folder -> idx(folder, "t10k-labels-idx1-ubyte", true), true),
    CIFAR10(FileFormat::cifar10),
    EVENTS_PACKED(folder -> events(folder, "events.bin", EventWriters.packed(EventWriters.some()))),
    EVENTS_AEDAT2(folder -> events(folder, "events.aedat", EventWriters.aedat2(EventWriters.some()))),
    EVENTS_AEDAT3(folder -> events(folder, "events.aedat", EventWriters.aedat3(EventWriters.some()))),
    EVENTS_AEDAT4(
            folder -> events(folder, "events.aedat4", EventWriters.aedat4(EventWriters.some(), 0, packet -> packet))),
    EVENTS_AEDAT4_ZSTD(
            folder -> events(folder, "events.aedat4", EventWriters.aedat4(EventWriters.some(), 3, Zstd::compress)),
            true),
    EVENTS_DAT(folder -> events(folder, "events.dat", EventWriters.dat(EventWriters.some()))),
    EVENTS_EVT2(folder -> events(folder, "events.raw", EventWriters.evt2(EventWriters.some()))),
    EVENTS_EVT21(folder -> events(folder, "events.raw", EventWriters.evt21(EventWriters.some(), false))),
    EVENTS_EVT3(folder -> events(folder, "events.raw", EventWriters.evt3(EventWriters.some()))),
    EVENTS_STREAM(folder -> events(folder, "events.es", EventWriters.eventStream(EventWriters.some()))),
    EVENTS_STRUCTURES(folder -> events(folder, "events.npy", EventWriters.structures(EventWriters.some()))),
    EVENTS_ROWS(folder -> events(folder, "events.npy", EventWriters.rows(EventWriters.some()))),
    EVENTS_ARCHIVE(folder -> events(folder, "events.npz", EventWriters.archive(EventWriters.some())), true),
    EVENTS_TEXT(folder -> events(folder, "events.csv", EventWriters.lines(EventWriters.some()))),
    EVENTS_SHD(folder -> events(folder, "events.h5", EventWriters.heidelberg(EventWriters.some()))),
    EVENTS_NIRDATA(folder -> events(folder, "events.h5", EventWriters.nirData(EventWriters.some()))),
    NIR(folder -> of(
            folder.resolve("network.nir"),
            List.of(TinyNir.recurrent().bytes(), TinyNir.convolutional().bytes()),
            file -> NirNetwork.read(file).fingerprint())),
    LAVA(folder -> of(
            folder.resolve("network.net"),
            List.of(TinyLava.small().bytes()),
            file -> LavaConversion.of(
                    LavaFile.read(file), CubaNeurons.SpikeRule.ABOVE_THRESHOLD, LavaConversion.LOIHI, 1))),
    SANA_FE_YAML(folder -> of(
            folder.resolve("network.yaml"),
            List.of(Files.readAllBytes(RepositoryFiles.root().resolve("docs/examples/two-cores.yaml"))),
            SanaFeFile::read)),
    SANA_FE_NETLIST(folder -> of(
            folder.resolve("network.net"),
            List.of("g 2 threshold=3 reset_mode=soft\nn 0.1 bias=2\ne 0.1->0.0 w=-4\n& 0.0@1.0\n& 0.1@1.2\n"
                    .getBytes(StandardCharsets.US_ASCII)),
            SanaFeFile::read)),
    CHIP(folder -> of(folder.resolve("chip.yaml"), List.of(resource(Chips.class, "darwin3.yaml")), ChipFile::read)),
    CHIP_EVENTS(
            folder -> of(folder.resolve("chip.yaml"), List.of(resource(Chips.class, "loihi.yaml")), ChipFile::read)),
    PLACEMENT(folder -> of(
            folder.resolve("placement.yaml"),
            List.of(Markdown.of("docs/chips.md").blocks("yaml").getLast().getBytes(StandardCharsets.UTF_8)),
            PlacementFile::read)),
    DESCRIPTION(folder -> of(
            folder.resolve("network.yaml"),
            List.of(resource(SpikingDescription.class, "tiny.yaml"), resource(SpikingDescription.class, "lui3.yaml")),
            DescriptionFile::read)),
    HEAD(folder -> of(folder.resolve("head.yaml"), heads(), HeadFile::read)),
    SPARSITY(folder -> of(
            folder.resolve("sparsity.json"),
            List.of(sparsityFile()),
            file -> SparsityFile.read(file).plan())),
    TRACE(folder -> of(folder.resolve("trace"), List.of(packetTrace()), PacketTrace::open)),
    TRACE_GZIP(
            folder -> of(folder.resolve("trace.gz"), List.of(FileDamage.gzipped(packetTrace())), PacketTrace::open),
            true),
    FINDINGS(FileFormat::findings),
    TRAINING_REPORT(FileFormat::trainingReport),
    REPORT_LIST(FileFormat::reportList),
    REPORT_RUN(folder -> inReport(folder, "run.json")),
    REPORT_DETAILS(folder -> inReport(folder, "details.json")),
    REPORT_HISTOGRAMS(folder -> inReport(folder, "step-cycles.hlog")),
    SEARCH_JOURNAL(folder -> searchJournal(folder, false)),
    SEARCH_PARTS(folder -> searchJournal(folder, true)),
    REPRODUCTION_JOURNAL(folder -> reproductionJournal(folder, false)),
    REPRODUCTION_PARTS(folder -> reproductionJournal(folder, true)),
    SWEEP_JOURNAL(folder -> sweepJournal(folder, false)),
    SWEEP_PARTS(folder -> sweepJournal(folder, true));

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TRIAL =
            "{\"correct\":10,\"changedAnswers\":0,\"operations\":123456,\"outputError\":0.25}";

    private final Preparation preparation;
    private final boolean isCompressed;

    @FunctionalInterface
    private interface Preparation {
        Subject in(Path folder) throws IOException;
    }

    /**
     * A format in a folder, with all that its reader needs beside the file.
     *
     * @param file where damaged files are put
     * @param whole files that are read
     */
    record Subject(Path file, List<byte[]> whole, DamagedReads.Reader reader) {}

    FileFormat(Preparation preparation) {
        this(preparation, false);
    }

    FileFormat(Preparation preparation, boolean isCompressed) {
        this.preparation = preparation;
        this.isCompressed = isCompressed;
    }

    /** Prepares a folder of its own for the format. */
    Subject in(Path folder) throws IOException {
        return preparation.in(folder);
    }

    /** One in so many of the usual number of files is enough: reading a whole folder takes long. */
    int share() {
        return this == REPORT_LIST || this == REPORT_RUN || this == REPORT_DETAILS || this == REPORT_HISTOGRAMS ? 4 : 1;
    }

    /** Whether a checksum refuses nearly every change, so that the content needs a format of its own. */
    boolean isCompressed() {
        return isCompressed;
    }

    /** The format of this name, as {@link #toString} gives it. */
    static FileFormat called(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** The name with hyphens. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Subject of(Path file, List<byte[]> whole, DamagedReads.Reader reader) {
        return new Subject(file, whole, reader);
    }

    private static List<byte[]> heads() throws IOException {
        return Markdown.of("docs/detection.md").blocks("yaml").stream()
                .map(head -> head.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static byte[] resource(Class<?> beside, String name) throws IOException {
        try (InputStream in = beside.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    /** A recording that is read and becomes spikes of steps. */
    private static Subject events(Path folder, String name, byte[] whole) {
        return of(folder.resolve(name), List.of(whole), file -> {
            Recordings read = EventFiles.read(file, EventReading.PLAIN);
            EventBinning.everyMicros(1_000).frames(read.recordings().getFirst());
        });
    }

    private static Subject onnx(Path folder) {
        return of(folder.resolve("model.onnx"), List.of(Demo.FILE, quantisedModel()), OnnxImporter::read);
    }

    private static byte[] quantisedModel() {
        long[] scalar = new long[0];
        return new TinyModels()
                .input("x", DataType.FLOAT, 1, 1, 4, 4)
                .reals("s", scalar, 0.1f)
                .reals("ws", new long[] {2}, 0.02f, 0.03f)
                .integers("z", DataType.INT8, scalar, -3)
                .integers("wz", DataType.INT8, new long[] {2}, 0, 0)
                .integers("w", DataType.INT8, new long[] {2, 1, 2, 2}, 1, -2, 3, 4, -5, 6, 7, -8)
                .node("QuantizeLinear", List.of("x", "s", "z"), "xq")
                .node("DequantizeLinear", List.of("xq", "s", "z"), "xd")
                .node("DequantizeLinear", List.of("w", "ws", "wz"), "wd", TinyModels.integer("axis", 0))
                .node("Conv", List.of("xd", "wd"), "c", integers("strides", 2, 2))
                .node("Relu", List.of("c"), "r")
                .node("QuantizeLinear", List.of("r", "s", "z"), "rq")
                .node("DequantizeLinear", List.of("rq", "s", "z"), "rd")
                .node("MaxPool", List.of("rd"), "m", integers("kernel_shape", 2, 2))
                .node("Flatten", List.of("m"), "y")
                .output("y", DataType.FLOAT, 1, 2)
                .bytes();
    }

    private static byte[] codes(Path folder) throws IOException {
        Path saved = folder.resolve("saved");
        NetworkFile.write(
                saved,
                Quantizer.symmetric(8)
                        .calibrate(Digits.of(1, Split.TRAIN, 4), Preprocessing.unit())
                        .quantize(OnnxImporter.read(Demo.FILE, "digits"), Demo.FILE));
        return Files.readAllBytes(saved);
    }

    private static byte[] spiking(Path folder) throws IOException {
        Path saved = folder.resolve("saved");
        SpikingNetworkFile.write(saved, SmallSpikingNetworks.mixed(28, 4));
        return Files.readAllBytes(saved);
    }

    /** The JSON of a saved network, which its reader puts into the archive. */
    private static Subject inArchive(Path folder, byte[] archive, Consumer<Path> opened) {
        Map<String, byte[]> entries = FileDamage.unzipped(archive);
        Path saved = folder.resolve("saved");
        return of(folder.resolve("network.json"), List.of(entries.get("network.json")), file -> {
            Map<String, byte[]> changed = new LinkedHashMap<>(entries);
            changed.put("network.json", Files.readAllBytes(file));
            Files.write(saved, FileDamage.zip(changed));
            opened.accept(saved);
        });
    }

    /** A NumPy file of version 1. */
    static byte[] npy(String descriptor, String shape, byte[] data) {
        byte[] header = ("{'descr': '" + descriptor + "', 'fortran_order': False, 'shape': " + shape + ", }\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] file = new byte[10 + header.length + data.length];
        byte[] magic = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length, 0};
        System.arraycopy(magic, 0, file, 0, magic.length);
        System.arraycopy(header, 0, file, magic.length, header.length);
        System.arraycopy(data, 0, file, magic.length + header.length, data.length);
        return file;
    }

    private static byte[] shiftLayers() {
        return """
            {"net": "tiny", "dataset": "mnist", "layers": [
              {"name": "c", "op": "conv2d", "out_channels": 2, "kernel": 3, "pad": 1, "output_shift": 1,
               "activation": "relu"},
              {"name": "fc", "op": "linear", "pool": "max", "pool_size": 14, "out_features": 2,
               "activation": null}]}
            """.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] shiftArrays(byte[] convolution) {
        Map<String, byte[]> arrays = new LinkedHashMap<>();
        arrays.put("c.weight.npy", convolution);
        arrays.put("fc.weight.npy", npy("|i1", "(2, 8)", new byte[16]));
        return FileDamage.zip(arrays);
    }

    private static byte[] convolutionWeights() {
        return npy("|i1", "(2, 1, 3, 3)", new byte[18]);
    }

    private static Subject shift(Path folder) throws IOException {
        Files.write(folder.resolve("tiny.npz"), shiftArrays(convolutionWeights()));
        return of(folder.resolve("tiny.json"), List.of(shiftLayers()), Int8ShiftNetwork::read);
    }

    private static Subject shiftZip(Path folder) throws IOException {
        Files.write(folder.resolve("tiny.json"), shiftLayers());
        return of(
                folder.resolve("tiny.npz"),
                List.of(shiftArrays(convolutionWeights())),
                file -> Int8ShiftNetwork.read(file.resolveSibling("tiny.json")));
    }

    private static Subject shiftArray(Path folder) throws IOException {
        Files.write(folder.resolve("tiny.json"), shiftLayers());
        return of(folder.resolve("c.weight.npy"), List.of(convolutionWeights()), file -> {
            Files.write(file.resolveSibling("tiny.npz"), shiftArrays(Files.readAllBytes(file)));
            Int8ShiftNetwork.read(file.resolveSibling("tiny.json"));
        });
    }

    private static void readAll(Path data) {
        DataSet set = DataSets.open(data);
        set.split(Split.TRAIN);
        set.split(Split.TEST);
    }

    private static Subject idx(Path folder, String name, boolean isCompressed) throws IOException {
        Path data = IdxFolder.write(folder, 6, 5);
        Path file = data.resolve(name);
        byte[] whole = Files.readAllBytes(file);
        if (isCompressed) {
            Files.delete(file);
            return of(data.resolve(name + ".gz"), List.of(FileDamage.gzipped(whole)), damaged -> readAll(data));
        }
        return of(file, List.of(whole), damaged -> readAll(data));
    }

    private static Subject cifar10(Path folder) throws IOException {
        byte[] batch = new byte[2 * 3_073];
        Arrays.fill(batch, (byte) 7);
        Files.write(folder.resolve("test_batch.bin"), batch);
        return of(folder.resolve("data_batch_1.bin"), List.of(batch), file -> readAll(folder));
    }

    /** A plan for the demo network. */
    static byte[] sparsityFile() {
        return """
            {"version": 1, "network": "digits", "samples": 500, "changedAnswers": 0, "sopsPerSample": 1.4e6,
             "sparseSopsPerSample": 7.0e5, "layers": [{"name": "stem_relu", "rot": 2, "drlo": 0},
             {"name": "widen_relu", "rot": 0, "drlo": 3}, {"name": "branch1_relu", "rot": 0, "drlo": 0},
             {"name": "join_relu", "rot": 1, "drlo": 5}, {"name": "head_relu", "rot": 0, "drlo": 0},
             {"name": "average", "rot": 0, "drlo": 0}]}
            """.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] packetTrace() {
        return "synfire packet trace 1\nmesh 8x8\npacket-flits 2\n0 12 40\n0 13 5\n7 12 41\nend 3\n"
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static Subject findings(Path folder) throws IOException {
        HessianFindings.Score score = new HessianFindings.Score(1000, 880, 0.4);
        Path written = folder.resolve("written");
        new HessianFindings(
                        List.of(
                                new HessianFindings.Layer("a", 100, 1, 0.1, 50, true),
                                new HessianFindings.Layer("b", 300, 3, 0.5, 50, false)),
                        Optional.of(score),
                        List.of(
                                new HessianFindings.Lowered("a", 2, 5, score),
                                new HessianFindings.Lowered("b", 2, 6, score)),
                        List.of(new HessianFindings.Allocation("by rank", "rank", List.of(8, 16), 400, 0.5, score)))
                .write(written);
        return of(
                folder.resolve("findings.json"),
                List.of(Files.readAllBytes(written)),
                file -> HessianTables.all(HessianFindings.read(file)));
    }

    private static Subject trainingReport(Path folder) throws IOException {
        byte[] report = """
            {"network": "tiny", "timeSteps": 4, "scheme": "mint", "trainingImages": 100, "weights": 9064,
             "epochs": 2, "samples": 200, "correct": 150, "mean": [0.3], "std": [0.4],
             "bits": [{"weightBits": 8, "potentialBits": 8}, {"weightBits": 4, "potentialBits": 4}]}
            """.getBytes(StandardCharsets.UTF_8);
        Path one = Files.createDirectories(folder.resolve("trained/one"));
        return of(
                one.resolve("train.json"),
                List.of(report),
                file -> TrainedNetwork.in(one.getParent()).forEach(network -> {
                    network.setting();
                    network.accuracy();
                }));
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Puts the hash of a file into its report's list, as somebody would who changes both. */
    static void correctList(Path file) throws IOException {
        Path list = file.resolveSibling("report.json");
        ObjectNode tree = (ObjectNode) JSON.readTree(list.toFile());
        byte[] content = Files.readAllBytes(file);
        for (JsonNode entry : tree.get("files")) {
            if (entry.get("name").asText().equals(file.getFileName().toString())) {
                ((ObjectNode) entry).put("bytes", content.length).put("sha256", hash(content));
            }
        }
        JSON.writeValue(list.toFile(), tree);
    }

    private static Path report(Path folder) {
        Path out = folder.resolve("out");
        Invocation.done(
                "run", "--samples", "2", "--calibrate", "10", "--quiet", "--out", out.toString(), "--raster", "1");
        return out;
    }

    private static Subject reportList(Path folder) throws IOException {
        Path list = report(folder).resolve("report.json");
        return of(list, List.of(Files.readAllBytes(list)), file -> ReportFolder.read(file.getParent()));
    }

    private static Subject inReport(Path folder, String name) throws IOException {
        Path file = report(folder).resolve(name);
        return of(file, List.of(Files.readAllBytes(file)), damaged -> {
            correctList(damaged);
            ReportFolder.read(damaged.getParent());
        });
    }

    /** A journal as it stands, or its parts alone, which the reader gives checks that are right. */
    private static Subject journal(
            Path file, String head, List<String> parts, boolean isOfParts, Consumer<Path> opened) {
        String subject = head.substring(head.indexOf(": ") + 2);
        if (!isOfParts) {
            return of(file, List.of(checked(head, subject, parts)), opened::accept);
        }
        return of(file, List.of(String.join("\n", parts).getBytes(StandardCharsets.UTF_8)), damaged -> {
            String bare = new String(Files.readAllBytes(damaged), StandardCharsets.UTF_8);
            Files.write(damaged, checked(head, subject, bare.lines().toList()));
            opened.accept(damaged);
        });
    }

    private static byte[] checked(String head, String subject, List<String> parts) {
        StringBuilder journal = new StringBuilder(head).append('\n');
        for (String part : parts) {
            String check = hash((subject + "\n" + part).getBytes(StandardCharsets.UTF_8));
            journal.append(check, 0, 16).append(' ').append(part).append('\n');
        }
        return journal.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Subject searchJournal(Path folder, boolean isOfParts) {
        return journal(
                folder.resolve("search.journal"),
                "synfire journal 1, search: digits, 10 samples",
                List.of("{\"plan\":\"a 1 0\",\"trial\":" + TRIAL + "}", "{\"plan\":\"a 2 0\",\"trial\":" + TRIAL + "}"),
                isOfParts,
                file -> TrialJournal.open(file, "digits, 10 samples"));
    }

    private static Subject reproductionJournal(Path folder, boolean isOfParts) {
        return journal(
                folder.resolve("reproduction.journal"),
                "synfire journal 1, reproduction: sdann, chip darwin3",
                List.of(
                        "{\"name\":\"a\",\"value\":[1,2,3]}",
                        "{\"name\":\"b\",\"value\":" + TRIAL + "}",
                        "{\"name\":\"c\",\"value\":4.5}"),
                isOfParts,
                file -> {
                    FinishedParts found = FinishedParts.open(file, "sdann, chip darwin3");
                    found.find("a", int[].class);
                    found.find("b", HessianFindings.Score.class);
                    found.find("c", Double.class);
                });
    }

    private static Subject sweepJournal(Path folder, boolean isOfParts) throws IOException {
        Latencies.Summary latency = new Latencies.Summary(100, 12.5, 12, 20, 30, 31);
        Path written = Files.createDirectories(folder.resolve("written"));
        String subject = "chips 1x1 of 8x8 nodes, uniform";
        for (double offered : new double[] {0.1, 0.2}) {
            SweepJournal.open(written, subject)
                    .keep(new LoadFigures(
                            offered,
                            0.1,
                            0.1,
                            0.09,
                            latency,
                            0.1,
                            latency,
                            8,
                            5.3,
                            new Verdict(Verdict.Outcome.CARRIED, "carries", 0),
                            "node 1 east",
                            0.4,
                            1_000,
                            0,
                            100,
                            1_000,
                            20,
                            5_000,
                            0.25,
                            77));
        }
        List<String> lines = Files.readAllLines(written.resolve(SweepJournal.NAME));
        List<String> parts =
                lines.stream().skip(1).map(line -> line.substring(17)).toList();
        return journal(
                folder.resolve(SweepJournal.NAME),
                lines.getFirst(),
                parts,
                isOfParts,
                file -> openSweep(file, subject));
    }

    private static void openSweep(Path file, String subject) {
        try {
            Path place = Files.createDirectories(file.resolveSibling("journal"));
            Files.copy(file, place.resolve(SweepJournal.NAME), StandardCopyOption.REPLACE_EXISTING);
            SweepJournal.open(place, subject).find(0.1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
