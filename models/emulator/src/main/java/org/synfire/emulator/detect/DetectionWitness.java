package org.synfire.emulator.detect;

import java.util.ArrayList;
import java.util.List;
import org.synfire.emulator.core.EmulatedSamples;
import org.synfire.emulator.result.Detections;
import org.synfire.emulator.result.RunResult;
import org.synfire.emulator.witness.SampleAnswers;
import org.synfire.emulator.witness.Witness;
import org.synfire.network.data.BoxedImages;
import org.synfire.network.detect.AveragePrecision;
import org.synfire.network.detect.Detection;
import org.synfire.network.detect.JudgedImage;
import org.synfire.network.detect.MeanAveragePrecision;
import org.synfire.network.image.ImageSize;

/** Decodes the outputs of one network into boxes and judges these. */
final class DetectionWitness implements Witness {
    private final DetectionTask task;
    private final String kind;
    private final SampleOutputs outputs;
    private final ImageSize input;
    private final List<List<Detection>> detections = new ArrayList<>();

    /**
     * @param kind the network's word in results
     * @param outputs that the head fits
     */
    DetectionWitness(DetectionTask task, String kind, SampleOutputs outputs) {
        this.task = task;
        this.kind = kind;
        this.outputs = outputs;
        this.input = new ImageSize(task.images().width(), task.images().height());
    }

    @Override
    public void compare(EmulatedSamples emulated, long from, long to) {
        for (int sample = (int) from; sample < to; sample++) {
            BoxedImages.Scene scene = task.scene(sample);
            detections.add(task.head().detect(outputs.of(emulated, sample), input).stream()
                    .map(detection -> detection.inFile(scene.placement(), scene.size()))
                    .filter(detection -> !detection.region().isEmpty())
                    .toList());
        }
    }

    @Override
    public List<Detections> detections() {
        return List.of(new Detections(kind, detections));
    }

    @Override
    public RunResult.DetectionResult result(SampleAnswers answers, long samples) {
        List<String> names = task.head().classes();
        List<JudgedImage> judged = new ArrayList<>();
        for (int sample = 0; sample < samples; sample++) {
            judged.add(new JudgedImage(task.objects(sample), detections.get(sample)));
        }
        MeanAveragePrecision precision = MeanAveragePrecision.of(judged, names.size());
        return new RunResult.DetectionResult(
                kind,
                judged.stream().mapToLong(image -> image.detections().size()).sum(),
                precision.mean().elevenPoints(),
                precision.mean().area(),
                precision.mean().coco50(),
                precision.mean().coco(),
                precision.classes().stream()
                        .map(each -> ofClass(names.get(each.label()), each))
                        .toList());
    }

    private static RunResult.ClassPrecision ofClass(String name, MeanAveragePrecision.ClassPrecision found) {
        AveragePrecision precision = found.precision();
        return new RunResult.ClassPrecision(
                found.label(),
                name,
                found.objects(),
                found.detections(),
                precision.elevenPoints(),
                precision.area(),
                precision.coco50(),
                precision.coco());
    }
}
