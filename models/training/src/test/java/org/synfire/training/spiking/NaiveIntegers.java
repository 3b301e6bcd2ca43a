package org.synfire.training.spiking;

import java.util.ArrayList;
import java.util.List;
import org.synfire.network.data.ImageSet;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;
import org.synfire.network.neuron.MintNeurons;
import org.synfire.network.spiking.Connection;
import org.synfire.network.spiking.IntegerLayer;
import org.synfire.network.spiking.IntegerSpikingNetwork;

/** An exported network computed by plain loops over plain integers, one image at a time. */
final class NaiveIntegers {
    private final IntegerSpikingNetwork network;
    private final List<int[]> carried = new ArrayList<>();
    /** Per step and layer the potentials H. */
    final List<List<int[]>> potentials = new ArrayList<>();
    /** Per step and layer the spikes. */
    final List<List<int[]>> spikes = new ArrayList<>();

    final int[] sums;

    NaiveIntegers(IntegerSpikingNetwork network, ImageSet set, int image) {
        this.network = network;
        this.sums = new int[network.layers().getLast().out().size()];
        network.layers().forEach(layer -> carried.add(new int[layer.out().size()]));
        byte[] pixels = new byte[set.imageBytes()];
        set.pixels(image, pixels);
        int[] codes = new int[pixels.length];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = network.pixels().codes()[i / network.input().positions()][pixels[i] & 0xFF];
        }
        int[] currents = sums(network.layers().getFirst(), codes);
        for (int i = 0; i < currents.length; i++) {
            currents[i] = network.current(currents[i]);
        }
        for (int step = 0; step < network.timeSteps(); step++) {
            step(currents);
        }
    }

    private void step(int[] currents) {
        potentials.add(new ArrayList<>());
        spikes.add(new ArrayList<>());
        int[] flowing = fired(0, currents);
        for (int i = 1; i < network.layers().size(); i++) {
            IntegerLayer layer = network.layers().get(i);
            int[] read = pooled(flowing, network.layers().get(i - 1).out(), layer.maxPool());
            flowing = sums(layer, read);
            if (layer.neurons().isPresent()) {
                flowing = fired(i, flowing);
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] += flowing[i];
        }
    }

    private int[] fired(int index, int[] currents) {
        IntegerLayer layer = network.layers().get(index);
        MintNeurons mint = (MintNeurons) layer.neurons().orElseThrow();
        int[] high = new int[currents.length];
        int[] fired = new int[currents.length];
        for (int n = 0; n < currents.length; n++) {
            high[n] = currents[n] + carried.get(index)[n];
            int channel = n / layer.out().positions();
            boolean fires = fires(mint, high[n], channel);
            fired[n] = fires ? 1 : 0;
            carried.get(index)[n] = fires ? 0 : carried(mint, high[n]);
        }
        potentials.getLast().add(high);
        spikes.getLast().add(fired);
        return fired;
    }

    private static boolean fires(MintNeurons mint, int potential, int channel) {
        int entry = mint.thresholds().length == 1 ? 0 : channel;
        return mint.inverted()[entry] ? potential <= mint.thresholds()[entry] : potential >= mint.thresholds()[entry];
    }

    /** What the next step adds of a potential that did not fire. */
    private static int carried(MintNeurons mint, int potential) {
        int limit = MintNeurons.levels(mint.potentialBits());
        return switch (mint.rounding()) {
            case SHIFT_ON_READ -> Math.clamp(potential, -limit, limit) >> 1;
            case SHIFT_ON_STORE -> Math.clamp(potential >> 1, -limit, limit);
            case PUBLISHED -> throw new AssertionError("no integer neuron");
        };
    }

    private static int[] pooled(int[] spikes, Shape shape, int side) {
        Shape out = new Shape(shape.channels(), shape.height() / side, shape.width() / side);
        int[] pooled = new int[out.size()];
        for (int c = 0; c < shape.channels(); c++) {
            for (int y = 0; y < out.height() * side; y++) {
                for (int x = 0; x < out.width() * side; x++) {
                    pooled[out.index(c, y / side, x / side)] |= spikes[shape.index(c, y, x)];
                }
            }
        }
        return pooled;
    }

    private static int[] sums(IntegerLayer layer, int[] in) {
        return layer.connection() instanceof Connection.Convolution(Window window)
                ? convolved(layer, window, in)
                : connected(layer, in);
    }

    private static int[] connected(IntegerLayer layer, int[] in) {
        int[] out = new int[layer.out().size()];
        for (int o = 0; o < out.length; o++) {
            for (int i = 0; i < in.length; i++) {
                out[o] += in[i]
                        * layer.weights()[
                                o * layer.fanIn()
                                        + (layer.connection() instanceof Connection.PerChannel
                                                ? i / layer.in().positions()
                                                : i)];
            }
        }
        return out;
    }

    private static int[] convolved(IntegerLayer layer, Window window, int[] in) {
        int kernel = window.kernelY();
        int[] out = new int[layer.out().size()];
        for (int o = 0; o < layer.out().channels(); o++) {
            for (int y = 0; y < layer.out().height(); y++) {
                for (int x = 0; x < layer.out().width(); x++) {
                    int weight = o * layer.fanIn();
                    for (int c = 0; c < layer.in().channels(); c++) {
                        for (int k = 0; k < kernel * kernel; k++, weight++) {
                            int row = y * window.strideY() + k / kernel - window.padTop();
                            int column = x * window.strideX() + k % kernel - window.padLeft();
                            if (row >= 0
                                    && row < layer.in().height()
                                    && column >= 0
                                    && column < layer.in().width()) {
                                out[layer.out().index(o, y, x)] +=
                                        layer.weights()[weight] * in[layer.in().index(c, row, column)];
                            }
                        }
                    }
                }
            }
        }
        return out;
    }
}
