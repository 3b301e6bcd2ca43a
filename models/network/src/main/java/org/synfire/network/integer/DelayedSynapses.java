package org.synfire.network.integer;

import java.util.function.IntUnaryOperator;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;

/** Lists the synapses of any kind, each with a delay that its input has. */
final class DelayedSynapses {
    private final SparseSynapses.Builder list;
    private final IntUnaryOperator delayOf;

    private DelayedSynapses(Synapses synapses, IntUnaryOperator delayOf) {
        int expected = (int) Math.min(synapses.connections(), Integer.MAX_VALUE - Long.BYTES);
        this.list = new SparseSynapses.Builder(synapses.in(), synapses.out(), expected);
        this.delayOf = delayOf;
    }

    static SparseSynapses of(Synapses synapses, IntUnaryOperator delayOf) {
        DelayedSynapses delayed = new DelayedSynapses(synapses, delayOf);
        for (int input = 0; input < synapses.in().size(); input++) {
            delayed.list.from(input);
            delayed.add(synapses, input);
        }
        return delayed.list.build();
    }

    private void add(Synapses synapses, int input) {
        int delay = delayOf.applyAsInt(input);
        switch (synapses) {
            case Synapses.Dense one -> {
                for (int output = 0; output < one.out().size(); output++) {
                    add(output, one.weight(output, input), delay);
                }
            }
            case Synapses.Identity one -> add(input, one.weight(input / one.in().positions()), delay);
            case SparseSynapses one -> {
                for (int s = one.start(input); s < one.start(input + 1); s++) {
                    add(one.target(s), one.weight(s), one.extraDelay(s) + delay);
                }
            }
            case Synapses.Convolution one -> add(one, input, delay);
        }
    }

    private void add(Synapses.Convolution one, int input, int delay) {
        Shape in = one.in();
        Window window = one.window();
        int channel = input / in.positions();
        int row = input % in.positions() / in.width() + window.padTop();
        int column = input % in.width() + window.padLeft();
        int firstOutput = channel / one.inPerGroup() * one.outPerGroup();
        for (int ky = 0; ky < window.kernelY(); ky++) {
            int y = position(
                    row - ky * window.dilationY(), window.strideY(), one.out().height());
            for (int kx = 0; y >= 0 && kx < window.kernelX(); kx++) {
                int x = position(
                        column - kx * window.dilationX(),
                        window.strideX(),
                        one.out().width());
                for (int o = firstOutput; x >= 0 && o < firstOutput + one.outPerGroup(); o++) {
                    add(one.out().index(o, y, x), one.weight(o, channel % one.inPerGroup(), ky, kx), delay);
                }
            }
        }
    }

    /** Where the window lies that begins at a row or column; -1 if there is none. */
    private static int position(int begin, int stride, int outputs) {
        return begin >= 0 && begin % stride == 0 && begin / stride < outputs ? begin / stride : -1;
    }

    private void add(int target, int weight, int delay) {
        if (weight != 0) {
            list.to(target, weight, delay);
        }
    }
}
