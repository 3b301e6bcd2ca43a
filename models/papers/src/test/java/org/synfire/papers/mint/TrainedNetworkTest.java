package org.synfire.papers.mint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.engine.InputException;

class TrainedNetworkTest {
    @TempDir
    private Path directory;

    private void write(String folder, String scheme, int bits, String more) throws IOException {
        Files.writeString(
                Files.createDirectories(directory.resolve(folder)).resolve("train.json"),
                String.format(Locale.ROOT, """
                    {"network": "tiny", "timeSteps": 4, "scheme": "%s", "trainingImages": 100, "weights": 9064,
                     "epochs": 2, "samples": 200, "correct": 150,
                     "bits": [{"weightBits": 8, "potentialBits": 8}, {"weightBits": %d, "potentialBits": %d},
                              {"weightBits": 8, "potentialBits": 8}]%s}\
                    """, scheme, bits, bits, more));
    }

    @Test
    void comesInTheOrderOfTheTables() throws IOException {
        write("a", "UNIFORM", 4, "");
        write("b", "MINT", 2, "");
        write("c", "MINT", 8, ", \"imagesPerSecond\": 3.5");
        write("d", "FLOAT", 32, "");
        Files.createDirectories(directory.resolve("nothing"));
        Files.createFile(directory.resolve("b/network.sin"));
        List<TrainedNetwork> found = TrainedNetwork.in(directory);
        assertEquals(
                List.of("fp32", "w8u8", "w2u2", "UQ w4u4"),
                found.stream().map(TrainedNetwork::setting).toList());
        assertTrue(found.get(2).hasIntegers());
        assertFalse(found.get(1).hasIntegers());
        assertTrue(found.getFirst().isFloat() && found.get(1).isMint());
        assertEquals(0.75, found.getFirst().accuracy());
    }

    @Test
    void thePaperHasNoFigureForNetworksThatDoNotSpike() throws IOException {
        write("a", "FLOAT", 32, "");
        assertTrue(accuracyLines().contains("88.03"));
        Files.createFile(directory.resolve("a/network.onnx"));
        assertFalse(accuracyLines().contains("88.03"));
    }

    private String accuracyLines() {
        return String.join(
                "\n",
                MintTables.accuracy(List.of(new MintTables.Judged(
                                TrainedNetwork.in(directory).getFirst(), null, null, null)))
                        .lines());
    }

    @Test
    void whatIsNoReportIsSaid() throws IOException {
        assertTrue(assertThrows(InputException.class, () -> TrainedNetwork.in(directory.resolve("nowhere")))
                .getMessage()
                .endsWith("nowhere is not a folder of trained networks"));
        write("a", "HALF", 4, "");
        assertTrue(assertThrows(InputException.class, () -> TrainedNetwork.in(directory))
                .getMessage()
                .contains("its scheme, layers, weights or samples are none"));
        write("a", "MINT", 4, ", \"mean\": [0.5, \"0.5\"]");
        assertTrue(assertThrows(InputException.class, () -> TrainedNetwork.in(directory))
                .getMessage()
                .contains("'mean' must hold numbers, found \"0.5\""));
        write("a", "MINT", 4, "");
        Path file = directory.resolve("a/train.json");
        Files.writeString(file, Files.readString(file).replace("9064", "9064.5"));
        assertTrue(assertThrows(InputException.class, () -> TrainedNetwork.in(directory))
                .getMessage()
                .contains("'weights' must be a whole number, found 9064.5"));
        Files.writeString(directory.resolve("a/train.json"), "{\"network\": \"tiny\"}");
        assertTrue(assertThrows(InputException.class, () -> TrainedNetwork.in(directory))
                .getMessage()
                .endsWith("not a report of train, it has no 'timeSteps'"));
        Files.writeString(directory.resolve("a/train.json"), "{\"netw");
        assertTrue(assertThrows(InputException.class, () -> TrainedNetwork.in(directory))
                .getMessage()
                .contains("not a report of train ("));
    }
}
