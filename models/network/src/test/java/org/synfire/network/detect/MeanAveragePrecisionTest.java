package org.synfire.network.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Small cases whose precisions can be computed by hand. */
final class MeanAveragePrecisionTest {
    private static final double EXACT = 1e-12;

    private static Region at(double left) {
        return new Region(left, 0, left + 10, 10);
    }

    private static TrueObject object(int label, double left) {
        return new TrueObject(label, at(left), false);
    }

    private static TrueObject ignored(double left) {
        return new TrueObject(0, at(left), true);
    }

    private static Detection found(double score, double left) {
        return new Detection(0, score, at(left));
    }

    private static JudgedImage image(List<TrueObject> objects, Detection... detections) {
        return new JudgedImage(objects, List.of(detections));
    }

    private static AveragePrecision judged(JudgedImage... images) {
        return MeanAveragePrecision.of(List.of(images), 1).mean();
    }

    /**
     * Right, wrong, right of four objects: precision 1 up to recall 1/4, 2/3 up to 1/2. Of 11 recalls 0, 0.1, 0.2 are
     * in the first part and 0.3, 0.4, 0.5 in the second; of 101 there are 26 and 25.
     */
    @Test
    void threeDetectionsOfFourObjects() {
        AveragePrecision judged = judged(
                image(List.of(object(0, 0), object(0, 100)), found(0.9, 0), found(0.8, 50)),
                image(List.of(object(0, 0), object(0, 100)), found(0.7, 100)));
        assertEquals((3 + 3 * 2 / 3.0) / 11, judged.elevenPoints(), EXACT);
        assertEquals(1 / 4.0 + 1 / 4.0 * 2 / 3, judged.area(), EXACT);
        assertEquals((26 + 25 * 2 / 3.0) / 101, judged.coco50(), EXACT);
        assertEquals((26 + 25 * 2 / 3.0) / 101, judged.coco(), EXACT);
    }

    @Test
    void allFoundIsOneAndNothingFoundIsZero() {
        assertEquals(new AveragePrecision(1, 1, 1, 1), judged(image(List.of(object(0, 0)), found(0.1, 0))));
        assertEquals(new AveragePrecision(0, 0, 0, 0), judged(image(List.of(object(0, 0)))));
    }

    /** Moved by 2.5 of 10 the overlap is 75 / 125 = 0.6: right at 0.5, 0.55 and 0.6 of ten overlaps. */
    @Test
    void cocoTakesTheMeanOverOverlaps() {
        AveragePrecision judged = judged(image(List.of(object(0, 0)), found(0.9, 2.5)));
        assertEquals(1, judged.coco50(), EXACT);
        assertEquals(0.3, judged.coco(), EXACT);
    }

    /** 50 of 100 square pixels: an overlap of exactly the least one is right. */
    @Test
    void exactlyTheLeastOverlapIsRight() {
        Detection half = new Detection(0, 0.9, new Region(0, 0, 5, 10));
        assertEquals(1, judged(image(List.of(object(0, 0)), half)).area(), EXACT);
        Detection less = new Detection(0, 0.9, new Region(0, 0, 4.999, 10));
        assertEquals(0, judged(image(List.of(object(0, 0)), less)).area(), EXACT);
    }

    /** The second detection of an object is wrong. */
    @Test
    void anObjectIsFoundOnce() {
        List<TrueObject> objects = List.of(object(0, 0), object(0, 100));
        AveragePrecision judged = judged(image(objects, found(0.9, 0), found(0.8, 1), found(0.7, 100)));
        assertEquals(0.5 + 0.5 * 2 / 3, judged.area(), EXACT);
    }

    /** VOC gives a detection to the object it overlaps most, even if that is taken; COCO looks for another one. */
    @Test
    void aTakenObjectIsWrongForVocAndAnotherOneForCoco() {
        List<TrueObject> objects = List.of(object(0, 0), object(0, 3));
        AveragePrecision judged = judged(image(objects, found(0.9, 0), found(0.8, 1)));
        assertEquals(0.5, judged.area(), EXACT);
        assertEquals(1, judged.coco50(), EXACT);
    }

    /** A difficult object is neither missed nor found; what lies on it does not count. */
    @Test
    void ignoredObjectsDoNotCount() {
        AveragePrecision judged = judged(image(List.of(object(0, 0), ignored(100)), found(0.9, 100), found(0.8, 0)));
        assertEquals(new AveragePrecision(1, 1, 1, 1), judged);
        AveragePrecision missed = judged(image(List.of(object(0, 0), ignored(100)), found(0.8, 0)));
        assertEquals(new AveragePrecision(1, 1, 1, 1), missed);
    }

    /** Two small detections in a large crowd: their overlap with it is small, but COCO asks for their own share. */
    @Test
    void anyNumberOfDetectionsMayLieInACrowd() {
        TrueObject crowd = new TrueObject(0, new Region(100, 0, 300, 100), true);
        AveragePrecision judged =
                judged(image(List.of(object(0, 0), crowd), found(0.9, 100), found(0.8, 150), found(0.7, 0)));
        assertEquals(1, judged.coco50(), EXACT);
        assertEquals(1 / 3.0, judged.area(), EXACT, "by VOC's rule they overlap no object enough");
    }

    /** The 101st detection of an image does not count for COCO. */
    @Test
    void cocoCountsOneHundredDetectionsOfAnImage() {
        Detection[] found = IntStream.rangeClosed(0, 100)
                .mapToObj(i -> found(0.9 - i * 0.001, i < 100 ? 1000 : 0))
                .toArray(Detection[]::new);
        AveragePrecision judged = judged(image(List.of(object(0, 0)), found));
        assertEquals(0, judged.coco50(), EXACT);
        assertEquals(1 / 101.0, judged.area(), EXACT);
    }

    /** Of equal scores the earlier image counts first, and in an image the earlier detection. */
    @Test
    void equalScoresAreInTheOrderOfTheImages() {
        JudgedImage right = image(List.of(object(0, 0)), found(0.5, 0));
        JudgedImage wrong = image(List.of(object(0, 0)), found(0.5, 50));
        assertEquals(0.5, judged(right, wrong).area(), EXACT);
        assertEquals(0.25, judged(wrong, right).area(), EXACT);
    }

    @Test
    void classesWithoutObjectsAreLeftOut() {
        JudgedImage image = new JudgedImage(
                List.of(object(1, 0), object(3, 0)),
                List.of(new Detection(1, 0.9, at(0)), new Detection(0, 0.9, at(0))));
        MeanAveragePrecision judged = MeanAveragePrecision.of(List.of(image), 4);
        assertEquals(
                List.of(1, 3),
                judged.classes().stream()
                        .map(MeanAveragePrecision.ClassPrecision::label)
                        .toList());
        assertEquals(0.5, judged.mean().area(), EXACT);
        assertEquals(1, judged.classes().getFirst().detections());
    }
}
