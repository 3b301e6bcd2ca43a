package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is wrong with a command line or a file is said in a sentence, with the documented exit status and nothing on
 * standard output.
 */
class CommandErrorTest {
    private static final int SIDE = 28;

    @TempDir
    private Path directory;

    private static void assertFails(int status, String message, String... arguments) {
        Invocation invocation = Invocation.of(arguments);
        assertTrue(invocation.err().contains(message), "expected '" + message + "', found:\n" + invocation.err());
        assertTrue(invocation.err().startsWith("synfire: "), invocation.err());
        assertFalse(invocation.err().contains("\tat "), "a stack trace:\n" + invocation.err());
        assertEquals("", invocation.out());
        assertEquals(status, invocation.status());
    }

    private static void assertRefused(String message, String... arguments) {
        assertFails(ExitStatus.WRONG_INPUT, message, arguments);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        run --threads 0                        | --threads 0: give 1..64
        run --threads 65                       | --threads 65: give 1..64
        run --threads two                      | --threads two: give 1..64 or auto
        run --threadss 2                       | Possible solutions: --threads
        rum                                    | Did you mean: synfire run?
        run M.onnx                             | Unmatched argument at index 1: 'M.onnx'
        run --samples 0                        | --samples 0: give at least 1
        run --samples 10001                    | --samples 10001: digits test has only 10,000 samples
        run --pixels raw --mean .5             | --mean does not go with --pixels raw
        run --pixels raw --std 1               | --std does not go with --pixels raw
        run --pixels raw --preset tf           | --preset does not go with --pixels raw
        run --preset keras                     | expected one of [IMAGENET, TF, CAFFE]
        run --scale 0                          | --scale 0: give a number above 0, such as 1/255
        run --scale 1/x                        | --scale 1/x: give a number above 0, such as 1/255
        run --resize 0                         | --resize: '0': sides of 1..8192 are possible
        run --resize big                       | --resize: 'big' is no size: give 256 for the shorter side
        run --crop 1.5                         | --crop: '1.5' is no part of an image
        run --fill 300                         | --fill: a grey level of 300: 0..255 is possible
        run --interpolation lanczos            | expected one of [NEAREST, BILINEAR, BICUBIC]
        run --color yuv                        | expected one of [RGB, BGR, GREY]
        run --array-range 1                    | --array-range: give two numbers
        run --array-range 1,0                  | give a lower number and a higher one
        run --label-offset -1                  | a label offset of -1: 0..1000000 is possible
        run --labels nowhere.txt               | --labels nowhere.txt cannot be read: there is no such file
        run --resize 30x30                     | reads images of 1x28x28, but those of digits train are 1x30x30; \
        bring them to it with --resize 28x28
        run --rot 9                            | RoT(9): n must be 1..7
        run --drlo -1                          | DRLO(-1): k must be 1..8
        run --samples 1.5                      | '1.5' is not a whole number
        run --samples 99999999999              | 99999999999 is too large
        run --std 1e999                        | 1e999 is too large
        run --model a.tflite --data .          | there is no such file
        map a.tflite                           | there is no model file
        reproduce mint --recipe x              | --recipe says how --train trains; add --train
        hessian --checkpoint c --mean 0.5      | --mean is for --model
        train --out x --threads 999            | --threads 999: give 1..64
        run --split dev                        | expected one of [TRAIN, TEST] (case-insensitive) but was 'dev'
        run --calibrate 0                      | --calibrate 0: at least 1 sample is needed
        run --calibrate 1001                   | --calibrate 1001: digits train has only 1,000 samples
        run --mean 0,0                         | 2 values of mean or standard deviation for images of 1 channels; \
        give one, or one per channel
        run --mean NaN                         | Invalid value for option '--mean' (M): 'NaN' is not a number
        run --std 0                            | --mean or --std: a standard deviation must be above 0 and finite, \
        not 0.0
        run --bits 1                           | --bits 1: give 2..8
        run --bits 9                           | --bits 9: give 2..8
        map --bits 9                           | --bits 9: give 2..8
        run --ranges 0                         | '0' is none of least-squares, largest, or a percentile above 0
        run --ranges most                      | 'most' is none of least-squares, largest, or a percentile above 0
        run --weight-scales neuron             | expected one of [CHANNEL, LAYER]
        run --precision fast                   | Invalid value for option '--precision'
        run --timing cycles                    | Invalid value for option '--timing'
        run --chips 0x1                        | --chips 0x1: write how many across and how many down, such as 2x2
        run --chips 2                          | --chips 2: write how many across and how many down, such as 2x2
        run --chips 9999x9999                  | supported
        run --chip darwin4                     | No chip named 'darwin4' is built in; there is: darwin3
        chip darwin4                           | No chip named 'darwin4' is built in; there is: darwin3
        chip nowhere.yaml                      | nowhere.yaml: cannot read this chip file
        run --model nowhere.onnx --data .      | --model nowhere.onnx: there is no such file
        run --model nowhere.onnx               | --model nowhere.onnx needs --data DIR
        run --data .                           | --data . needs --model FILE
        map nowhere.onnx                       | there is no model file nowhere.onnx
        map --data .                           | --data . needs a model file
        run --expect nowhere.npy               | nowhere.npy
        run --overflow wrap                    | --overflow is about registers of limited width; add --precision darwin3
        run --no-scaled-integration            | --no-scaled-integration is about registers of limited width; add \
        --precision darwin3
        run --precision darwin3 --headroom 0.5 | a headroom of 0.5: 1..1024 is possible
        run --precision darwin3 --overflow no  | Invalid value for option '--overflow'
        run --samples 1 --calibrate 2 --rot 8  | RoT(8): n must be 1..7, or 0 for none
        run --samples 1 --calibrate 2 --rot 1,2 | one for each of: stem_relu, widen_relu, branch1_relu, join_relu, \
        head_relu, average
        run --samples 1 --calibrate 2 --drlo 9 | DRLO(9): k must be 1..8, or 0 for none
        run --samples 1 --bits 4 --calibrate 2 --rot 4 | layer stem_relu: RoT(4) is out of range for codes of 4 bits
        run --sparsity nowhere.json            | nowhere.json: cannot read this sparsity file
        run --sparsity s.json --rot 1          | --sparsity s.json says what every layer does; leave --rot and --drlo \
        out
        sparsify --samples 0                   | --samples 0: give at least 1
        sparsify --samples 1001                | --samples 1001: digits train has only 1,000 samples
        sparsify --budget 101 --samples 1 --calibrate 2 | a budget of 101.0 %
        sparsify --file nowhere/s.json         | --file nowhere/s.json: there is no folder
        sparsify --data .                      | --data . needs --model FILE
        reproduce                              | which paper? sdann, mint, hessian
        reproduce resnet                       | Unmatched argument at index 1: 'resnet'
        reproduce mint --samples 0             | --samples and --encoding-samples: give at least 1 each
        reproduce mint --train                 | --train needs --trained DIR and at most one --data
        reproduce mint --beside fashion        | --suite and --beside belong together
        reproduce mint --suite . --beside fashion | --beside fashion: not in .
        reproduce mint --trained nowhere       | nowhere is not a folder of trained networks
        reproduce mint --trained .             | --trained . holds no folder that train has finished; add --train to \
        train them
        reproduce hessian                      | give --checkpoint or --model, one of them
        reproduce hessian --checkpoint c --model m | give --checkpoint or --model, one of them
        reproduce hessian --checkpoint c --samples 0 | --samples 0: give at least 1
        reproduce hessian --checkpoint c --pixels raw | --pixels raw: the curvature is measured of networks that see \
        pixels / 255 only
        reproduce hessian --findings nowhere   | nowhere is not what hessian --json writes
        reproduce hessian --findings f --checkpoint c | leave one of them out
        run --weight-bits 4,9                  | --weight-bits 9: give 2..8
        run --weight-bits 4,4 --samples 1 --calibrate 2 | has 6 layers with weights, but bits are given for 2
        train                                  | Missing required option: '--out=DIR'
        train --out x --nonsense               | Unknown option: '--nonsense'
        hessian --batch                        | Missing required parameter for option '--batch'
        reproduce sdann --samples 0            | give at least 1 each
        reproduce sdann --budget -1            | --budget -1.0: give 0..100 percent of the answers
        reproduce sdann --budget NaN           | 'NaN' is not a number, such as 0.5
        reproduce sdann --samples 10001        | has only 10,000 images; 10,001 are asked for
        reproduce sdann --search-samples 1001  | has only 1,000 images; 1,001 are asked for
        reproduce hessian --checkpoint c --max-vectors 1 | --max-vectors: at least 2
        reproduce hessian --checkpoint c --tolerance 0 | --tolerance: more than 0
        reproduce hessian --checkpoint c --mean-bits 0 | --mean-bits: give bits per weight, each more than 0
        reproduce mint --train --trained nowhere --recipe=--nope | --recipe "--nope": Unknown option
        reproduce sdann --tiny-vgg -1          | --tiny-vgg: 0 or more
        reproduce sdann --suite nowhere        | --suite nowhere holds none of the networks asked for
        reproduce sdann --suite . --model m    | --suite . and --model exclude each other
        reproduce sdann --suite . --networks a | --networks a: there are mlp, lenet, cntk, fashion, resnet8, \
        resnet20, resnet32
        reproduce sdann --data .               | --data . needs --model FILE
        run --json                             | Missing required parameter for option '--json'
        noc --rate 1.1                         | --rate 1.1: give 0..1 flits per node and cycle
        noc --rate -0.1                        | --rate -0.1: give 0..1 flits per node and cycle
        noc --rate NaN                         | 'NaN' is not a number, such as 0.5
        noc --rate fast                        | Invalid value for option '--rate': 'fast' is not a number, such as 0.5
        noc --mesh 0x8                         | --mesh 0x8: A mesh needs at least 1 for nodes across a chip, found 0
        noc --mesh 8                           | --mesh 8: write how many nodes across and down, such as 8x8
        noc --mesh -1x8                        | --mesh -1x8: write how many nodes across and down, such as 8x8
        noc --mesh 99999x99999                 | at most 1048576 are supported
        noc --traffic gossip                   | there is no traffic 'gossip'; possible: uniform, transpose, bitcomp, \
        bitrev, shuffle, tornado, neighbor, hotspot
        noc --traffic bitrev --mesh 6x6        | Possible on it: uniform, transpose, tornado, neighbor, hotspot
        noc --traffic transpose --mesh 8x4     | Traffic transpose needs a square mesh
        noc --traffic hotspot                  | --traffic hotspot needs at least one node that receives it: \
        give --hotspots, such as --hotspots 32
        noc --traffic hotspot --hotspots 64    | Hotspot 64 is not on the mesh of 8x8: its nodes are 0 to 63
        noc --traffic hotspot --hotspots a     | Invalid value for option '--hotspots'
        noc --hotspots 3                       | Traffic uniform has no hotspots
        noc --routing zigzag                   | there is no routing 'zigzag'; possible: xy, yx, o1turn, west-first, \
        odd-even
        noc --routing o1turn                   | --routing o1turn needs at least 2 virtual channels to be free of \
        deadlock: give --vcs 2 or more
        noc --vcs 0                            | --vcs 0: give 1..8
        noc --vcs 9                            | --vcs 9: give 1..8
        noc --buffer 0                         | --buffer 0: give 1..
        noc --hop-cycles 0                     | --hop-cycles 0: give 1..5
        noc --hop-cycles 6                     | --hop-cycles 6: give 1..5
        noc --packet-flits 0                   | --packet-flits 0: give 1..4096
        noc --burst 0.5                        | --burst 0.5: Bursts of 0.5 packets on average are not possible
        noc --burst 4 --rate 0.9               | --burst 4.0: A rate of 0.9 flits per node and cycle leaves less than \
        a cycle between bursts
        noc --dead-routers 64                  | Faulty router 64 is not among the mesh's nodes 0 to 63
        noc --dead-links 0-2                   | --dead-links 0-2: there is no such link on the mesh of 8x8
        noc --dead-links 0                     | --dead-links 0: write two neighbouring nodes, such as 0-1
        noc --dead-links 0-1,0-8               | the dead links and routers cut the mesh: no way at all leads from \
        node 0 to node 1 and 62 more
        noc --mesh 1x1 --dead-routers 0        | every router is dead; leave some alive
        noc --chip darwin3 --mesh 8x8          | --mesh does not go with --chip
        noc --chip darwin3 --dead-routers 3    | --dead-routers and --dead-links do not go with --chip
        noc --chip darwin4                     | No chip named 'darwin4' is built in
        noc --cycles 0                         | --cycles 0: give 1..1000000000000
        noc --warmup -1                        | --warmup -1: give 0..1000000000000
        noc --threads 0                        | --threads 0: give 1..64
        noc --chips 2x2                        | --chips says how many of a chip lie side by side; name it with --chip
        noc --chip darwin3 --chips 0x2         | --chips 0x2: write how many across and how many down
        noc --broadcast 64                     | A broadcast from node 64 is not possible: the nodes of a 8x8 mesh \
        are 0 to 63
        noc --broadcast --packet-flits 9       | A multicast packet of 9 flits does not fit buffers of 8
        noc --broadcast --rate 0.1             | --rate does not go with --broadcast
        noc --broadcast --routing yx           | Multicast goes along the tree of XY routes
        run --save-trace x                     | --save-trace: packets have cycles only with --timing cycle; add it
        noc --sweep --rate 0.1                 | --rate does not go with --sweep, which measures many loads; leave \
        one of them out
        noc --trace nowhere.trace              | nowhere.trace: cannot read this packet trace
        noc --trace x --traffic uniform        | --traffic does not go with --trace, which says what is sent and when
        noc --save-trace nowhere/t             | --save-trace nowhere/t: there is no folder
        noc --json nowhere/noc.json            | there is no folder
        """)
    void saysWhatIsWrongWithTheCommandLine(String line, String message) {
        assertRefused(message, line.split(" "));
    }

    @Test
    void refusesFilesThatAreNoModels() throws IOException {
        Path data = IdxFolder.write(directory, SIDE, 10);
        Path truncated = DemoModel.truncated(directory);
        assertRefused(
                truncated.getFileName().toString(),
                "run",
                "--model",
                truncated.toString(),
                "--data",
                data.toString(),
                "--calibrate",
                "2");
        Path empty = Files.createFile(directory.resolve("empty.onnx"));
        assertRefused("empty.onnx", "run", "--model", empty.toString(), "--data", data.toString(), "--calibrate", "2");
        assertRefused("empty.onnx", "map", empty.toString());
        Path json = Files.writeString(directory.resolve("model.json"), "{");
        assertRefused("model.json", "run", "--model", json.toString(), "--data", data.toString());
    }

    @Test
    void refusesWhatANetworkOfIntegersDoesNotRead() throws IOException {
        Path json = Files.writeString(directory.resolve("model.json"), "{}");
        Path data = IdxFolder.write(directory, SIDE, 10);
        assertRefused(
                "--bits is not for " + json,
                "run",
                "--model",
                json.toString(),
                "--data",
                data.toString(),
                "--bits",
                "8");
    }

    @Test
    void refusesWeightsThatAreNoNumbers() throws IOException {
        Path data = IdxFolder.write(directory, SIDE, 10);
        for (float weight : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            Path model = DemoModel.withWeight(directory, weight);
            assertRefused("logits", "run", "--model", model.toString(), "--data", data.toString(), "--calibrate", "2");
        }
    }

    @Test
    void refusesFoldersWithoutData() throws IOException {
        String model = DemoModel.write(directory).toString();
        Path none = Files.createDirectory(directory.resolve("none"));
        assertRefused(none + " holds no data set; recognised are", "run", "--model", model, "--data", none.toString());
        assertRefused(model + " is no data set: a file ends in .csv or .tsv", "run", "--model", model, "--data", model);
    }

    @Test
    void refusesDamagedData() throws IOException {
        String model = DemoModel.write(directory).toString();
        Path data = IdxFolder.write(directory, SIDE, 10);
        Files.write(data.resolve("t10k-images-idx3-ubyte"), new byte[20]);
        assertRefused(
                "t10k-images-idx3-ubyte: starts with 0x00000000", "run", "--model", model, "--data", data.toString());
    }

    @Test
    void refusesImagesThatDoNotFitTheNetwork() throws IOException {
        Path data = IdxFolder.write(directory, 5, 10);
        assertRefused(
                "1x5x5",
                "run",
                "--model",
                DemoModel.write(directory).toString(),
                "--data",
                data.toString(),
                "--calibrate",
                "2");
    }

    @Test
    void refusesMoreSamplesThanThereAre() throws IOException {
        String data = IdxFolder.write(directory, SIDE, 10).toString();
        String model = DemoModel.write(directory).toString();
        assertRefused(
                "--samples 11: data test has only 10 samples",
                "run",
                "--model",
                model,
                "--data",
                data,
                "--samples",
                "11");
        assertRefused(
                "--calibrate 200: data train has only 10 samples",
                "run",
                "--model",
                model,
                "--data",
                data,
                "--calibrate",
                "200");
    }

    @Test
    void refusesMoreLabelsThanOutputs() throws IOException {
        Path data = IdxFolder.write(directory, SIDE, 10);
        Path model = DemoModel.withOutputs(directory, 9);
        assertRefused(
                "10 classes, the network model.onnx answers with 9 values",
                "run",
                "--model",
                model.toString(),
                "--data",
                data.toString(),
                "--calibrate",
                "2");
    }

    @Test
    void placesWhatIsWrongWithAChipFile() throws IOException {
        Path chip = ChipFiles.darwin3With(directory, "flitBits: {value: 32", "flitBits: {value: many");
        Invocation invocation = Invocation.of("run", "--chip", chip.toString());
        assertEquals(ExitStatus.WRONG_INPUT, invocation.status());
        assertTrue(
                invocation
                        .err()
                        .matches("(?s)synfire: .*chip\\.yaml:\\d+:\\d+: router\\.flitBits\\.value: expected .* found"
                                + " 'many'\\R"),
                invocation.err());
    }

    @Test
    void findsOutBeforeTheRunThatAResultCannotBeWritten() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertRefused("--out " + file + " is a file; give a folder", "run", "--out", file.toString());
        assertRefused(
                "--out " + file + "/below cannot be written to (not a directory)", "run", "--out", file + "/below");
        assertRefused("--json " + directory + " is a folder", "run", "--json", directory.toString());
        Path nowhere = directory.resolve("nowhere/run.json");
        assertRefused("--json " + nowhere + ": there is no folder", "run", "--json", nowhere.toString());
    }

    @Test
    void findsOutBeforeTheRunThatAFolderIsReadOnly() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("read-only"));
        assertTrue(folder.toFile().setReadOnly());
        assumeFalse(Files.isWritable(folder), "this user may write everywhere");
        assertRefused("--out " + folder + " cannot be written to", "run", "--out", folder.toString());
        assertRefused("--json " + folder + "/run.json cannot be written (", "run", "--json", folder + "/run.json");
    }

    @Test
    void saysThatTheChipIsTooSmall() throws IOException {
        String chip = ChipFiles.darwin3With(directory, "neurons: {value: 4096", "neurons: {value: 4")
                .toString();
        String[] demo = {"run", "--samples", "2", "--calibrate", "10", "--quiet", "--chip", chip};
        assertFails(ExitStatus.CHIP_CANNOT, "chip", demo);
        assertFails(ExitStatus.CHIP_CANNOT, "chip", "map", "--calibrate", "10", "--chip", chip);
    }

    @Test
    void failsWhereTheAnswersAreNotTheExpectedOnes() throws IOException {
        Path expected = directory.resolve("expected.npy");
        String header = "{'descr': '<i4', 'fortran_order': False, 'shape': (2, 10), }";
        header = header + " ".repeat(117 - header.length()) + "\n";
        byte[] bytes = ("\u0093NUMPY\u0001\u0000" + (char) header.length() + "\u0000" + header + "\u0000".repeat(80))
                .getBytes(StandardCharsets.ISO_8859_1);
        Files.write(expected, bytes);
        Invocation run = Invocation.of(
                "run",
                "--samples",
                "2",
                "--calibrate",
                "10",
                "--quiet",
                "--json",
                "-",
                "--expect",
                expected.toString());
        assertEquals(ExitStatus.FAILED, run.status());
        assertTrue(run.err().contains("answers differ from " + expected + "; the first: sample 0, output "), run.err());
        assertEquals(20, run.json().at("/expected/comparedValues").asInt());
    }
}
