package org.synfire.emulator.experiment;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.synfire.emulator.detect.DetectionTask;
import org.synfire.emulator.result.DetectedScene;
import org.synfire.emulator.result.Detections;
import org.synfire.emulator.result.RunDetails;
import org.synfire.network.data.BoxedImages;
import org.synfire.network.detect.Detection;
import org.synfire.network.detect.Region;
import org.synfire.network.image.ImageSize;

/**
 * The images of a detection run with what was found in them.
 *
 * @param task of the run
 * @param all one for each sample that was answered
 */
record DetectionScenes(DetectionTask task, List<DetectedScene> all) {
    private static final int MOST_SHOWN = 8;
    private static final int MOST_SHOWN_SIDE = 240;

    static DetectionScenes of(DetectionTask task, List<Detections> detections, long samples) {
        return new DetectionScenes(
                task,
                IntStream.range(0, (int) samples)
                        .mapToObj(sample -> scene(task, detections, sample))
                        .toList());
    }

    private static DetectedScene scene(DetectionTask task, List<Detections> detections, int sample) {
        return new DetectedScene(
                sample,
                task.scene(sample).file(),
                task.objects(sample),
                detections.stream()
                        .map(one -> new DetectedScene.Found(
                                one.network(), one.bySample().get(sample)))
                        .toList());
    }

    /** The first images, as a page draws them; none where they cannot be shown. */
    List<RunDetails.Scene> shown() {
        return all.stream()
                .limit(ShownImage.isPossible(task.images()) ? MOST_SHOWN : 0)
                .map(this::shown)
                .toList();
    }

    private RunDetails.Scene shown(DetectedScene scene) {
        BoxedImages images = task.images();
        BoxedImages.Scene place = task.scene(scene.sample());
        ImageSize size = place.size();
        ShownImage picture = ShownImage.of(images, scene.sample(), MOST_SHOWN_SIDE);
        return new RunDetails.Scene(
                scene.sample(),
                scene.file(),
                size.width(),
                size.height(),
                RunDetails.Edges.of(new Region(0, 0, images.width(), images.height()).inFile(place.placement())),
                images.channels(),
                picture.size().height(),
                picture.size().width(),
                picture.pixels(),
                scene.objects().stream()
                        .map(object -> RunDetails.Box.of(new Detection(object.label(), 1, object.region())))
                        .toList(),
                scene.found().stream().map(this::worthShowing).toList());
    }

    private RunDetails.FoundBoxes worthShowing(DetectedScene.Found found) {
        return new RunDetails.FoundBoxes(
                found.network(),
                found.detections().stream()
                        .filter(detection -> detection.score() >= task.head().leastShown())
                        .map(RunDetails.Box::of)
                        .toList());
    }

    /** What a reader must know of these figures. */
    String note() {
        return String.format(
                Locale.ROOT,
                "%s Ignored objects do not count: %,d of %,d.",
                task.head(),
                all.stream()
                        .flatMap(scene -> scene.objects().stream())
                        .filter(object -> object.isIgnored())
                        .count(),
                all.stream().mapToLong(scene -> scene.objects().size()).sum());
    }
}
