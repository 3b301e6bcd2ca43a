package org.synfire.network.detect;

import java.util.List;

/**
 * What is in an image, and what a network found in it; both in pixels of the file.
 *
 * @param objects by the annotation
 * @param detections in any order; of equal scores the earlier one counts first
 */
public record JudgedImage(List<TrueObject> objects, List<Detection> detections) {
    public JudgedImage {
        objects = List.copyOf(objects);
        detections = List.copyOf(detections);
    }
}
