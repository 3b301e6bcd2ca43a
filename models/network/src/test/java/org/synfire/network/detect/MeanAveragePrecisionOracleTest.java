package org.synfire.network.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.synfire.network.data.RealData;

/**
 * The sample of rafaelpadilla/Object-Detection-Metrics: 7 images, 15 objects, 24 detections of one class, and its known
 * precisions at an overlap of 0.3. Boxes are left, top, width and height, and both edge pixels belong to a box.
 */
final class MeanAveragePrecisionOracleTest {
    private static final double KNOWN_AREA = 0.2457;
    private static final double KNOWN_ELEVEN_POINTS = 0.2684;

    private static Region region(String[] values, int first) {
        double left = Double.parseDouble(values[first]);
        double top = Double.parseDouble(values[first + 1]);
        return new Region(
                left,
                top,
                left + Double.parseDouble(values[first + 2]) + 1,
                top + Double.parseDouble(values[first + 3]) + 1);
    }

    private static JudgedImage image(Path truth, Path found) {
        return new JudgedImage(
                lines(truth)
                        .map(values -> new TrueObject(0, region(values, 1), false))
                        .toList(),
                lines(found)
                        .map(values -> new Detection(0, Double.parseDouble(values[1]), region(values, 2)))
                        .toList());
    }

    private static Stream<String[]> lines(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank())
                    .map(line -> line.strip().split(" "));
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    @Test
    void bothAreReproduced() throws IOException {
        Path folder = RealData.require("metrics/map-sample");
        List<JudgedImage> images;
        try (Stream<Path> files = Files.list(folder.resolve("groundtruths"))) {
            images = files.sorted()
                    .map(file -> image(file, folder.resolve("detections").resolve(file.getFileName())))
                    .toList();
        }
        assertEquals(7, images.size());
        AveragePrecision judged = MeanAveragePrecision.of(images, 1, 0.3).mean();
        assertEquals(KNOWN_AREA, judged.area(), 1e-4);
        assertEquals(KNOWN_ELEVEN_POINTS, judged.elevenPoints(), 1e-4);
    }
}
