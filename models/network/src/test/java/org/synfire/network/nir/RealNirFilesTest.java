package org.synfire.network.nir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.synfire.engine.InputException;
import org.synfire.network.data.RealData;

/** Files that people exported, of all versions, are read or refused with the reason. */
class RealNirFilesTest {
    private static final List<String> REASONS = List.of(
            "it is a ZIP archive, as PyTorch saves modules",
            "names the node 'lif1', which the file does not have",
            "names the node 'lif', which the file does not have",
            "tau_syn is -0.4718349218594103 at position 0",
            "tau is -201.81903076171875 at position 0",
            "has parameters of the shape 1 x 8 x 8 x 8, but 8 x 15 x 15",
            "has no Input node",
            "node 'lif2' has parameters of the shape 38, but 7 comes in");

    private static List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(RealData.require("snn/" + folder))) {
            return files.filter(file -> file.toString().endsWith(".nir"))
                    .sorted()
                    .toList();
        }
    }

    private static Map<String, String> refused(String folder) throws IOException {
        Map<String, String> refused = new TreeMap<>();
        for (Path file : files(folder)) {
            try {
                NirNetwork.read(file);
            } catch (InputException e) {
                assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
                refused.put(
                        file.getFileName().toString(),
                        e.getMessage().substring(file.toString().length() + 2));
            }
        }
        return refused;
    }

    @Test
    void filesFromTheWildAreReadOrRefused() throws IOException {
        assertEquals(29, files("nir").size());
        Map<String, String> refused = refused("nir");
        assertEquals(
                Map.of(
                        "3049cfa1_Braille_snntorch.nir", "it is a ZIP archive, as PyTorch saves modules",
                        "50b2fc28_braille_v2.nir", "names the node 'lif1', which the file does not have",
                        "5c694878_nirviz_srnn.nir", "tau_syn is -0.4718349218594103 at position 0",
                        "8764a759_spyx_shd.nir", "tau is -201.81903076171875 at position 0",
                        "a7c67c3a_braille.nir", "names the node 'lif1', which the file does not have",
                        "ac9b3878_scnn_mnist.nir", "has parameters of the shape 1 x 8 x 8 x 8, but 8 x 15 x 15",
                        "c381ba29_braille.nir", "has no Input node",
                        "c5db44fe_braille_zero_subgraph.nir", "names the node 'lif', which the file does not have",
                        "ed8f57e7_braille.nir", "node 'lif2' has parameters of the shape 38, but 7 comes in",
                        "f4edd0a1_braille.nir", "names the node 'lif1', which the file does not have"),
                reasons(refused));
    }

    /** What each refusal is expected to say, or all of it if it says something else. */
    private static Map<String, String> reasons(Map<String, String> refused) {
        Map<String, String> reasons = new TreeMap<>();
        refused.forEach((name, reason) -> reasons.put(
                name, REASONS.stream().filter(reason::contains).findFirst().orElse(reason)));
        return reasons;
    }

    @Test
    void filesOfPapersAndPrimitivesAreRead() throws IOException {
        for (String folder : List.of("nir-own", "nir-nmnist")) {
            assertTrue(files(folder).size() >= 3);
            assertEquals(Map.of(), refused(folder));
        }
        assertEquals(
                Map.of(
                        "braille_noDelay_bias_zero_subgraph.nir", "names the node 'lif', which the file does not have",
                        "braille_noDelay_noBias_subtract_subgraph.nir",
                                "names the node 'lif', which the file does not have"),
                reasons(refused("nir-paper")));
    }

    @Test
    void nineEncodingsOfOneNetworkAreEqual() throws IOException {
        Map<String, String> fingerprints = new LinkedHashMap<>();
        for (Path file : files("nir-own")) {
            if (file.getFileName().toString().startsWith("ff_")) {
                fingerprints.put(
                        file.getFileName().toString(), NirNetwork.read(file).fingerprint());
            }
        }
        assertEquals(9, fingerprints.size());
        assertEquals(1, Set.copyOf(fingerprints.values()).size(), fingerprints.toString());
    }
}
