package org.synfire.emulator.result;

import java.util.List;
import org.synfire.network.detect.Detection;

/**
 * What one network detected.
 *
 * @param network {@code spiking} or {@code float}
 * @param bySample for each sample of the run its boxes in pixels of the file, by falling score
 */
public record Detections(String network, List<List<Detection>> bySample) {
    public Detections {
        bySample = bySample.stream().map(List::copyOf).toList();
    }
}
