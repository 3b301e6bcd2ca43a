package org.synfire.network.event.format;

import java.util.List;
import org.synfire.engine.InputException;
import org.synfire.network.event.EventRecording;

/**
 * The recordings of a file: one, or one for each sample.
 *
 * @param format of the file
 * @param recordings in the order of the file, at least one
 * @param labels of the recordings, from 0; empty where the file has none
 */
public record Recordings(EventFormat format, List<EventRecording> recordings, List<Integer> labels) {
    /** Copies the lists. @throws InputException if there is no recording, or labels are of another number */
    public Recordings {
        recordings = List.copyOf(recordings);
        labels = List.copyOf(labels);
        if (recordings.isEmpty() || (!labels.isEmpty() && labels.size() != recordings.size())) {
            throw new InputException(recordings.size() + " recordings and " + labels.size()
                    + " labels: there must be a recording, and as many labels or none");
        }
    }

    static Recordings of(EventFormat format, EventRecorder recorder) {
        return new Recordings(format, List.of(recorder.recording()), List.of());
    }
}
