package org.synfire.models.emulate;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.synfire.models.integer.MaxGate;
import org.synfire.models.map.Slice;
import org.synfire.models.neuron.SpikeBits;

/**
 * Exact max-pooling of codes that are sent most significant bit first, bit by bit, on a core that holds whole windows.
 *
 * <p>In each step a window's output bit is the OR over the bits of those inputs that are still tied for the maximum; a tied input whose bit is 0
 * where the OR is 1 drops out. In a sign step it is the AND, and an input whose sign is 1 where the AND is 0 drops out. All channels of a position
 * are done at once, up to 64 in a word. <b>Memory:</b> one bit per window member and channel, off-heap.
 */
final class BitSerialMax {
    private static final long NO_SAMPLE = -1;

    private final int channels;
    private final int chunks;
    private final int[] windows;
    private final int[] starts;
    private final int[] members;
    private final MemorySegment tied;
    private final long[] out;
    private long sample = NO_SAMPLE;

    /** @param tied {@link #stateWords} words for this gate and slice */
    BitSerialMax(MaxGate gate, Slice slice, MemorySegment tied) {
        this.channels = slice.channels();
        this.chunks = chunks(slice);
        this.windows = windowsHeld(gate, slice);
        this.starts = new int[windows.length + 1];
        this.members = new int[membersHeld(gate, slice)];
        this.tied = tied;
        this.out = new long[Math.ceilDiv(windows.length * channels, Long.SIZE)];
        int count = 0;
        for (int w = 0; w < windows.length; w++) {
            for (int m = gate.starts()[windows[w]]; m < gate.starts()[windows[w] + 1]; m++) {
                members[count++] = localPosition(gate, slice, gate.members()[m]);
            }
            starts[w + 1] = count;
        }
    }

    static long stateWords(MaxGate gate, Slice slice) {
        return (long) membersHeld(gate, slice) * chunks(slice);
    }

    private static int chunks(Slice slice) {
        return Math.ceilDiv(slice.channels(), Long.SIZE);
    }

    private static int membersHeld(MaxGate gate, Slice slice) {
        return IntStream.of(windowsHeld(gate, slice)).map(w -> gate.starts()[w + 1] - gate.starts()[w]).sum();
    }

    /** The windows that lie on the slice. @throws IllegalStateException if a window lies on it in part */
    static int[] windowsHeld(MaxGate gate, Slice slice) {
        return IntStream.range(0, gate.out().positions()).filter(w -> {
            long held = IntStream.range(gate.starts()[w], gate.starts()[w + 1]).filter(m -> localPosition(gate, slice, gate.members()[m]) >= 0).count();
            if (held > 0 && held < gate.starts()[w + 1] - gate.starts()[w]) {
                throw new IllegalStateException("a pooling window lies on several cores: slice %d, window %d".formatted(slice.id(), w));
            }
            return held > 0;
        }).toArray();
    }

    /** For each output of the windows held the neuron of the slice that comes last in its window. */
    static int[] lastMembers(MaxGate gate, Slice slice) {
        int[] windows = windowsHeld(gate, slice);
        return IntStream.range(0, windows.length * slice.channels()).map(output -> {
            int window = windows[output / slice.channels()];
            int last = IntStream.range(gate.starts()[window], gate.starts()[window + 1]).map(m -> localPosition(gate, slice, gate.members()[m])).max().orElseThrow();
            return last * slice.channels() + output % slice.channels();
        }).toArray();
    }

    private static int localPosition(MaxGate gate, Slice slice, int position) {
        int row = position / gate.in().width();
        int column = position % gate.in().width();
        return slice.holds(slice.channelFrom(), row, column) ? slice.neuron(slice.channelFrom(), row, column) / slice.channels() : -1;
    }

    /** The windows held, by their number in the gate; output w * channels + c belongs to the w-th of them. */
    int[] windows() {
        return windows;
    }

    /** The output spikes of a step: bit {@code w * channels + c}. */
    long[] pool(SpikeBits spikes) {
        if (spikes.sample() != sample) {
            sample = spikes.sample();
            tied.fill((byte) -1);
        }
        Arrays.fill(out, 0);
        for (int chunk = 0; chunk < chunks; chunk++) {
            int first = chunk * Long.SIZE;
            int count = Math.min(Long.SIZE, channels - first);
            for (int w = 0; w < windows.length; w++) {
                long bits = spikes.isSignStep() ? allOf(w, chunk, spikes.words(), first, count) : anyOf(w, chunk, spikes.words(), first, count);
                Bits.or(out, w * channels + first, bits);
            }
        }
        return out;
    }

    private long anyOf(int window, int chunk, long[] words, int first, int count) {
        long any = 0;
        for (int m = starts[window]; m < starts[window + 1]; m++) {
            any |= Bits.get(words, members[m] * channels + first, count) & tiedOf(m, chunk);
        }
        if (any != 0) {
            for (int m = starts[window]; m < starts[window + 1]; m++) {
                setTied(m, chunk, tiedOf(m, chunk) & (Bits.get(words, members[m] * channels + first, count) | ~any));
            }
        }
        return any;
    }

    private long allOf(int window, int chunk, long[] words, int first, int count) {
        long all = -1L >>> -count;
        for (int m = starts[window]; m < starts[window + 1]; m++) {
            all &= Bits.get(words, members[m] * channels + first, count);
        }
        for (int m = starts[window]; m < starts[window + 1]; m++) {
            setTied(m, chunk, ~Bits.get(words, members[m] * channels + first, count) | all);
        }
        return all;
    }

    private long tiedOf(int member, int chunk) {
        return tied.getAtIndex(ValueLayout.JAVA_LONG, (long) member * chunks + chunk);
    }

    private void setTied(int member, int chunk, long bits) {
        tied.setAtIndex(ValueLayout.JAVA_LONG, (long) member * chunks + chunk, bits);
    }
}
