package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The tables of the MINT and the Hessian paper, by the command line. */
@Timeout(600)
class ReproduceTrainedTest {
    @TempDir
    private Path directory;

    private JsonNode json(String file) throws IOException {
        return new ObjectMapper().readTree(directory.resolve(file).toFile());
    }

    @Test
    void memoryAndElementsNeedNoNetwork() throws IOException {
        Invocation run = Invocation.done("reproduce", "mint", "--out", directory.toString());
        for (String part : new String[] {
            "Memory on CIFAR-10", "353.79", "93.8 %", "vanilla UQ", "* The paper's networks are larger"
        }) {
            assertTrue(run.out().contains(part), part + " is not in\n" + run.out());
        }
        assertEquals(10, json("mint.json").at("/tables/memory/rows").size());
        Document page = Jsoup.parse(Files.readString(directory.resolve("mint.html")));
        assertEquals(3, page.select("main table").size());
        assertEquals(1, page.select("svg").size());
        assertEquals(
                7, Files.readAllLines(directory.resolve("mint-elements.csv")).size());
        assertEquals("", Invocation.done("reproduce", "mint", "--quiet").out());
    }

    @Test
    void findingsOfBeforeBecomeTables() throws IOException {
        Path file = Files.writeString(directory.resolve("h.json"), """
            {"layers": [{"name": "a", "weights": 100, "trace": 1.5, "standardError": 0.1, "vectors": 20, \
            "reachedTolerance": true},
                        {"name": "b", "weights": 300, "trace": 4.5, "standardError": 0.1, "vectors": 20, \
            "reachedTolerance": true}],
             "base": {"samples": 100, "correct": 90, "loss": 0.3},
             "lowered": [{"layer": "a", "bits": 2, "omega": 1, "samples": 100, "correct": 85, "loss": 0.5},
                         {"layer": "b", "bits": 2, "omega": 2, "samples": 100, "correct": 70, "loss": 0.9}],
             "allocations": [{"name": "by rank", "rule": "rank", "bits": [8, 16], "sizeBits": 5600, "omega": 0.1, \
            "samples": 100, "correct": 90, "loss": 0.31}]}\
            """);
        Invocation run = Invocation.done(
                "reproduce",
                "hessian",
                "--findings",
                file.toString(),
                "--out",
                directory.resolve("out").toString());
        assertTrue(run.out().contains("58 % smaller, 0.2 points"), run.out());
        assertEquals(
                1.0,
                json("out/hessian.json")
                        .at("/tables/correlation/rows/0/pearson")
                        .asDouble(),
                1e-9);
        assertTrue(Files.size(directory.resolve("out/hessian.html")) > 0);
    }

    /** What is there is left alone: float and two bits are trained, the others are reports of before. */
    @Test
    void trainsWhatIsMissingAndRunsIntegers() throws IOException {
        BuiltTraining.require();
        for (String there : new String[] {"MINT 8", "MINT 4", "UNIFORM 8", "UNIFORM 4", "UNIFORM 2"}) {
            String[] parts = there.split(" ");
            Files.writeString(
                    Files.createDirectories(directory.resolve("trained/" + there.replace(' ', '-')))
                            .resolve("train.json"),
                    String.format(Locale.ROOT, """
                        {"network": "tiny", "timeSteps": 4, "scheme": "%s", "trainingImages": 100, "weights": 9064, \
                        "epochs": 1, "samples": 200, "correct": 20,
                         "bits": [{"weightBits": 8, "potentialBits": 8}, {"weightBits": %2$s, "potentialBits": %2$s}, \
                        {"weightBits": 8, "potentialBits": 8}]}\
                        """, (Object[]) parts));
        }
        Invocation run = BuiltTraining.invoke(
                "reproduce",
                "mint",
                "--trained",
                directory.resolve("trained").toString(),
                "--train",
                "--recipe",
                "--samples 300 --test-samples 200 --epochs 1 --batch 25",
                "--samples",
                "200",
                "--out",
                directory.resolve("out").toString());
        assertEquals(ExitStatus.DONE, run.status(), run.err());
        assertEquals(
                List.of("tiny, fp32", "tiny, w2u2"),
                run.err()
                        .lines()
                        .filter(line -> line.contains("training "))
                        .map(line -> line.replaceAll(".*training ", ""))
                        .toList());
        JsonNode accuracy = json("out/mint.json").at("/tables/accuracy/rows");
        assertEquals(7, accuracy.size());
        JsonNode row = accuracy.get(3);
        assertEquals("w2u2", row.get("setting").asText());
        assertEquals("equal", row.get("twin").asText());
        assertEquals(0, row.get("simulation_points").asDouble(), 1e-9, row.toString());
        assertTrue(accuracy.get(1).get("emulator").isNull(), "no integers are there");
        assertTrue(
                json("out/mint.json").at("/tables/costs/rows/0/saved_percent").asDouble() > 50);
        assertEquals(1, json("out/mint.json").at("/tables/codings/rows").size());
    }

    @Test
    void curvatureIsMeasuredByTheTrainingPart() throws IOException {
        BuiltTraining.require();
        Path folder = directory.resolve("float");
        assertEquals(
                ExitStatus.DONE,
                BuiltTraining.invoke(
                                "train",
                                "--quiet",
                                "--scheme",
                                "float",
                                "--samples",
                                "300",
                                "--test-samples",
                                "100",
                                "--epochs",
                                "1",
                                "--out",
                                folder.toString())
                        .status());
        Invocation run = BuiltTraining.invoke(
                "reproduce",
                "hessian",
                "--checkpoint",
                folder.resolve("checkpoint.pt").toString(),
                "--train-samples",
                "300",
                "--samples",
                "100",
                "--max-vectors",
                "5",
                "--out",
                directory.resolve("out").toString());
        assertEquals(ExitStatus.DONE, run.status(), run.err());
        assertEquals(6, json("out/hessian.json").at("/tables/lowered/rows").size());
        assertEquals(
                ExitStatus.WRONG_INPUT,
                BuiltTraining.invoke("reproduce", "hessian", "--checkpoint", "nowhere.pt")
                        .status());
    }
}
