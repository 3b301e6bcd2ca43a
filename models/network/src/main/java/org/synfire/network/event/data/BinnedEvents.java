package org.synfire.network.event.data;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.synfire.engine.InputException;
import org.synfire.network.data.SpikeSet;
import org.synfire.network.event.EventBinning;
import org.synfire.network.event.EventRecording;
import org.synfire.network.event.Sensor;
import org.synfire.network.event.SpikeCounts;
import org.synfire.network.event.SpikeFrames;
import org.synfire.network.event.StepRule;
import org.synfire.network.graph.Shape;

/**
 * Recordings of events as spikes of time steps.
 *
 * <p><b>Shape:</b> polarities, times copies if counts are told by copies, rows, columns, see {@link SpikeCounts}. A
 * recording is read when it is asked for, and those asked for last are kept. What is left out of it is counted, and
 * {@link #remarks} tells it of the recordings that were read.
 */
public final class BinnedEvents implements SpikeSet {
    private final String name;
    private final EventSet events;
    private final EventBinning binning;
    private final int steps;
    /** Steps of each recording; empty where all have as many. */
    private final int[] ownSteps;

    private final Sensor sensor;
    private final SpikeCounts counts;
    private final int classes;
    private final RecentFrames frames = new RecentFrames(this::read);
    private final Map<Integer, Notes> notes = new ConcurrentSkipListMap<>();

    /** What a recording lost, in events. */
    private record Notes(String place, long beyond, long leftOut, long backward, List<String> remarks) {}

    private BinnedEvents(
            String name,
            EventSet events,
            EventBinning binning,
            int steps,
            int[] ownSteps,
            Sensor sensor,
            SpikeCounts counts) {
        this.name = name;
        this.events = events;
        this.binning = binning;
        this.steps = steps;
        this.ownSteps = ownSteps;
        this.sensor = sensor;
        this.counts = counts;
        this.classes = classes(events);
    }

    private static int classes(EventSet events) {
        if (!events.hasLabels()) {
            return 0;
        }
        int labels = IntStream.range(0, events.size()).map(events::label).max().orElse(-1) + 1;
        return Math.max(labels, events.names().size());
    }

    /**
     * The recordings of a set. The first is read for the size of its sensor, which all must have.
     *
     * @param name what a report calls the set
     * @param events at least one
     * @param binning with a number of steps that does not depend on the recording
     * @param copies the most events of a channel in a step that are told, 1 or more
     * @throws InputException if there is no recording, the number of steps is open, or a part or size of frames does
     *     not fit the sensor
     */
    public static BinnedEvents of(String name, EventSet events, EventBinning binning, int copies) {
        return of(name, events, binning, copies, SpikeCounts.Form.COPIES);
    }

    /**
     * As {@link #of(String, EventSet, EventBinning, int)}, with several events of a channel in a step told in a form.
     *
     * @param most events of a channel in a step that are told, 1 or more
     */
    public static BinnedEvents of(String name, EventSet events, EventBinning binning, int most, SpikeCounts.Form form) {
        Sensor sensor = sensor(name, events);
        return new BinnedEvents(
                name, events, binning, steps(binning), new int[0], sensor, counts(binning, sensor, most, form));
    }

    /**
     * The recordings of a set, each with the number of steps that it has by itself. All are read for that.
     *
     * @param name what a report calls the set
     * @param events at least one
     * @param binning without a number of steps
     * @param most events of a channel in a step that are told, 1 or more
     * @throws InputException if there is no recording, one is shorter than a step, the number of steps is given, or a
     *     part or size of frames does not fit the sensor
     */
    public static BinnedEvents ofOwnLengths(
            String name, EventSet events, EventBinning binning, int most, SpikeCounts.Form form) {
        if (binning.steps().isPresent() || binning.rule() instanceof StepRule.Parts) {
            throw new InputException(
                    name + ": the number of steps is given, so that no recording can have its own; leave it out");
        }
        Sensor sensor = sensor(name, events);
        int[] own = IntStream.range(0, events.size())
                .map(sample -> ownSteps(events.recording(sample), binning))
                .toArray();
        return new BinnedEvents(
                name,
                events,
                binning,
                IntStream.of(own).max().orElseThrow(),
                own,
                sensor,
                counts(binning, sensor, most, form));
    }

    private static int ownSteps(EventRecording recording, EventBinning binning) {
        int steps = binning.steps(recording);
        if (steps == 0) {
            throw new InputException(recording.place()
                    + ": the recording is shorter than a step; take shorter steps, or the same number for all");
        }
        return steps;
    }

    private static Sensor sensor(String name, EventSet events) {
        if (events.size() == 0) {
            throw new InputException(name + ": has no recordings");
        }
        return events.recording(0).sensor();
    }

    private static SpikeCounts counts(EventBinning binning, Sensor sensor, int most, SpikeCounts.Form form) {
        Sensor frame = binning.frame(sensor);
        return new SpikeCounts(new Shape(frame.polarities(), frame.height(), frame.width()), most, form);
    }

    private static int steps(EventBinning binning) {
        return binning.steps().orElseGet(() -> switch (binning.rule()) {
            case StepRule.Parts parts -> parts.steps();
            case StepRule.Length length ->
                throw new InputException(String.format(
                        Locale.ROOT,
                        "steps of %d microseconds without a number of steps: give one, or let each recording have"
                                + " its own",
                        length.micros()));
        });
    }

    @Override
    public void readAhead(int samples, Duration most) {
        long began = System.nanoTime();
        for (int sample = 0; sample < samples && System.nanoTime() - began < most.toNanos(); sample++) {
            recording(sample);
        }
    }

    /** @throws InputException if it cannot be read, or its sensor is not the set's */
    private EventRecording recording(int sample) {
        EventRecording recording = events.recording(sample);
        if (!recording.sensor().equals(sensor)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s: events of %s, but those of the first recording are of %s%s",
                    recording.place(),
                    words(recording.sensor()),
                    words(sensor),
                    recording.isSensorStated() ? "" : "; say the size of the sensor, which these files do not state"));
        }
        return recording;
    }

    private SpikeFrames read(int sample) {
        EventRecording recording = recording(sample);
        SpikeFrames read = binning.frames(recording);
        notes.put(
                sample,
                new Notes(
                        recording.place(),
                        counts.beyond(read),
                        read.leftOut(),
                        recording.backwardSteps(),
                        recording.remarks()));
        return read;
    }

    private static String words(Sensor sensor) {
        return String.format(
                Locale.ROOT, "%d x %d pixels and %d polarities", sensor.width(), sensor.height(), sensor.polarities());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int size() {
        return events.size();
    }

    @Override
    public boolean isLabelled() {
        return events.hasLabels();
    }

    @Override
    public int classes() {
        return classes;
    }

    @Override
    public List<String> classNames() {
        return events.names();
    }

    @Override
    public int label(int index) {
        return events.label(Objects.checkIndex(index, size()));
    }

    @Override
    public Shape shape() {
        return counts.all();
    }

    @Override
    public int mostSpikes() {
        return counts.mostSpikes();
    }

    @Override
    public int steps() {
        return steps;
    }

    @Override
    public boolean hasOwnLengths() {
        return ownSteps.length > 0;
    }

    @Override
    public int steps(int sample) {
        Objects.checkIndex(sample, size());
        return hasOwnLengths() ? ownSteps[sample] : steps;
    }

    @Override
    public int spikes(int sample, int step, int[] into) {
        Objects.checkIndex(step, steps(sample));
        return counts.spikes(frames.of(Objects.checkIndex(sample, size())), step, into);
    }

    @Override
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        add(remarks, Notes::beyond, beyond());
        add(
                remarks,
                Notes::leftOut,
                "%,d events lie outside of the steps, the window or the part of the sensor and are left out.");
        add(remarks, Notes::backward, "%,d events are earlier than the event before them in their file.");
        List<Notes> others =
                notes.values().stream().filter(one -> !one.remarks().isEmpty()).toList();
        if (!others.isEmpty()) {
            remarks.add(String.format(
                    Locale.ROOT,
                    "Parts of %,d files are left out or corrected; the first: %s: %s.",
                    others.size(),
                    others.getFirst().place(),
                    String.join("; ", others.getFirst().remarks())));
        }
        return remarks;
    }

    private String beyond() {
        return switch (counts.form()) {
            case COPIES ->
                counts.most() == 1
                        ? "%,d events are a further one of their channel in a step and are left out; more copies would"
                                + " tell them."
                        : "%,d events are beyond the copies of their channel in a step and are left out; more copies"
                                + " would tell them.";
            case REPEATED ->
                "%,d events are beyond the spikes that their channel can have in a step and are left out; more spikes"
                        + " a step would tell them.";
        };
    }

    private void add(List<String> remarks, ToLongFunction<Notes> count, String sentence) {
        long events = notes.values().stream().mapToLong(count).sum();
        if (events > 0) {
            remarks.add(String.format(Locale.ROOT, sentence, events));
        }
    }
}
