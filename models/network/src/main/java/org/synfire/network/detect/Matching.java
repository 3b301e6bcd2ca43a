package org.synfire.network.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which detections of a class count as right: the rules of two benchmarks. */
enum Matching {
    /**
     * Pascal VOC: a detection belongs to the object that it overlaps most. It is right if the overlap is large enough
     * and no better detection has the object; if the object is difficult, it does not count. <b>Source:</b> Everingham
     * et al., the VOC 2007 development kit, VOCevaldet.
     */
    VOC {
        @Override
        Verdict[] verdicts(List<Detection> ranked, List<TrueObject> objects, double leastOverlap) {
            boolean[] isTaken = new boolean[objects.size()];
            Verdict[] verdicts = new Verdict[ranked.size()];
            for (int d = 0; d < verdicts.length; d++) {
                int object = nearest(ranked.get(d).region(), objects);
                boolean isNear = object >= 0
                        && ranked.get(d).region().overlap(objects.get(object).region()) >= leastOverlap;
                if (!isNear) {
                    verdicts[d] = Verdict.WRONG;
                } else if (objects.get(object).isIgnored()) {
                    verdicts[d] = Verdict.IGNORED;
                } else {
                    verdicts[d] = isTaken[object] ? Verdict.WRONG : Verdict.RIGHT;
                    isTaken[object] = true;
                }
            }
            return verdicts;
        }

        private int nearest(Region region, List<TrueObject> objects) {
            int nearest = -1;
            double most = 0;
            for (int o = 0; o < objects.size(); o++) {
                double overlap = region.overlap(objects.get(o).region());
                if (overlap > most) {
                    most = overlap;
                    nearest = o;
                }
            }
            return nearest;
        }
    },

    /**
     * COCO: a detection takes the object that it overlaps most among those that no better detection has. Crowds come
     * last; any number of detections may lie in one, by the share of the detection that the crowd covers, and these do
     * not count. At most 100 detections of an image count. <b>Source:</b> pycocotools, COCOeval.evaluateImg.
     */
    COCO {
        @Override
        Verdict[] verdicts(List<Detection> ranked, List<TrueObject> objects, double leastOverlap) {
            List<TrueObject> crowdsLast = objects.stream()
                    .sorted(Comparator.comparing(TrueObject::isIgnored))
                    .toList();
            boolean[] isTaken = new boolean[crowdsLast.size()];
            Verdict[] verdicts = new Verdict[Math.min(ranked.size(), MOST_DETECTIONS)];
            for (int d = 0; d < verdicts.length; d++) {
                int object = free(ranked.get(d).region(), crowdsLast, isTaken, Math.min(leastOverlap, ALMOST_ONE));
                verdicts[d] = object < 0
                        ? Verdict.WRONG
                        : crowdsLast.get(object).isIgnored() ? Verdict.IGNORED : Verdict.RIGHT;
                if (object >= 0) {
                    isTaken[object] = true;
                }
            }
            return verdicts;
        }

        private int free(Region region, List<TrueObject> objects, boolean[] isTaken, double leastOverlap) {
            int best = -1;
            double most = leastOverlap;
            for (int o = 0; o < objects.size(); o++) {
                boolean isCrowd = objects.get(o).isIgnored();
                if (best >= 0 && isCrowd && !objects.get(best).isIgnored()) {
                    return best;
                }
                double overlap = isCrowd
                        ? region.shareIn(objects.get(o).region())
                        : region.overlap(objects.get(o).region());
                if (overlap >= most && (isCrowd || !isTaken[o])) {
                    most = overlap;
                    best = o;
                }
            }
            return best;
        }
    };

    private static final int MOST_DETECTIONS = 100;
    private static final double ALMOST_ONE = 1 - 1e-10;

    /** What becomes of a detection. */
    enum Verdict {
        RIGHT,
        WRONG,
        IGNORED
    }

    /** A detection that counts. */
    private record Counted(double score, boolean isRight) {}

    /**
     * Judges the detections of one class in one image.
     *
     * @param ranked by falling score
     * @param objects of the class
     * @param leastOverlap intersection over union from which on a detection is right
     * @return one for each detection that is looked at, in their order
     */
    abstract Verdict[] verdicts(List<Detection> ranked, List<TrueObject> objects, double leastOverlap);

    /** The precisions of a class over its recall. Of equal scores, those of earlier images count first. */
    PrecisionCurve curve(List<JudgedImage> images, int label, double leastOverlap) {
        List<Counted> counted = new ArrayList<>();
        long objects = 0;
        for (JudgedImage image : images) {
            List<TrueObject> own =
                    image.objects().stream().filter(o -> o.label() == label).toList();
            List<Detection> ranked = image.detections().stream()
                    .filter(d -> d.label() == label)
                    .sorted(Comparator.comparingDouble(Detection::score).reversed())
                    .toList();
            Verdict[] verdicts = verdicts(ranked, own, leastOverlap);
            for (int d = 0; d < verdicts.length; d++) {
                if (verdicts[d] != Verdict.IGNORED) {
                    counted.add(new Counted(ranked.get(d).score(), verdicts[d] == Verdict.RIGHT));
                }
            }
            objects += own.stream().filter(o -> !o.isIgnored()).count();
        }
        counted.sort(Comparator.comparingDouble(Counted::score).reversed());
        boolean[] right = new boolean[counted.size()];
        for (int i = 0; i < right.length; i++) {
            right[i] = counted.get(i).isRight();
        }
        return PrecisionCurve.of(right, objects);
    }
}
