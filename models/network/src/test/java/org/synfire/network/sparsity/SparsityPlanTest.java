package org.synfire.network.sparsity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.engine.InputException;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Parts;
import org.synfire.network.integer.Sparsity;

class SparsityPlanTest {
    private static final IntegerNetwork NETWORK = SearchedNetwork.network();

    @TempDir
    private Path directory;

    private static String refused(Runnable wrong) {
        return assertThrows(InputException.class, wrong::run).getMessage();
    }

    @Test
    void takesOneValueForAllLayersOrOneForEach() {
        assertEquals(
                "r2,r2,r2", SparsityPlan.of(NETWORK, new int[] {2}, new int[0]).key());
        assertEquals(
                "r1,d3,r2d1",
                SparsityPlan.of(NETWORK, new int[] {1, 0, 2}, new int[] {0, 3, 1})
                        .key());
        assertEquals("-,-,-", SparsityPlan.of(NETWORK, new int[0], new int[0]).key());
        assertTrue(SparsityPlan.of(NETWORK, new int[] {0}, new int[] {0}).isNone());
    }

    @Test
    void refusesWhatDoesNotFitAndNamesTheLayers() {
        assertEquals(
                "2 values of RoT for 3 layers; give one for all, or one for each of: first, second, third",
                refused(() -> SparsityPlan.of(NETWORK, new int[] {1, 2}, new int[0])));
        assertEquals(
                "4 values of DRLO for 3 layers; give one for all, or one for each of: first, second, third",
                refused(() -> SparsityPlan.of(NETWORK, new int[0], new int[4])));
        assertEquals(
                "layer second: RoT(8): n must be 1..7, or 0 for none",
                refused(() -> SparsityPlan.of(NETWORK, new int[] {1, 8, 1}, new int[0])));
        assertEquals(
                "layer first: DRLO(-1): k must be 1..8, or 0 for none",
                refused(() -> SparsityPlan.of(NETWORK, new int[0], new int[] {-1})));
    }

    @Test
    void goesToTheLayersItIsFor() {
        IntegerNetwork sparse =
                SparsityPlan.of(NETWORK, new int[] {1, 2, 3}, new int[0]).applyTo(NETWORK);
        assertEquals(
                List.of(Sparsity.rot(1), Sparsity.rot(2), Sparsity.rot(3)),
                sparse.codedLayers().stream().map(p -> Parts.stem(p).sparsity()).toList());
        SparsityPlan other = new SparsityPlan(List.of(new SparsityPlan.Layer("elsewhere", Sparsity.rot(1))));
        assertEquals(
                "the sparsity is for the layers [elsewhere], but the network searched has [first, second, third]",
                refused(() -> other.applyTo(NETWORK)));
    }

    @Test
    void aFileHoldsWhatWasFound() {
        SparsityPlan plan = SparsityPlan.of(NETWORK, new int[] {1, 0, 2}, new int[] {0, 3, 0});
        Path file = directory.resolve("plan.json");
        SparsityFile.of("net", 10, 1, 100, 70, plan).write(file);
        SparsityFile read = SparsityFile.read(file);
        assertEquals(plan, read.plan());
        assertEquals(1, read.changedAnswers());
        assertEquals(70, read.sparseSopsPerSample());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {                                                                                                             \
        | is no sparsity file
        []                                                                                                            \
        | is no sparsity file
        {"version": 1, "network": "n", "layers": [{"name": "a", "rot": "x", "drlo": 0}]}                              \
        | is no sparsity file
        {"version": 1, "network": "n", "layers": [{"name": "a", "rot": null, "drlo": 0}]}                             \
        | is no sparsity file
        {"version": 2, "network": "n", "samples": 1, "changedAnswers": 0, "sopsPerSample": 1, "sparseSopsPerSample": \
        1, "layers": []} | version 2 of the sparsity file; this program reads 1
        {"version": 1, "network": "n"}                                                                                \
        | is no sparsity file
        null                                                                                                          \
        | version none of the sparsity file
        """)
    void refusesFilesThatAreNone(String text, String message) throws IOException {
        Path file = Files.writeString(directory.resolve("wrong.json"), text);
        String said = refused(() -> SparsityFile.read(file));
        assertTrue(said.contains(message), said);
        assertTrue(refused(() -> SparsityFile.read(directory.resolve("nowhere.json")))
                .contains("cannot read this sparsity file"));
    }

    @Test
    void refusesAValueOutOfRangeInAFile() {
        var file = new SparsityFile(1, "n", 1, 0, 1, 1, List.of(new SparsityFile.Layer("first", 9, 0)));
        assertEquals("RoT(9): n must be 1..7, or 0 for none", refused(file::plan));
        Path written = directory.resolve("range.json");
        file.write(written);
        assertEquals(written + ": RoT(9): n must be 1..7, or 0 for none", refused(() -> SparsityFile.read(written)));
        new SparsityFile(1, "n", 1, 0, 1, 1, Arrays.asList((SparsityFile.Layer) null)).write(written);
        assertTrue(refused(() -> SparsityFile.read(written)).contains("a layer has no name"));
    }
}
