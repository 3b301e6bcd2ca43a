package org.synfire.emulator.result;

import java.util.List;
import org.synfire.network.detect.Detection;
import org.synfire.network.detect.TrueObject;

/**
 * An image of a detection run with its objects and what the networks found.
 *
 * @param sample its number in the run
 * @param file name of the file
 * @param objects that are in it, in pixels of the file
 * @param found for each network its boxes
 */
public record DetectedScene(int sample, String file, List<TrueObject> objects, List<Found> found) {
    public DetectedScene {
        objects = List.copyOf(objects);
        found = List.copyOf(found);
    }

    /**
     * What one network found in it.
     *
     * @param network {@code spiking} or {@code float}
     * @param detections in pixels of the file, by falling score
     */
    public record Found(String network, List<Detection> detections) {
        public Found {
            detections = List.copyOf(detections);
        }
    }
}
