package org.synfire.emulator.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.synfire.emulator.experiment.Experiment;
import org.synfire.network.demo.Demo;
import org.synfire.noc.chip.Chips;

/** What older versions did not write is told as unknown, or computed from what they did write. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class OlderFormatTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RunOutcome outcome;

    @BeforeAll
    void run() {
        outcome = Experiment.on(Chips.darwin3()).withoutReference().run(Demo.ENCODED, Demo.images(7));
    }

    private static ObjectNode tree(Object written) throws IOException {
        return (ObjectNode) JSON.readTree(ReportFolder.json(written));
    }

    @Test
    void formatFourKnowsClassesByItsConfusionMatrix() throws IOException {
        ObjectNode now = tree(outcome.result());
        ObjectNode then = now.deepCopy();
        then.remove(List.of("topFive", "classes"));
        ((ObjectNode) then.at("/origin/data")).remove(List.of("steps", "values", "kinds", "skipped"));
        OlderFormat.bringUp("run.json", 4, then);
        JsonNode read = JSON.readTree(JSON.writeValueAsString(then));
        assertTrue(read.at("/topFive").isNull());
        assertEquals(now.at("/classes"), read.at("/classes"));
        assertEquals("unknown", read.at("/origin/data/values/rule").asText());
        assertEquals(now.at("/origin/data/sha256"), read.at("/origin/data/sha256"));
        assertEquals(
                outcome.result().answers().correct(),
                JSON.treeToValue(read, RunResult.class).answers().correct());
    }

    @Test
    void formatFourHasMistakesWithoutFloats() throws IOException {
        ObjectNode then = tree(outcome.details());
        then.remove("classNames");
        then.putArray("mistakes").addObject().put("sample", 3);
        OlderFormat.bringUp("details.json", 4, then);
        assertTrue(then.at("/mistakes/0/floatAnswer").isNull());
        assertTrue(then.at("/classNames").isArray());
    }

    @Test
    void formatFiveKnowsNoDetection() throws IOException {
        ObjectNode now = tree(outcome.result());
        ObjectNode then = now.deepCopy();
        then.remove("detection");
        then.remove("instructions");
        OlderFormat.bringUp("run.json", 5, then);
        assertEquals(now.at("/detection"), then.at("/detection"));
        assertEquals(now.at("/instructions"), then.at("/instructions"));
        ObjectNode details = tree(outcome.details());
        details.remove("scenes");
        OlderFormat.bringUp("details.json", 5, details);
        assertEquals(List.of(), JSON.treeToValue(details, RunDetails.class).scenes());
    }

    @Test
    void formatSevenHasTheMatrixOfManyClasses() throws IOException {
        ObjectNode then = tree(outcome.result());
        then.remove("confusionPairs");
        ObjectNode few = then.deepCopy();
        OlderFormat.bringUp("run.json", 7, few);
        ObjectNode now = tree(outcome.result());
        now.putNull("neurobench");
        now.put("window", 1);
        assertEquals(now, few);
        ArrayNode matrix = then.putArray("confusion");
        for (int label = 0; label < 65; label++) {
            ArrayNode row = matrix.addArray();
            for (int answer = 0; answer < 65; answer++) {
                row.add(label == 3 && answer == 64 ? 5 : 0);
            }
        }
        OlderFormat.bringUp("run.json", 7, then);
        RunResult.Answers answers = JSON.treeToValue(JSON.readTree(JSON.writeValueAsString(then)), RunResult.class)
                .answers();
        assertEquals(0, answers.confusion().length);
        assertEquals(List.of(new ConfusedPair(3, 64, 5)), answers.pairs());
    }

    @Test
    void formatSevenKnowsNoMetricsOfNeuroBench() throws IOException {
        ObjectNode then = tree(outcome.result());
        then.remove("neurobench");
        OlderFormat.bringUp("run.json", 7, then);
        assertEquals(Optional.empty(), JSON.treeToValue(then, RunResult.class).neurobench());
    }

    @Test
    void formatEightAddedUpEveryStepByItself() throws IOException {
        ObjectNode then = tree(outcome.result());
        assertEquals(8, then.path("window").asInt());
        then.remove("window");
        OlderFormat.bringUp("run.json", 8, then);
        assertEquals(1, JSON.treeToValue(then, RunResult.class).setting().window());
    }

    @Test
    void thisFormatIsLeftAsItIs() throws IOException {
        ObjectNode now = tree(outcome.result());
        ObjectNode same = now.deepCopy();
        OlderFormat.bringUp("run.json", ReportFolder.FORMAT, same);
        assertEquals(now, same);
    }
}
