package org.synfire.emulator.core;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.synfire.emulator.map.Slice;
import org.synfire.network.integer.MaxGate;

/**
 * The windows of a pooling that lie on a core, whole.
 *
 * @param channels of the core
 * @param windows their numbers in the gate; output {@code w * channels + c} belongs to the w-th of them
 * @param starts the w-th window's members are {@code members[starts[w]] .. members[starts[w + 1] - 1]}
 * @param members positions of the core
 */
record HeldWindows(int channels, int[] windows, int[] starts, int[] members) {
    /** @throws IllegalStateException if a window lies on the slice in part */
    static HeldWindows of(MaxGate gate, Slice slice) {
        int[] windows = IntStream.range(0, gate.out().positions())
                .filter(w -> isHeld(gate, slice, w))
                .toArray();
        int[] starts = new int[windows.length + 1];
        int[] members = new int
                [IntStream.of(windows)
                        .map(w -> gate.starts()[w + 1] - gate.starts()[w])
                        .sum()];
        int count = 0;
        for (int w = 0; w < windows.length; w++) {
            for (int m = gate.starts()[windows[w]]; m < gate.starts()[windows[w] + 1]; m++) {
                members[count++] = localPosition(gate, slice, gate.members()[m]);
            }
            starts[w + 1] = count;
        }
        return new HeldWindows(slice.channels(), windows, starts, members);
    }

    private static boolean isHeld(MaxGate gate, Slice slice, int window) {
        long held = IntStream.range(gate.starts()[window], gate.starts()[window + 1])
                .filter(m -> localPosition(gate, slice, gate.members()[m]) >= 0)
                .count();
        if (held > 0 && held < gate.starts()[window + 1] - gate.starts()[window]) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT, "a pooling window lies on several cores: slice %d, window %d", slice.id(), window));
        }
        return held > 0;
    }

    private static int localPosition(MaxGate gate, Slice slice, int position) {
        int row = position / gate.in().width();
        int column = position % gate.in().width();
        return slice.holds(slice.channelFrom(), row, column)
                ? slice.neuron(slice.channelFrom(), row, column) / slice.channels()
                : -1;
    }

    /** Outputs of all windows and channels. */
    int outputs() {
        return windows.length * channels;
    }

    /** For each output the neuron of the core that comes last in its window. */
    int[] lastMembers() {
        return IntStream.range(0, outputs())
                .map(output -> {
                    int window = output / channels;
                    int last = Arrays.stream(members, starts[window], starts[window + 1])
                            .max()
                            .orElseThrow();
                    return last * channels + output % channels;
                })
                .toArray();
    }
}
