package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.synfire.network.data.RealData;

/** A published detector detects as spikes what it detects with real numbers; takes minutes. */
@EnabledIfSystemProperty(named = "synfire.long", matches = "true", disabledReason = "takes minutes")
class RealDetectionTest {
    /** One point of mean average precision. */
    private static final double POINT = 0.01;

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void isWithinAPointOfTheFloatNetworkAtAnOverlapOfAHalf() {
        Path model = RealData.require("models/yolo-voc/MobileNetV2-YOLOv3-Nano-voc.onnx");
        Path head = RepositoryFiles.root().resolve("docs/examples/yolo-voc.yaml");
        Invocation run = Invocation.of(
                "run",
                "--model",
                model.toString(),
                "--data",
                RealData.require("voc2007").toString(),
                "--resize",
                "320x320",
                "--task",
                "detection",
                "--head",
                head.toString(),
                "--codes",
                "unsigned",
                "--chips",
                "2x2",
                "--json",
                "-");
        assertEquals(ExitStatus.DONE, run.status(), run.err());
        JsonNode result = run.json();
        assertEquals(80, result.at("/samples").asInt());
        assertEquals(0, result.at("/reference/mismatchedValues").asInt());
        for (String rule : List.of("elevenPoints", "area", "coco50")) {
            assertEquals(
                    result.at("/detection/1/" + rule).asDouble(),
                    result.at("/detection/0/" + rule).asDouble(),
                    POINT,
                    rule);
        }
    }
}
