package org.synfire.training.hessian;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.synfire.network.data.DataSets;
import org.synfire.network.data.ImageSet;
import org.synfire.network.data.RealData;
import org.synfire.network.floating.FloatNetwork;
import org.synfire.network.graph.Network;
import org.synfire.network.onnx.OnnxImporter;
import org.synfire.network.quantize.Preprocessing;
import org.synfire.training.Natives;
import org.synfire.training.tensor.Tensors;

/** ResNet-20 as PyTorch computes it here against ONNX Runtime on the file, and its traces. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class AnnLossTwinTest {
    private static final int COMPARED = 20;
    private static final Preprocessing PREPROCESSING =
            Preprocessing.normalized(new float[] {0.485f, 0.456f, 0.406f}, new float[] {0.229f, 0.224f, 0.225f});

    private Path file;
    private AnnLoss loss;
    private ImageSet images;
    private Network network;

    @BeforeEach
    void readResNet() {
        Natives.require();
        file = RealData.require("models/resnet-cifar10/resnet20-12fca82f.onnx");
        images = DataSets.open(RealData.require("cifar-10-batches-bin")).test();
        network = OnnxImporter.read(file);
        loss = new AnnLoss(network, images, PREPROCESSING, 4);
    }

    @Test
    void computesWhatOnnxRuntimeComputes() {
        System.out.println("AnnLossTwinTest: " + COMPARED + " samples of " + images.name());
        byte[] pixels = new byte[images.imageBytes()];
        try (FloatNetwork witness = FloatNetwork.open(file, network, 1);
                PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            float[] outputs =
                    Tensors.floats(loss.outputs(IntStream.range(0, COMPARED).toArray()));
            for (int i = 0; i < COMPARED; i++) {
                images.pixels(i, pixels);
                float[] image = new float[pixels.length];
                PREPROCESSING.apply(pixels, image);
                assertArrayEquals(witness.logits(image), Arrays.copyOfRange(outputs, 10 * i, 10 * i + 10), 1e-3f);
            }
        }
    }

    @Test
    void everyLayerHasATrace() {
        List<LayerTrace> traces = new TraceEstimator(0.5, 2, 3, 1).estimate(loss, () -> false, soFar -> {});
        assertEquals(loss.parameters().size(), traces.size());
        assertEquals(
                432 + 6 * 2_304 + 4_608 + 5 * 9_216 + 18_432 + 5 * 36_864 + 512 + 2_048 + 640,
                traces.stream().mapToLong(LayerTrace::weights).sum());
        assertTrue(
                traces.stream().allMatch(trace -> Double.isFinite(trace.trace()) && trace.trace() != 0),
                traces.toString());
    }
}
