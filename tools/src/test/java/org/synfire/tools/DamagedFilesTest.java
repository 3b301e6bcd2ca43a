package org.synfire.tools;

import static org.synfire.network.floating.TinyModels.integers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
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
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
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
import org.synfire.network.file.NetworkFile;
import org.synfire.network.file.SpikingNetworkFile;
import org.synfire.network.floating.TinyModels;
import org.synfire.network.image.ImageFile;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.onnx.OnnxImporter;
import org.synfire.network.onnx.proto.TensorProto.DataType;
import org.synfire.network.quantize.Preprocessing;
import org.synfire.network.quantize.Quantizer;
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
 * However a file of any format is damaged: it is read, or refused in words; {@link DamagedReads} says how. The
 * checkpoints of trainings are tried by the training part's own test.
 */
@Timeout(value = 1_800)
class DamagedFilesTest {
    private static final long SEED = 20261129;
    /** Whole folders take long, so one in so many of the files is tried. */
    private static final int FOLDER_SHARE = 4;

    private static final String LOSSY_WEBP =
            "UklGRpwAAABXRUJQVlA4IJAAAABwAgCdASoQABAABUB8JbACdH8GJtju5xig2KwAAPY3MBFjmSP73OLvb/nKovTX"
                    + "9s7IpPiLcF/6paBvV74+PAlYTQWQ7fHnnGcOuPSAgfogtMycLKDsecHNrXtb4hlOJTGsrUb8ed5IoWhS7c4w/Y1H"
                    + "GPB2xDOdZDyMqQMbKByH7CgFOCKl+moAwHcFqSZFNAA=";

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private DamagedReads reads;

    @BeforeEach
    void begin() {
        reads = new DamagedReads(folder, SEED);
    }

    /** Runs a command, which ends with a documented status and at most one line. */
    private static void command(String... line) {
        Invocation tried = Invocation.of(line);
        boolean isDone = tried.status() == ExitStatus.DONE;
        boolean isRefused = tried.status() == ExitStatus.WRONG_INPUT || tried.status() == ExitStatus.CHIP_CANNOT;
        if (!isDone && !isRefused) {
            throw new AssertionError("status " + tried.status() + ": " + tried.err());
        }
        if (isRefused
                && !(tried.err().startsWith("synfire: ") && tried.err().lines().count() == 1)) {
            throw new AssertionError("not one line: " + tried.err());
        }
        if (isRefused) {
            throw new DamagedReads.Refused(tried.err().strip());
        }
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

    private static EncodedNetwork demo() {
        return Quantizer.symmetric(8)
                .calibrate(Digits.of(1, Split.TRAIN, 4), Preprocessing.unit())
                .quantize(OnnxImporter.read(Demo.FILE, "digits"), Demo.FILE);
    }

    @Test
    void onnx() throws IOException {
        reads.check("model.onnx", List.of(Demo.FILE, quantisedModel()), OnnxImporter::read);
        reads.check("small.onnx", List.of(quantisedModel()), OnnxImporter::read);
    }

    /** What is imported goes to ONNX Runtime, the quantiser and the mapper. */
    @Test
    void onnxAsFarAsTheChip() throws IOException {
        reads.checkCommand(
                "mapped.onnx",
                List.of(Demo.FILE, quantisedModel()),
                file -> command("map", file.toString(), "--calibrate", "2"));
    }

    @Test
    void savedNetworksOfCodes() throws IOException {
        Path saved = folder.resolve("saved");
        NetworkFile.write(saved, demo());
        byte[] file = Files.readAllBytes(saved);
        reads.check("codes.sin", List.of(file), NetworkFile::read);
        reads.checkCommand(
                "mapped.sin",
                List.of(file),
                one -> command("run", "--quiet", "--samples", "1", "--data", "digits", "--model", one.toString()));
    }

    @Test
    void savedSpikingNetworks() throws IOException {
        Path saved = folder.resolve("saved");
        SpikingNetworkFile.write(saved, SmallSpikingNetworks.mixed(28, 4));
        byte[] file = Files.readAllBytes(saved);
        reads.check("spiking.sin", List.of(file), SpikingNetworkFile::read);
        reads.check("either.sin", List.of(file), NetworkFile::read);
        reads.checkCommand(
                "run.sin",
                List.of(file),
                one -> command("run", "--quiet", "--samples", "1", "--data", "digits", "--model", one.toString()));
    }

    private static byte[] npy(String descriptor, String shape, byte[] data) {
        byte[] header = ("{'descr': '" + descriptor + "', 'fortran_order': False, 'shape': " + shape + ", }\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] file = new byte[10 + header.length + data.length];
        byte[] magic = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length, 0};
        System.arraycopy(magic, 0, file, 0, magic.length);
        System.arraycopy(header, 0, file, magic.length, header.length);
        System.arraycopy(data, 0, file, magic.length + header.length, data.length);
        return file;
    }

    @Test
    void int8Shift() throws IOException {
        byte[] json = """
            {"net": "tiny", "dataset": "mnist", "layers": [
              {"name": "c", "op": "conv2d", "out_channels": 2, "kernel": 3, "pad": 1, "output_shift": 1,
               "activation": "relu"},
              {"name": "fc", "op": "linear", "pool": "max", "pool_size": 14, "out_features": 2,
               "activation": null}]}
            """.getBytes(StandardCharsets.UTF_8);
        Map<String, byte[]> arrays = new LinkedHashMap<>();
        arrays.put("c.weight.npy", npy("|i1", "(2, 1, 3, 3)", new byte[18]));
        arrays.put("fc.weight.npy", npy("|i1", "(2, 8)", new byte[16]));
        byte[] npz = FileDamage.zip(arrays);
        Files.write(folder.resolve("tiny.npz"), npz);
        reads.check("tiny.json", List.of(json), Int8ShiftNetwork::read);
        Files.write(folder.resolve("tiny.json"), json);
        reads.check("tiny.npz", List.of(npz), file -> Int8ShiftNetwork.read(file.resolveSibling("tiny.json")));
    }

    @Test
    void npy() throws IOException {
        reads.check(
                "expected.npy",
                List.of(npy("<i4", "(3, 2)", new byte[24]), npy("<i8", "(2, 2)", new byte[32])),
                ExpectedOutputs::read);
    }

    private static void readAll(Path data) {
        DataSet set = DataSets.open(data);
        set.split(Split.TRAIN);
        set.split(Split.TEST);
    }

    @Test
    void idx() throws IOException {
        Path data = IdxFolder.write(folder, 6, 5);
        DamagedReads there = new DamagedReads(data, SEED);
        for (String name : new String[] {"train-images-idx3-ubyte", "t10k-labels-idx1-ubyte"}) {
            byte[] whole = Files.readAllBytes(data.resolve(name));
            there.check(name, List.of(whole), file -> readAll(data));
            Files.delete(data.resolve(name));
            there.check(name + ".gz", List.of(FileDamage.gzipped(whole)), file -> readAll(data));
            Files.delete(data.resolve(name + ".gz"));
            Files.write(data.resolve(name), whole);
        }
    }

    @Test
    void cifar10() throws IOException {
        byte[] batch = new byte[2 * 3_073];
        Arrays.fill(batch, (byte) 7);
        Files.write(folder.resolve("test_batch.bin"), batch);
        reads.check("data_batch_1.bin", List.of(batch), file -> readAll(folder));
    }

    private static void readImages(Path data) {
        DataSet set = DataSets.open(data);
        set.test().tried(10).label(0);
    }

    private static byte[] image(String format) throws IOException {
        BufferedImage image = new BufferedImage(20, 15, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 300; i++) {
            image.setRGB(i % 20, i / 20, i * 7_919);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, format, out);
        return out.toByteArray();
    }

    /** The lossless and the lossy form; the texts are files of 3 and of 16 x 16 pixels that Pillow wrote. */
    private static List<byte[]> webp() {
        return Stream.of(
                        "UklGRkIAAABXRUJQVlA4TDYAAAAvAkAAAC9AkG2zQdzr/jLTIJO2yV//dmZtZNI2rYf9"
                                + "86+y8x9o5JGs+wYEApSx4oFtIvof4wU=",
                        LOSSY_WEBP)
                .map(Base64.getDecoder()::decode)
                .toList();
    }

    @Test
    void images() throws IOException {
        for (String format : new String[] {"png", "jpeg", "bmp", "gif", "tiff"}) {
            reads.check("image." + format, List.of(image(format)), ImageFile::read);
        }
        // a damaged header may announce any size below the limit, and this decoder takes the memory at once
        reads.checkCommand("image.webp", webp(), ImageFile::read);
    }

    @Test
    void listsOfImages() throws IOException {
        Files.write(folder.resolve("a.png"), image("png"));
        byte[] plain = "file,label\na.png,3\na.png,1\n".getBytes(StandardCharsets.UTF_8);
        byte[] boxed =
                "file\tboxes\na.png\t1,1,9,8,cat;2,3,4,5,dog\na.png\t1,1,2,2,dog\n".getBytes(StandardCharsets.UTF_8);
        reads.check("list.csv", List.of(plain, boxed), DamagedFilesTest::readImages);
    }

    @Test
    void annotations() throws IOException {
        byte[] coco = """
            {"images": [{"id": 5, "file_name": "a.png", "width": 20, "height": 15}],
             "categories": [{"id": 18, "name": "dog"}],
             "annotations": [{"id": 1, "image_id": 5, "category_id": 18, "bbox": [1, 2, 3.5, 4], "iscrowd": 0}]}
            """.getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve("a.png"), image("png"));
        reads.check("coco.json", List.of(coco), DamagedFilesTest::readImages);
        byte[] voc = """
            <annotation><filename>a.png</filename><size><width>20</width><height>15</height></size>
            <object><name>cow</name><difficult>1</difficult>
            <bndbox><xmin>1</xmin><ymin>2</ymin><xmax>5</xmax><ymax>4</ymax></bndbox></object></annotation>
            """.getBytes(StandardCharsets.UTF_8);
        Path annotations = Files.createDirectories(folder.resolve("voc/Annotations"));
        Files.createDirectory(folder.resolve("voc/JPEGImages"));
        Files.write(folder.resolve("voc/JPEGImages/a.png"), image("png"));
        new DamagedReads(annotations, SEED).check("a.xml", List.of(voc), file -> readImages(folder.resolve("voc")));
    }

    @Test
    void arraysOfImages() throws IOException {
        byte[] images = npy("|u1", "(2, 4, 4)", new byte[32]);
        byte[] labels = npy("<i8", "(2,)", new byte[16]);
        Files.write(folder.resolve("images_labels.npy"), labels);
        reads.check(
                "images.npy",
                List.of(images, npy("<f8", "(2, 1, 2, 2)", new byte[64])),
                file -> DataSets.open(file).test());
        Map<String, byte[]> arrays = new LinkedHashMap<>();
        arrays.put("x_test.npy", images);
        arrays.put("y_test.npy", labels);
        reads.check(
                "both.npz",
                List.of(FileDamage.zip(arrays)),
                file -> DataSets.open(file).test());
    }

    @Test
    void cifar100() throws IOException {
        byte[] batch = new byte[2 * 3_074];
        Arrays.fill(batch, (byte) 7);
        reads.check("test.bin", List.of(batch), file -> DataSets.open(folder).test());
    }

    @Test
    void chips() throws IOException {
        try (InputStream builtIn = Chips.class.getResourceAsStream("darwin3.yaml")) {
            reads.check("chip.yaml", List.of(builtIn.readAllBytes()), ChipFile::read);
        }
    }

    @Test
    void descriptions() throws IOException {
        try (InputStream tiny = SpikingDescription.class.getResourceAsStream("tiny.yaml");
                InputStream lui = SpikingDescription.class.getResourceAsStream("lui3.yaml")) {
            reads.check("network.yaml", List.of(tiny.readAllBytes(), lui.readAllBytes()), DescriptionFile::read);
        }
    }

    @Test
    void sparsity() throws IOException {
        byte[] file = """
            {"version": 1, "network": "digits", "samples": 500, "changedAnswers": 0, "sopsPerSample": 1.4e6,
             "sparseSopsPerSample": 7.0e5, "layers": [{"name": "stem_relu", "rot": 2, "drlo": 0},
             {"name": "widen_relu", "rot": 0, "drlo": 3}, {"name": "branch1_relu", "rot": 0, "drlo": 0},
             {"name": "join_relu", "rot": 1, "drlo": 5}, {"name": "head_relu", "rot": 0, "drlo": 0},
             {"name": "average", "rot": 0, "drlo": 0}]}
            """.getBytes(StandardCharsets.UTF_8);
        reads.check(
                "sparsity.json", List.of(file), one -> SparsityFile.read(one).plan());
        reads.checkCommand(
                "applied.json",
                List.of(file),
                one -> command("run", "--quiet", "--samples", "1", "--calibrate", "2", "--sparsity", one.toString()));
    }

    @Test
    void traces() throws IOException {
        byte[] trace = "synfire packet trace 1\nmesh 8x8\npacket-flits 2\n0 12 40\n0 13 5\n7 12 41\nend 3\n"
                .getBytes(StandardCharsets.US_ASCII);
        reads.check("trace", List.of(trace), PacketTrace::open);
        reads.check("trace.gz", List.of(FileDamage.gzipped(trace)), PacketTrace::open);
    }

    @Test
    void findings() throws IOException {
        HessianFindings.Score score = new HessianFindings.Score(1000, 880, 0.4);
        Path written = folder.resolve("written");
        new HessianFindings(
                        List.of(
                                new HessianFindings.Layer("a", 100, 1, 0.1, 50, true),
                                new HessianFindings.Layer("b", 300, 3, 0.5, 50, false)),
                        score,
                        List.of(
                                new HessianFindings.Lowered("a", 2, 5, score),
                                new HessianFindings.Lowered("b", 2, 6, score)),
                        List.of(new HessianFindings.Allocation("by rank", "rank", List.of(8, 16), 400, 0.5, score)))
                .write(written);
        reads.check(
                "findings.json",
                List.of(Files.readAllBytes(written)),
                file -> HessianTables.all(HessianFindings.read(file)));
    }

    @Test
    void reportsOfTrainings() throws IOException {
        byte[] report = """
            {"network": "tiny", "timeSteps": 4, "scheme": "mint", "trainingImages": 100, "weights": 9064,
             "epochs": 2, "samples": 200, "correct": 150, "mean": [0.3], "std": [0.4],
             "bits": [{"weightBits": 8, "potentialBits": 8}, {"weightBits": 4, "potentialBits": 4}]}
            """.getBytes(StandardCharsets.UTF_8);
        Path one = Files.createDirectories(folder.resolve("trained/one"));
        new DamagedReads(one, SEED)
                .check(
                        "train.json",
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

    /** As somebody would who changes a file and the list too. */
    private static void correctList(Path file) throws IOException {
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

    @Test
    void reportFolders() throws IOException {
        Path out = folder.resolve("out");
        Invocation.done(
                "run", "--samples", "2", "--calibrate", "10", "--quiet", "--out", out.toString(), "--raster", "1");
        DamagedReads there = new DamagedReads(out, SEED);
        Path list = out.resolve("report.json");
        byte[] listed = Files.readAllBytes(list);
        there.check("report.json", List.of(listed), FOLDER_SHARE, file -> ReportFolder.read(out));
        Files.write(list, listed);
        for (String name : new String[] {"run.json", "details.json", "step-cycles.hlog"}) {
            Path file = out.resolve(name);
            byte[] whole = Files.readAllBytes(file);
            there.check(name, List.of(whole), FOLDER_SHARE, damaged -> {
                correctList(damaged);
                ReportFolder.read(out);
            });
            there.checkCommand(name, List.of(whole), damaged -> {
                correctList(damaged);
                command("report", out.toString());
            });
            Files.write(file, whole);
            correctList(file);
        }
    }

    /** Lines are damaged as they stand, and with checks that are right. */
    private void journal(String name, String head, List<String> parts, Consumer<Path> open) throws IOException {
        String subject = head.substring(head.indexOf(": ") + 2);
        StringBuilder checked = new StringBuilder(head).append('\n');
        parts.forEach(part -> checked.append(line(subject, part)).append('\n'));
        reads.check(name, List.of(checked.toString().getBytes(StandardCharsets.UTF_8)), open::accept);
        byte[] bare = String.join("\n", parts).getBytes(StandardCharsets.UTF_8);
        reads.check("forged-" + name, List.of(bare), file -> {
            StringBuilder forged = new StringBuilder(head).append('\n');
            new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .forEach(part -> forged.append(line(subject, part)).append('\n'));
            Files.writeString(file, forged);
            open.accept(file);
        });
    }

    private static String line(String subject, String part) {
        return hash((subject + "\n" + part).getBytes(StandardCharsets.UTF_8)).substring(0, 16) + " " + part;
    }

    @Test
    void journals() throws IOException {
        String trial = "{\"correct\":10,\"changedAnswers\":0,\"operations\":123456,\"outputError\":0.25}";
        journal(
                "search.journal",
                "synfire journal 1, search: digits, 10 samples",
                List.of("{\"plan\":\"a 1 0\",\"trial\":" + trial + "}", "{\"plan\":\"a 2 0\",\"trial\":" + trial + "}"),
                file -> TrialJournal.open(file, "digits, 10 samples"));
        journal(
                "reproduction.journal",
                "synfire journal 1, reproduction: sdann, chip darwin3",
                List.of(
                        "{\"name\":\"a\",\"value\":[1,2,3]}",
                        "{\"name\":\"b\",\"value\":" + trial + "}",
                        "{\"name\":\"c\",\"value\":4.5}"),
                file -> {
                    FinishedParts found = FinishedParts.open(file, "sdann, chip darwin3");
                    found.find("a", int[].class);
                    found.find("b", HessianFindings.Score.class);
                    found.find("c", Double.class);
                });
    }

    @Test
    void sweepJournals() throws IOException {
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
        journal(SweepJournal.NAME, lines.getFirst(), parts, file -> openSweep(file, subject));
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
