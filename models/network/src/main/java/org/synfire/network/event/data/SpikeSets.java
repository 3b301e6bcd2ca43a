package org.synfire.network.event.data;

import java.nio.file.Files;
import java.nio.file.Path;
import org.synfire.network.data.DataFolders;
import org.synfire.network.data.SpikeSet;
import org.synfire.network.event.EventBinning;
import org.synfire.network.event.SpikeCounts;
import org.synfire.network.event.format.EventReading;

/** Opens sets of spikes: NumPy arrays of spikes, and whatever recordings of events there are. */
public final class SpikeSets {
    private SpikeSets() {}

    /** Whether a file holds spikes of steps already, so that no steps are made: a NumPy array of 3 to 5 dimensions. */
    public static boolean areStored(Path place) {
        return Files.isRegularFile(place) && StoredSpikes.isIn(place);
    }

    /**
     * The spikes of an array.
     *
     * @param copies the most spikes of a channel in a step that are told, 1 or more
     * @throws org.synfire.engine.InputException as {@link StoredSpikes#read}
     */
    public static SpikeSet stored(Path place, int copies) {
        return stored(place, copies, SpikeCounts.Form.COPIES);
    }

    /**
     * The spikes of an array, with several of a channel in a step told in a form.
     *
     * @param most spikes of a channel in a step that can be told, 1 or more
     * @throws org.synfire.engine.InputException as {@link StoredSpikes#read}
     */
    public static SpikeSet stored(Path place, int most, SpikeCounts.Form form) {
        return StoredSpikes.read(place, most, form);
    }

    /**
     * Recordings of events.
     *
     * @param place a file of events, a folder of them with a folder for each class or without, or a list of files and
     *     labels
     * @param reading what the files do not say
     * @throws org.synfire.engine.InputException if there are no recordings
     */
    public static EventSet events(Path place, EventReading reading) {
        return Files.isRegularFile(place) && EventList.isOne(place)
                ? EventSets.list(place, reading)
                : EventSets.open(place, reading);
    }

    /**
     * The spikes that recordings of events become.
     *
     * @param place as {@link #events} takes it
     * @param reading what the files do not say
     * @param binning with a number of steps that does not depend on the recording
     * @param copies the most events of a channel in a step that are told, 1 or more
     * @throws org.synfire.engine.InputException if there are no recordings, or they do not fit the binning
     */
    public static SpikeSet binned(Path place, EventReading reading, EventBinning binning, int copies) {
        return BinnedEvents.of(DataFolders.stem(place), events(place, reading), binning, copies);
    }
}
