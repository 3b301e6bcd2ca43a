package org.synfire.network.event.data;

import java.util.List;
import org.synfire.network.event.EventRecording;

/** Recordings in an order, with or without labels. <b>Threads:</b> any. */
public interface EventSet {
    /** How many recordings there are. */
    int size();

    /**
     * A recording, which is read when it is asked for.
     *
     * @param sample 0..size()-1
     * @throws org.synfire.engine.InputException if its file cannot be read
     */
    EventRecording recording(int sample);

    /** Whether each recording has a label. */
    boolean hasLabels();

    /**
     * The label of a recording, from 0.
     *
     * @param sample 0..size()-1
     * @throws org.synfire.engine.InputException if the set has no labels
     */
    int label(int sample);

    /** Names of the labels; empty if they have numbers alone. */
    List<String> names();
}
