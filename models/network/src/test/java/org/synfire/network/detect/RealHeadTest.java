package org.synfire.network.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.synfire.network.data.BoxedImages;
import org.synfire.network.data.DataSets;
import org.synfire.network.data.ImageReading;
import org.synfire.network.data.RealData;
import org.synfire.network.floating.FloatNetwork;
import org.synfire.network.graph.Network;
import org.synfire.network.image.ImageSize;
import org.synfire.network.image.ImageTransform;
import org.synfire.network.image.Resampling;
import org.synfire.network.image.Resize;
import org.synfire.network.onnx.OnnxImporter;

/**
 * A published detector, run by ONNX Runtime and decoded here, is as good as its author says. The images at hand have
 * boxes of another detector painted into them, so this shows that anchors, scales and order are right, and no more.
 */
final class RealHeadTest {
    private static final ImageSize INPUT = new ImageSize(320, 320);

    /** The author's figure for all 4,952 test images of VOC 2007: area under the precision. */
    private static final double PUBLISHED = 0.6527;

    /** Of 80 images with 183 objects. */
    private static final double TOLERANCE = 0.02;

    /** Anchors and scales of the author's configuration. */
    private static final Head HEAD = new Yolo3(List.of(
            new Yolo3.Layer(0, List.of(new Anchor(189, 126), new Anchor(137, 236), new Anchor(265, 259)), 1.1),
            new Yolo3.Layer(1, List.of(new Anchor(26, 48), new Anchor(67, 84), new Anchor(72, 175)), 1.05)));

    @Test
    void findsWhatItsAuthorSays() {
        Path model = RealData.require("models/yolo-voc/MobileNetV2-YOLOv3-Nano-voc.onnx");
        ImageTransform stretched =
                new ImageTransform(null, new Resize.Exact(INPUT), Resampling.BILINEAR, true, 0, null);
        BoxedImages images =
                (BoxedImages) DataSets.open(RealData.require("voc2007"), ImageReading.PLAIN.with(stretched))
                        .test();
        DetectionHead head = new DetectionHead("voc", HEAD, images.classNames(), 0.005, 0.45, 0.25);
        Network network = OnnxImporter.read(model);
        List<String> tensors = network.outputs().stream()
                .map(output -> network.tensor(network.nodes().get(output).name()))
                .toList();
        List<JudgedImage> judged = new ArrayList<>();
        try (FloatNetwork floating = FloatNetwork.open(OnnxImporter.bytes(model), network, 1, tensors)) {
            for (int i = 0; i < images.size(); i++) {
                judged.add(judged(images, i, head, network, floating.tensors(reals(images, i))));
            }
        }
        assertEquals(80, judged.size());
        assertEquals(
                PUBLISHED,
                MeanAveragePrecision.of(judged, head.classes().size()).mean().area(),
                TOLERANCE);
    }

    private static float[] reals(BoxedImages images, int index) {
        byte[] pixels = new byte[images.imageBytes()];
        images.pixels(index, pixels);
        float[] reals = new float[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            reals[i] = Byte.toUnsignedInt(pixels[i]) / 255f;
        }
        return reals;
    }

    private static JudgedImage judged(
            BoxedImages images, int index, DetectionHead head, Network network, float[][] values) {
        List<Output> outputs = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            var node = network.nodes().get(network.outputs().get(i));
            outputs.add(new Output(new Output.Form(node.name(), node.shape()), values[i]));
        }
        BoxedImages.Scene scene = images.scene(index);
        return new JudgedImage(
                TrueObject.of(images, scene),
                head.detect(outputs, INPUT).stream()
                        .map(detection -> detection.inFile(scene.placement(), scene.size()))
                        .toList());
    }
}
