package org.synfire.network.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.synfire.network.data.Digits;
import org.synfire.network.data.ImageSet;
import org.synfire.network.data.Split;
import org.synfire.network.onnx.proto.GraphProto;
import org.synfire.network.onnx.proto.ModelProto;
import org.synfire.network.onnx.proto.NodeProto;

/** The network that the built-in demo runs, as it is committed. */
class DemoNetworkTest {
    private static final int BATCH = 100;

    /** A multiple of the batch; {@code -Dsynfire.demo.samples=10000} for the figure in the README beside the file. */
    private static final int SAMPLES = Integer.getInteger("synfire.demo.samples", 2000);

    @Test
    void classifiesUnseenDigits() throws IOException, OrtException {
        ImageSet digits = Digits.of(20260101, Split.TEST, SAMPLES);
        int correct = countCorrect(digits);
        System.out.printf(Locale.ROOT, "demo network: %d of %d unseen digits right%n", correct, SAMPLES);
        assertTrue(correct >= 0.97 * SAMPLES, correct + " of " + SAMPLES);
    }

    @Test
    void hasFourConvolutionsAMaxPoolAndAResidualEdge() throws IOException {
        GraphProto graph = ModelProto.parseFrom(DigitNetwork.file()).getGraph();
        List<String> operators =
                graph.getNodeList().stream().map(NodeProto::getOpType).toList();
        assertTrue(operators.stream().filter("Conv"::equals).count() >= 4, operators.toString());
        assertTrue(operators.contains("BatchNormalization"), operators.toString());
        assertTrue(operators.contains("MaxPool"), operators.toString());
        NodeProto join = graph.getNodeList().stream()
                .filter(node -> node.getOpType().equals("Add"))
                .findFirst()
                .orElseThrow();
        long readers = graph.getNodeList().stream()
                .filter(node -> node.getInputList().contains(join.getInput(0)))
                .count();
        assertEquals(2, readers, "the residual edge leaves where the branch begins");
    }

    private static int countCorrect(ImageSet digits) throws IOException, OrtException {
        int correct = 0;
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
                OrtSession session = environment.createSession(DigitNetwork.file(), options)) {
            for (int first = 0; first < digits.size(); first += BATCH) {
                try (OnnxTensor images = OnnxTensor.createTensor(
                                environment, pixels(digits, first), new long[] {BATCH, 1, Digits.SIDE, Digits.SIDE});
                        OrtSession.Result result = session.run(Map.of("image", images))) {
                    correct += countCorrect(
                            digits, first, (float[][]) result.get(0).getValue());
                }
            }
        }
        return correct;
    }

    private static int countCorrect(ImageSet digits, int first, float[][] logits) {
        int correct = 0;
        for (int i = 0; i < BATCH; i++) {
            int largest = 0;
            for (int digit = 1; digit < logits[i].length; digit++) {
                largest = logits[i][digit] > logits[i][largest] ? digit : largest;
            }
            correct += largest == digits.label(first + i) ? 1 : 0;
        }
        return correct;
    }

    private static FloatBuffer pixels(ImageSet digits, int first) {
        byte[] pixels = new byte[digits.imageBytes()];
        FloatBuffer values = FloatBuffer.allocate(BATCH * pixels.length);
        for (int i = first; i < first + BATCH; i++) {
            digits.pixels(i, pixels);
            for (byte pixel : pixels) {
                values.put((pixel & 0xFF) / 255f);
            }
        }
        return values.flip();
    }
}
