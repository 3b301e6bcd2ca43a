package org.synfire.network.event.format;

import java.util.Optional;
import org.synfire.network.event.Sensor;

/** Sensors that headers of AEDAT files name. */
final class CameraNames {
    private CameraNames() {}

    /** The sensor of the first camera that a header names. */
    static Optional<Sensor> sensor(TextHeader header) {
        if (header.hasText("DVS128")) {
            return Optional.of(new Sensor(128, 128, 2));
        }
        if (header.hasText("DAVIS240") || header.hasText("Davis240")) {
            return Optional.of(new Sensor(240, 180, 2));
        }
        if (header.hasText("DAVIS346") || header.hasText("Davis346")) {
            return Optional.of(new Sensor(346, 260, 2));
        }
        if (header.hasText("DAVIS640") || header.hasText("Davis640")) {
            return Optional.of(new Sensor(640, 480, 2));
        }
        return Optional.empty();
    }
}
