package org.synfire.network.event.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.synfire.engine.InputException;
import org.synfire.network.event.EventRecording;
import org.synfire.network.event.Sensor;
import org.synfire.network.event.format.EventTables.Units;
import org.synfire.network.hdf5.Hdf5Array;
import org.synfire.network.hdf5.Hdf5Group;

/**
 * The Spiking Heidelberg Digits and Spiking Speech Commands: {@code spikes/times} (seconds) and {@code spikes/units}, a
 * list for each sample, and {@code labels}. There are 700 units, or more if a file has units above that.
 *
 * <p><b>Source:</b> Cramer, Stradmann, Schemmel and Zenke, "The Heidelberg spiking data sets for the systematic
 * evaluation of spiking neural networks", 2022.
 */
final class HeidelbergSpikes {
    private static final int UNITS = 700;

    private HeidelbergSpikes() {}

    static Recordings decode(Hdf5Group root, String place, EventReading reading) {
        Hdf5Group spikes = root.group("spikes").orElseThrow(() -> root.fault("has no group 'spikes'"));
        Hdf5Array timeLists = spikes.requireArray("times");
        List<double[]> times = timeLists.lists();
        List<double[]> units = spikes.requireArray("units").lists();
        if (times.isEmpty() || times.size() != units.size()) {
            throw timeLists.fault("has " + times.size() + " samples and 'units' has " + units.size()
                    + "; both need as many, and at least one");
        }
        int width = (int) Math.max(
                UNITS, units.stream().flatMapToDouble(DoubleStream::of).max().orElse(0) + 1);
        List<EventRecording> recordings = new ArrayList<>();
        for (int sample = 0; sample < times.size(); sample++) {
            recordings.add(
                    recording(place + ", sample " + sample, times.get(sample), units.get(sample), width, reading));
        }
        if (recordings.stream().allMatch(recording -> recording.size() == 0)) {
            throw new InputException(place + ": the recording is empty, no sample has a spike");
        }
        return new Recordings(EventFormat.HDF5, recordings, labels(root, recordings.size()));
    }

    private static EventRecording recording(
            String place, double[] times, double[] units, int width, EventReading reading) {
        if (times.length != units.length) {
            throw new InputException(place + ": has " + times.length + " times and " + units.length + " units");
        }
        Units sample = new Units(place, reading.sensor());
        for (int i = 0; i < times.length; i++) {
            sample.add(i, place, times[i], units[i]);
        }
        return sample.recorder().recording(new Sensor(Math.clamp(width, 1, Sensor.MOST), 1, 1), true);
    }

    private static List<Integer> labels(Hdf5Group root, int samples) {
        Optional<Hdf5Array> labels = root.array("labels");
        if (labels.isEmpty()) {
            return List.of();
        }
        List<Integer> numbers = DoubleStream.of(labels.get().reals())
                .mapToObj(label -> (int) label)
                .toList();
        if (numbers.size() != samples || numbers.stream().anyMatch(label -> label < 0)) {
            throw labels.get().fault("has no label from 0 for each of " + samples + " samples");
        }
        return numbers;
    }
}
