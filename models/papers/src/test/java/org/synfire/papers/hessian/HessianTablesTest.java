package org.synfire.papers.hessian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.engine.InputException;
import org.synfire.network.curvature.HessianFindings;
import org.synfire.network.curvature.HessianFindings.Allocation;
import org.synfire.network.curvature.HessianFindings.Layer;
import org.synfire.network.curvature.HessianFindings.Lowered;
import org.synfire.network.curvature.HessianFindings.Score;
import org.synfire.papers.table.ResultTable;

class HessianTablesTest {
    private static final HessianFindings FINDINGS = new HessianFindings(
            List.of(
                    new Layer("a", 100, 1, 0.1, 50, true),
                    new Layer("b", 300, 3, 0.5, 50, false),
                    new Layer("c", 600, 2, 0.1, 50, true)),
            Optional.of(new Score(1000, 900, 0.3)),
            List.of(
                    new Lowered("a", 2, 5, new Score(1000, 880, 0.4)),
                    new Lowered("b", 2, 6, new Score(1000, 850, 0.6)),
                    new Lowered("c", 2, 5, new Score(1000, 860, 0.5))),
            List.of(
                    new Allocation(
                            "by rank of the trace", "rank", List.of(8, 16, 8), 10_400, 0.5, new Score(1000, 899, 0.31)),
                    new Allocation("4 bits for all", "equal", List.of(4, 4, 4), 4_000, 2, Score.NONE)));

    @TempDir
    private Path directory;

    @Test
    void lossGrowsWithTheTraceHere() {
        ResultTable correlations = HessianTables.correlations(FINDINGS);
        assertEquals(1, (Double) correlations.rows().getFirst().get(2), 1e-12);
        assertEquals(1, (Double) correlations.rows().getFirst().get(3), 1e-12);
        assertEquals("omega", correlations.rows().get(1).get(1));
        ResultTable lowered = HessianTables.lowered(FINDINGS);
        assertEquals(-5, (Double) lowered.column("points").get(1), 1e-9);
        assertEquals(0.3, (Double) lowered.column("loss_increase").get(1), 1e-12);
    }

    /** By hand: ranks 1 3 2 against 1 2 3 differ by 0 1 1, so Spearman is 1 - 6 * 2 / (3 * 8). */
    @Test
    void correlationsAreThoseOfTheTextbook() {
        Correlation found = Correlation.of(new double[] {1, 3, 2}, new double[] {10, 20, 30})
                .orElseThrow();
        assertEquals(0.5, found.spearman(), 1e-12);
        assertEquals(0.5, found.pearson(), 1e-12);
        assertTrue(Double.isNaN(Correlation.of(new double[] {1, 1}, new double[] {1, 2})
                .orElseThrow()
                .pearson()));
        assertEquals(Optional.empty(), Correlation.of(new double[] {1}, new double[] {2}));
    }

    @Test
    void sizesAreOfBitsTimesWeights() {
        ResultTable allocations = HessianTables.allocations(FINDINGS);
        assertEquals(10.4, (Double) allocations.column("mean_bits").get(0), 1e-12);
        assertEquals(
                100 * (1 - 10.4 / 16),
                (Double) allocations.column("smaller_percent").get(0),
                1e-9);
        assertEquals(-0.1, (Double) allocations.column("points").get(0), 1e-9);
        assertNull(allocations.column("accuracy").get(1), "not judged");
    }

    @Test
    void aFileComesBackAsItWas() throws IOException {
        Path file = directory.resolve("h.json");
        FINDINGS.write(file);
        assertEquals(FINDINGS, HessianFindings.read(file));
        assertEquals(4, HessianTables.all(FINDINGS).size());
    }

    @Test
    void whatIsNoSuchFileIsSaid() throws IOException {
        Path file = directory.resolve("h.json");
        assertTrue(assertThrows(InputException.class, () -> HessianFindings.read(file))
                .getMessage()
                .contains("is not what hessian --json writes"));
        Files.writeString(file, "{\"layers\": [");
        assertThrows(InputException.class, () -> HessianFindings.read(file));
        new HessianFindings(FINDINGS.layers(), Optional.empty(), List.of(), FINDINGS.allocations()).write(file);
        assertTrue(assertThrows(InputException.class, () -> HessianFindings.read(file))
                .getMessage()
                .contains("run hessian with --lower 4,2 and --json"));
        new HessianFindings(
                        FINDINGS.layers().subList(0, 2), FINDINGS.base(), FINDINGS.lowered(), FINDINGS.allocations())
                .write(file);
        assertTrue(assertThrows(InputException.class, () -> HessianFindings.read(file))
                .getMessage()
                .contains("not one number of bits for each of 2 layers"));
        FINDINGS.write(file);
        String written = Files.readString(file);
        for (String[] spoilt : new String[][] {
            {"\"name\" : \"a\"", "\"name\" : \"b\"", "a layer has no name"},
            {"\"name\" : \"a\"", "\"name\" : null", "a layer has no name"},
            {"\"layer\" : \"a\"", "\"layer\" : \"d\"", "is no layer"},
            {"\"rule\" : \"rank\"", "\"rule\" : null", "no rule"}
        }) {
            Files.writeString(file, written.replace(spoilt[0], spoilt[1]));
            String said = assertThrows(InputException.class, () -> HessianFindings.read(file))
                    .getMessage();
            assertTrue(said.contains("h.json") && said.contains(spoilt[2]), said);
        }
    }
}
