package org.synfire.emulator.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.synfire.engine.measure.HostMachine;

/** Makes what an older version wrote into a folder what this version reads: says what was not known then. */
final class OlderFormat {
    /** The oldest format that is read. It knows neither origin nor mistakes. */
    static final int OLDEST = 3;

    private static final int WITHOUT_ORIGIN = 3;
    /** It knows neither classes, nor how images were read, nor what links carried over time. */
    private static final int WITHOUT_CLASSES = 4;

    /** It knows neither detection nor instructions. */
    private static final int WITHOUT_DETECTION = 5;

    /** It knows neither recordings nor how far layers are from real numbers. */
    private static final int WITHOUT_RECORDINGS = 6;

    /** It has the whole confusion matrix of any number of classes, no metrics of NeuroBench and no correlations. */
    private static final int WITHOUT_PAIRS = 7;

    /** Each step was added up by itself. */
    private static final int WITHOUT_WINDOWS = 8;

    /** All samples of a run have one length. */
    private static final int WITHOUT_LENGTHS = 9;

    private static final String UNKNOWN = "unknown";

    private OlderFormat() {}

    /**
     * Brings a file of a folder to the present format.
     *
     * @param file name of the file
     * @param format that it was written in
     */
    static void bringUp(String file, int format, ObjectNode tree) {
        if (format <= WITHOUT_ORIGIN) {
            if (file.equals(ReportFolder.RESULT)) {
                tree.putPOJO("origin", origin());
                if (tree.path("energy") instanceof ObjectNode energy) {
                    energy.set("steadyMicrojoules", energy.path("perSampleMicrojoules"));
                }
            } else if (file.equals(ReportFolder.DETAILS)) {
                tree.putArray("mistakes");
            }
        }
        if (format <= WITHOUT_RECORDINGS) {
            if (file.equals(ReportFolder.DETAILS)) {
                tree.putArray("recorded");
            } else if (tree.path("float") instanceof ObjectNode floating) {
                floating.putArray("layers");
            }
        }
        if (format <= WITHOUT_DETECTION) {
            tree.putArray(file.equals(ReportFolder.RESULT) ? "detection" : "scenes");
            if (file.equals(ReportFolder.RESULT)) {
                tree.put("instructions", 0);
            }
        }
        if (format <= WITHOUT_CLASSES) {
            if (file.equals(ReportFolder.RESULT)) {
                addClasses(tree);
            } else if (file.equals(ReportFolder.DETAILS)) {
                tree.putArray("classNames");
                tree.putNull("linkUse");
                tree.path("mistakes").forEach(mistake -> ((ObjectNode) mistake).putNull("floatAnswer"));
            }
        }
        if (format <= WITHOUT_PAIRS) {
            if (file.equals(ReportFolder.RESULT)) {
                tree.putNull("neurobench");
                addPairs(tree);
            } else {
                tree.path("recorded").forEach(layer -> ((ObjectNode) layer).putNull("correlations"));
            }
        }
        if (format <= WITHOUT_WINDOWS && file.equals(ReportFolder.RESULT)) {
            tree.put("window", 1);
        }
        if (format <= WITHOUT_LENGTHS && tree.path("timeSteps") instanceof ObjectNode timeSteps) {
            timeSteps.putNull("lengths");
        }
    }

    /** Of many classes, what is not 0 in the matrix takes its place. */
    private static void addPairs(ObjectNode result) {
        ArrayNode pairs = result.putArray("confusionPairs");
        JsonNode confusion = result.path("confusion");
        if (confusion.size() <= RunResult.Answers.MOST_MATRIX_CLASSES) {
            return;
        }
        for (int label = 0; label < confusion.size(); label++) {
            JsonNode row = confusion.path(label);
            for (int answer = 0; answer < row.size(); answer++) {
                if (row.path(answer).asLong() > 0) {
                    pairs.addPOJO(
                            new ConfusedPair(label, answer, row.path(answer).asLong()));
                }
            }
        }
        result.putArray("confusion");
    }

    /** What can be told of the classes by the confusion matrix; how the images were read was not kept. */
    private static void addClasses(ObjectNode result) {
        result.putNull("topFive");
        if (result.path("float") instanceof ObjectNode floating) {
            floating.putNull("topFive");
        }
        ArrayNode classes = result.putArray("classes");
        JsonNode confusion = result.path("confusion");
        for (int label = 0; label < confusion.size(); label++) {
            long samples = 0;
            for (JsonNode count : confusion.path(label)) {
                samples += count.asLong();
            }
            if (samples > 0) {
                classes.addPOJO(RunResult.ClassResult.of(
                        label, "", samples, confusion.path(label).path(label).asLong()));
            }
        }
        if (result.path("origin").path("data") instanceof ObjectNode data) {
            data.putArray("steps");
            data.putPOJO("values", RunOrigin.PixelValues.UNKNOWN);
            data.putObject("kinds");
            data.putArray("skipped");
        }
    }

    private static RunOrigin origin() {
        return new RunOrigin(
                UNKNOWN,
                UNKNOWN,
                new HostMachine(UNKNOWN, UNKNOWN, 0, UNKNOWN, UNKNOWN),
                RunOrigin.SourceFile.UNKNOWN,
                RunOrigin.Samples.named(UNKNOWN, ""),
                RunOrigin.SourceFile.UNKNOWN,
                RunOrigin.Calibration.NONE,
                Map.of());
    }
}
