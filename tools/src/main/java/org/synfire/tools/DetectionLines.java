package org.synfire.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.synfire.emulator.result.RunResult;

/** How well networks detect, as lines of the summary: the means of both, and the classes of the emulated one. */
final class DetectionLines {
    private static final double PERCENT = 100;

    private DetectionLines() {}

    /** @param networks at least one, the emulated one first */
    static List<String> of(List<RunResult.DetectionResult> networks) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%-22s%9s%9s%9s%9s%9s%9s",
                "mAP, %",
                "11 pts",
                "area",
                "COCO .5",
                "COCO",
                "objects",
                "boxes"));
        networks.forEach(network -> lines.add(line(network)));
        networks.getFirst().classes().forEach(one -> lines.add(line(one)));
        lines.add("the classes: spiking");
        lines.add("");
        return lines;
    }

    private static String line(RunResult.DetectionResult network) {
        return line(
                network.isOfFloat() ? "float, ONNX Runtime" : "spiking",
                network.elevenPoints(),
                network.area(),
                network.coco50(),
                network.coco(),
                network.classes().stream()
                        .mapToLong(RunResult.ClassPrecision::objects)
                        .sum(),
                network.detections());
    }

    private static String line(RunResult.ClassPrecision one) {
        return line(
                "  " + one.name(),
                one.elevenPoints(),
                one.area(),
                one.coco50(),
                one.coco(),
                one.objects(),
                one.detections());
    }

    private static String line(
            String name, double elevenPoints, double area, double coco50, double coco, long objects, long detections) {
        return String.format(
                Locale.ROOT,
                "%-22.22s%9.2f%9.2f%9.2f%9.2f%9d%9d",
                name,
                elevenPoints * PERCENT,
                area * PERCENT,
                coco50 * PERCENT,
                coco * PERCENT,
                objects,
                detections);
    }
}
