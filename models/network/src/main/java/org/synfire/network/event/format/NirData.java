package org.synfire.network.event.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.synfire.engine.InputException;
import org.synfire.network.event.EventRecording;
import org.synfire.network.event.Sensor;
import org.synfire.network.event.format.EventTables.Units;
import org.synfire.network.hdf5.Hdf5Array;
import org.synfire.network.hdf5.Hdf5Group;

/**
 * NIRData: {@code nodes/NAME/observables/NAME}, one observable of one node. {@code EventData} has unit and time in
 * seconds of each spike, [sample][spike], padded by a unit of -1; {@code TimeGriddedData} has values [sample][step]
 * [unit], of which those that are not zero are spikes, and the length of a step.
 *
 * <p><b>Source:</b> NIR's data format, {@code nir/data_ir}, of 2026.
 */
final class NirData {
    private static final String TYPE = "__type__";

    private NirData() {}

    static Recordings decode(Hdf5Group root, String place, EventReading reading) {
        Hdf5Group observable = observable(root);
        String type = observable.text(TYPE).orElse("of no type");
        List<EventRecording> recordings = switch (type) {
            case "EventData", "ValuedEventData" -> events(observable, place, reading);
            case "TimeGriddedData" -> gridded(observable, place, reading);
            default ->
                throw observable.fault("is " + type + "; EventData, ValuedEventData and TimeGriddedData are read");
        };
        if (recordings.stream().allMatch(recording -> recording.size() == 0)) {
            throw new InputException(place + ": the recording is empty, no sample has a spike");
        }
        return new Recordings(EventFormat.HDF5, recordings, List.of());
    }

    private static Hdf5Group observable(Hdf5Group root) {
        Hdf5Group nodes = root.group("nodes").orElseThrow(() -> root.fault("has no group 'nodes'"));
        List<Hdf5Group> observables = new ArrayList<>();
        for (String node : nodes.groups()) {
            nodes.group(node)
                    .flatMap(group -> group.group("observables"))
                    .ifPresent(group ->
                            group.groups().forEach(name -> group.group(name).ifPresent(observables::add)));
        }
        if (observables.size() != 1) {
            throw nodes.fault("has " + observables.size()
                    + " observables where one is expected; write the spikes of one node into a file of their own");
        }
        return observables.getFirst();
    }

    private static List<EventRecording> events(Hdf5Group observable, String place, EventReading reading) {
        Hdf5Array index = observable.requireArray("idx");
        Hdf5Array time = observable.requireArray("time");
        int[] shape = index.shape();
        double[] units = index.reals();
        double[] times = time.reals();
        if (shape.length != 2 || units.length != times.length) {
            throw index.fault("has " + units.length + " elements in " + shape.length + " dimensions, and 'time' has "
                    + times.length + "; both are [sample][spike]");
        }
        int width = units(observable, 1 + (int) largest(units));
        List<EventRecording> recordings = new ArrayList<>();
        for (int sample = 0; sample < shape[0]; sample++) {
            Units spikes = new Units(place + ", sample " + sample, reading.sensor());
            for (int i = sample * shape[1]; i < (sample + 1) * shape[1]; i++) {
                if (units[i] >= 0 && !Double.isInfinite(times[i])) {
                    spikes.add(i, place, times[i], units[i]);
                }
            }
            recordings.add(spikes.recorder().recording(new Sensor(width, 1, 1), true));
        }
        return requireSamples(observable, recordings);
    }

    private static double largest(double[] units) {
        double largest = 0;
        for (double unit : units) {
            largest = Math.max(largest, unit);
        }
        return Math.min(largest, Sensor.MOST - 1.0);
    }

    private static int units(Hdf5Group observable, int least) {
        double stated = observable.number("n_neurons").orElse((double) least);
        if (!(stated >= least && stated <= Sensor.MOST)) {
            throw observable.fault(
                    String.format(Locale.ROOT, "states %s neurons, but has a spike of unit %d", stated, least - 1));
        }
        return (int) stated;
    }

    private static List<EventRecording> gridded(Hdf5Group observable, String place, EventReading reading) {
        Hdf5Array data = observable.requireArray("data");
        double step = observable
                .number("dt")
                .filter(dt -> dt > 0 && dt < 1e6)
                .orElseThrow(() -> observable.fault("has no attribute 'dt' with a length of step above 0 in seconds"));
        int[] shape = data.shape();
        double[] values = data.reals();
        if (shape.length != 3 || values.length == 0 || shape[2] > Sensor.MOST) {
            throw data.fault("is no array [sample][step][unit] with values");
        }
        List<EventRecording> recordings = new ArrayList<>();
        int perSample = shape[1] * shape[2];
        for (int sample = 0; sample < shape[0]; sample++) {
            Units spikes = new Units(place + ", sample " + sample, reading.sensor());
            for (int i = 0; i < perSample; i++) {
                if (values[sample * perSample + i] != 0) {
                    int number = i / shape[2];
                    spikes.add(i, place, number * step, i % shape[2]);
                }
            }
            recordings.add(spikes.recorder().recording(new Sensor(shape[2], 1, 1), true));
        }
        return recordings;
    }

    private static List<EventRecording> requireSamples(Hdf5Group observable, List<EventRecording> recordings) {
        if (recordings.isEmpty()) {
            throw observable.fault("has no sample");
        }
        return recordings;
    }
}
