package org.synfire.network.integer;

import java.util.Arrays;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;

/**
 * Max-pooling on the way out of a population: which of its positions compete in which window.
 *
 * <p>The same windows hold for every channel. Because codes are sent most significant bit first, the largest of a
 * window is found bit by bit: the output bit is the OR over the inputs still tied, and an input whose bit is 0 where
 * the OR is 1 drops out; a sign bit is the other way round. That adds no time step, so a gate belongs to the sender.
 *
 * @param in shape of the population
 * @param out shape after pooling, same channels
 * @param starts window w's members are {@code members[starts[w]] .. members[starts[w + 1] - 1]}; one window per output
 *     position, none empty
 * @param members positions (row * width + column) in the input map
 */
public record MaxGate(Shape in, Shape out, int[] starts, int[] members) {
    /** The windows of a pooling; padding never wins, so it is simply absent. */
    public static MaxGate of(Shape in, Window window) {
        Shape out = window.output(in.channels(), in.height(), in.width());
        int[] starts = new int[out.positions() + 1];
        int[] members = new int[Math.multiplyExact(out.positions(), window.kernelY() * window.kernelX())];
        int count = 0;
        for (int w = 0; w < out.positions(); w++) {
            starts[w] = count;
            for (int ky = 0; ky < window.kernelY(); ky++) {
                int y = w / out.width() * window.strideY() + ky * window.dilationY() - window.padTop();
                for (int kx = 0; kx < window.kernelX(); kx++) {
                    int x = w % out.width() * window.strideX() + kx * window.dilationX() - window.padLeft();
                    if (y >= 0 && y < in.height() && x >= 0 && x < in.width()) {
                        members[count++] = y * in.width() + x;
                    }
                }
            }
        }
        starts[out.positions()] = count;
        return new MaxGate(in, out, starts, Arrays.copyOf(members, count));
    }

    /** This pooling followed by another: the windows of {@code next} over the outputs of this one, each input once. */
    public MaxGate then(MaxGate next) {
        int[] nextStarts = new int[next.out.positions() + 1];
        var all = IntStream.builder();
        int count = 0;
        for (int w = 0; w < next.out.positions(); w++) {
            nextStarts[w] = count;
            var union = new TreeSet<Integer>();
            for (int m = next.starts[w]; m < next.starts[w + 1]; m++) {
                for (int i = starts[next.members[m]]; i < starts[next.members[m] + 1]; i++) {
                    union.add(members[i]);
                }
            }
            union.forEach(all::add);
            count += union.size();
        }
        nextStarts[next.out.positions()] = count;
        return new MaxGate(in, next.out, nextStarts, all.build().toArray());
    }
}
