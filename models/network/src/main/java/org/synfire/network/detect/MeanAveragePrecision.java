package org.synfire.network.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How well the detections of a set of images agree with its annotation.
 *
 * <p>VOC and COCO differ in how a detection meets an object. Objects that are ignored are difficult objects by the
 * rules of VOC, and crowds by those of COCO. Classes without an object that counts have no average precision and are
 * left out of the mean.
 *
 * @param mean over the classes
 * @param classes those that have objects, by label
 */
public record MeanAveragePrecision(AveragePrecision mean, List<ClassPrecision> classes) {
    /** The usual least overlap. */
    public static final double USUAL_OVERLAP = 0.5;

    private static final int COCO_OVERLAPS = 10;
    private static final double COCO_STEP = 0.05;

    /**
     * A class that objects are of.
     *
     * @param label its number
     * @param objects that are to be found
     * @param detections that the network gave of it
     * @param precision of the class
     */
    public record ClassPrecision(int label, long objects, long detections, AveragePrecision precision) {}

    public MeanAveragePrecision {
        classes = List.copyOf(classes);
    }

    /**
     * Judges detections.
     *
     * @param images in the order that decides between equal scores
     * @param classes number of classes
     * @return precisions of 0 where no class has an object
     */
    public static MeanAveragePrecision of(List<JudgedImage> images, int classes) {
        return of(images, classes, USUAL_OVERLAP);
    }

    /**
     * Judges detections with another least overlap.
     *
     * @param leastOverlap intersection over union from which on a detection is right, above 0, at most 1; of
     *     {@link AveragePrecision#coco} it does not change the overlaps
     */
    public static MeanAveragePrecision of(List<JudgedImage> images, int classes, double leastOverlap) {
        List<ClassPrecision> found = new ArrayList<>();
        for (int label = 0; label < classes; label++) {
            int own = label;
            long objects = images.stream()
                    .flatMap(image -> image.objects().stream())
                    .filter(object -> object.label() == own && !object.isIgnored())
                    .count();
            if (objects > 0) {
                long detections = images.stream()
                        .flatMap(image -> image.detections().stream())
                        .filter(detection -> detection.label() == own)
                        .count();
                found.add(new ClassPrecision(label, objects, detections, precision(images, label, leastOverlap)));
            }
        }
        return new MeanAveragePrecision(
                new AveragePrecision(
                        mean(found, AveragePrecision::elevenPoints),
                        mean(found, AveragePrecision::area),
                        mean(found, AveragePrecision::coco50),
                        mean(found, AveragePrecision::coco)),
                found);
    }

    private static AveragePrecision precision(List<JudgedImage> images, int label, double leastOverlap) {
        PrecisionCurve voc = Matching.VOC.curve(images, label, leastOverlap);
        double coco = IntStream.range(0, COCO_OVERLAPS)
                .mapToDouble(step -> Matching.COCO
                        .curve(images, label, USUAL_OVERLAP + step * COCO_STEP)
                        .hundredAndOnePoints())
                .average()
                .orElseThrow();
        return new AveragePrecision(
                voc.elevenPoints(),
                voc.area(),
                Matching.COCO.curve(images, label, leastOverlap).hundredAndOnePoints(),
                coco);
    }

    private static double mean(List<ClassPrecision> classes, ToDoubleFunction<AveragePrecision> rule) {
        return classes.stream()
                .mapToDouble(each -> rule.applyAsDouble(each.precision()))
                .average()
                .orElse(0);
    }

    /** In a line. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "mAP %.2f %% (11 points), %.2f %% (area), %.2f %% (COCO, 0.5), %.2f %% (COCO) over %d classes",
                100 * mean.elevenPoints(),
                100 * mean.area(),
                100 * mean.coco50(),
                100 * mean.coco(),
                classes.size());
    }
}
