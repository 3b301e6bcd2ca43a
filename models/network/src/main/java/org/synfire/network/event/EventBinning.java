package org.synfire.network.event;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.synfire.engine.InputException;

/**
 * From the events of a recording to the spikes of time steps.
 *
 * @param rule from times to steps
 * @param start which time is 0
 * @param hasPartialEnd whether the last step may be longer than the recording; otherwise its events are left out. With
 *     {@link StepRule.Parts} it is never longer
 * @param window of times, behind the start, outside of which events are left out
 * @param steps how many steps there are, however long the recording is; as many as it has if this is empty
 * @param pixels from pixels to channels
 * @param isCounted whether several events of a channel in one step are counted; otherwise they are one spike
 */
public record EventBinning(
        StepRule rule,
        Start start,
        boolean hasPartialEnd,
        Optional<Window> window,
        OptionalInt steps,
        PixelMap pixels,
        boolean isCounted) {
    private static final int MOST_STEPS = Integer.MAX_VALUE - 1;

    /** Which time is 0. */
    public enum Start {
        /** That of the first event. */
        FIRST_EVENT,
        /** The file's own. */
        ZERO
    }

    /**
     * A part of a recording.
     *
     * @param from microseconds behind the start, which are in it
     * @param to microseconds behind the start, which are not in it; above {@code from}
     */
    public record Window(long from, long to) {
        /** @throws InputException if it is empty */
        public Window {
            if (from < 0 || to <= from) {
                throw new InputException(
                        String.format(Locale.ROOT, "a window from %d to %d microseconds: give a later end", from, to));
            }
        }
    }

    /** @throws InputException if the number of steps is below 1 */
    public EventBinning {
        if (steps.isPresent() && steps.getAsInt() < 1) {
            throw new InputException(String.format(Locale.ROOT, "%d steps: at least 1 is needed", steps.getAsInt()));
        }
    }

    private static EventBinning of(StepRule rule, Start start, boolean hasPartialEnd, boolean isCounted) {
        return new EventBinning(
                rule, start, hasPartialEnd, Optional.empty(), OptionalInt.empty(), PixelMap.ALL, isCounted);
    }

    /** Steps of so many microseconds from the first event; events are counted, as tonic's ToFrame does. */
    public static EventBinning everyMicros(long micros) {
        return of(new StepRule.Length(micros, StepRule.Rounding.FLOOR), Start.FIRST_EVENT, false, true);
    }

    /** So many steps for each recording; events are counted, as tonic's ToFrame does with a number of bins. */
    public static EventBinning inSteps(int number) {
        return of(new StepRule.Parts(number), Start.FIRST_EVENT, false, true);
    }

    /** Steps as slayerPytorch and lava-dl make them: times are rounded, and a channel has one spike in a step. */
    public static EventBinning slayer(long micros) {
        return of(new StepRule.Length(micros, StepRule.Rounding.HALF_EVEN), Start.ZERO, true, false);
    }

    /** Steps as NIRData makes them: times are rounded down, and a channel has one spike in a step. */
    public static EventBinning nirData(long micros) {
        return of(new StepRule.Length(micros, StepRule.Rounding.FLOOR), Start.ZERO, true, false);
    }

    /** The same with a window of time. */
    public EventBinning within(Window part) {
        return new EventBinning(rule, start, hasPartialEnd, Optional.of(part), steps, pixels, isCounted);
    }

    /** The same with a number of steps that does not depend on the recording. */
    public EventBinning withSteps(int number) {
        return new EventBinning(rule, start, hasPartialEnd, window, OptionalInt.of(number), pixels, isCounted);
    }

    /** The same with other channels. */
    public EventBinning withPixels(PixelMap map) {
        return new EventBinning(rule, start, hasPartialEnd, window, steps, map, isCounted);
    }

    /** The same with several events of a channel in one step as one spike. */
    public EventBinning asBits() {
        return new EventBinning(rule, start, hasPartialEnd, window, steps, pixels, false);
    }

    /** The size of the frames of a sensor. @throws InputException if the pixels do not fit the sensor */
    public Sensor frame(Sensor sensor) {
        return pixels.frame(sensor);
    }

    /**
     * The spikes of a recording.
     *
     * @throws InputException if the recording is too short for the number of steps, or has more steps than can be
     *     counted, or the pixels do not fit its sensor
     */
    public SpikeFrames frames(EventRecording recording) {
        Sensor frame = frame(recording.sensor());
        Times times = times(recording);
        int wanted = steps(recording, times);
        long[] keys = new long[recording.size()];
        int kept = 0;
        for (int event = 0; event < recording.size(); event++) {
            long step = times.step(recording.time(event));
            int channel = pixels.channel(
                    recording.sensor(), frame, recording.x(event), recording.y(event), recording.polarity(event));
            if (step >= 0 && step < wanted && channel >= 0) {
                keys[kept++] = step << 32 | channel;
            }
        }
        return SpikeFrames.of(
                frame.channels(), wanted, Arrays.copyOf(keys, kept), isCounted, recording.size() - (long) kept);
    }

    /**
     * How many steps a recording has: as many as were asked for, or its own number.
     *
     * @return at least 0
     * @throws InputException as {@link #frames}
     */
    public int steps(EventRecording recording) {
        return steps(recording, times(recording));
    }

    private int steps(EventRecording recording, Times times) {
        long wanted = steps.isPresent() ? steps.getAsInt() : times.steps;
        if (wanted > MOST_STEPS) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s: the recording has %d steps, more than %d; make steps longer, choose a window, or start at the"
                            + " first event",
                    recording.place(),
                    wanted,
                    MOST_STEPS));
        }
        return (int) wanted;
    }

    /** Steps of one recording. */
    private final class Times {
        private final long zero;
        private final long length;
        private final long steps;

        Times(long zero, long length, long steps) {
            this.zero = zero;
            this.length = length;
            this.steps = steps;
        }

        /** The step of a time, or -1 if it is out of the window. */
        long step(long time) {
            long behind = time - zero;
            long from = window.map(Window::from).orElse(0L);
            if (behind < from || behind >= window.map(Window::to).orElse(Long.MAX_VALUE)) {
                return -1;
            }
            return quotient(behind - from, length);
        }
    }

    private long quotient(long micros, long length) {
        if (rule instanceof StepRule.Length fixed && fixed.rounding() == StepRule.Rounding.HALF_EVEN) {
            return (long) Math.rint((double) micros / length);
        }
        return Math.floorDiv(micros, length);
    }

    private Times times(EventRecording recording) {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (int event = 0; event < recording.size(); event++) {
            first = Math.min(first, recording.time(event));
            last = Math.max(last, recording.time(event));
        }
        if (recording.size() == 0) {
            first = 0;
            last = 0;
        }
        long zero = start == Start.ZERO ? 0 : first;
        long from = window.map(Window::from).orElse(0L);
        long end = Math.min(last - zero, window.map(part -> part.to() - 1).orElse(Long.MAX_VALUE)) - from;
        return switch (rule) {
            case StepRule.Length fixed -> {
                long whole = quotient(Math.max(0, end), fixed.micros());
                yield new Times(zero, fixed.micros(), hasPartialEnd ? whole + 1 : whole);
            }
            case StepRule.Parts parts -> {
                long length = Math.max(0, end) / parts.steps();
                if (length == 0) {
                    throw new InputException(String.format(
                            Locale.ROOT,
                            "%s: a recording of %d microseconds is too short for %d steps; ask for fewer",
                            recording.place(),
                            Math.max(0, end),
                            parts.steps()));
                }
                yield new Times(zero, length, parts.steps());
            }
        };
    }
}
