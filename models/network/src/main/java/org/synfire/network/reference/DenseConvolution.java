package org.synfire.network.reference;

import java.util.Arrays;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;
import org.synfire.network.integer.Synapses;

/**
 * Convolution as a sum of weighted planes.
 *
 * <p>A plane is what one input channel shows to one kernel element: for every output position the input element that
 * the kernel element meets there, 0 where that is padding. Stride, dilation and padding are thus done with before
 * anything is multiplied, and each plane serves all output channels of its group. An output channel is the sum of its
 * group's planes, each times one weight.
 *
 * <p><b>Memory:</b> as many planes at a time as fit {@value #BLOCK_ELEMENTS} integers, at least {@value #FUSED}.
 */
final class DenseConvolution implements DenseSums {
    private static final int BLOCK_ELEMENTS = 1 << 13;
    private static final int FUSED = 8;

    private final Synapses.Convolution synapses;
    private final int kernelElements;
    private final int planesPerGroup;
    private final int positions;
    private final int[][] planes;
    private final int[] sum;

    DenseConvolution(Synapses.Convolution synapses) {
        this.synapses = synapses;
        this.kernelElements = synapses.window().kernelY() * synapses.window().kernelX();
        this.planesPerGroup = synapses.inPerGroup() * kernelElements;
        this.positions = synapses.out().positions();
        this.planes = new int[Math.min(planesPerGroup, Math.max(FUSED, BLOCK_ELEMENTS / positions))][positions];
        this.sum = new int[positions];
    }

    @Override
    public void addTo(int[] sums, int[] input) {
        for (int group = 0; group < synapses.groups(); group++) {
            for (int first = 0; first < planesPerGroup; first += planes.length) {
                int count = Math.min(planes.length, planesPerGroup - first);
                for (int p = 0; p < count; p++) {
                    fillPlane(planes[p], input, group, first + p);
                }
                for (int o = 0; o < synapses.outPerGroup(); o++) {
                    addPlanes(sums, group * synapses.outPerGroup() + o, first, count);
                }
            }
        }
    }

    private void fillPlane(int[] plane, int[] input, int group, int number) {
        Shape in = synapses.in();
        Shape out = synapses.out();
        Window window = synapses.window();
        int channel = group * synapses.inPerGroup() + number / kernelElements;
        int offsetY = number % kernelElements / window.kernelX() * window.dilationY() - window.padTop();
        int offsetX = number % window.kernelX() * window.dilationX() - window.padLeft();
        int fromY = firstInside(offsetY, window.strideY(), out.height());
        int toY = firstBeyond(offsetY, window.strideY(), in.height(), out.height());
        int fromX = firstInside(offsetX, window.strideX(), out.width());
        int toX = firstBeyond(offsetX, window.strideX(), in.width(), out.width());
        Arrays.fill(plane, 0);
        for (int y = fromY; y < toY; y++) {
            int source = in.index(channel, y * window.strideY() + offsetY, 0) + offsetX;
            fillRow(plane, y * out.width(), input, source, window.strideX(), fromX, toX);
        }
    }

    private static void fillRow(int[] plane, int row, int[] input, int source, int stride, int fromX, int toX) {
        if (stride == 1 && fromX < toX) {
            System.arraycopy(input, source + fromX, plane, row + fromX, toX - fromX);
            return;
        }
        for (int x = fromX; x < toX; x++) {
            plane[row + x] = input[source + x * stride];
        }
    }

    /** The first output coordinate whose input coordinate {@code output * stride + offset} is not before the map. */
    private static int firstInside(int offset, int stride, int outputs) {
        return Math.clamp(Math.ceilDiv(-offset, stride), 0, outputs);
    }

    /** The first output coordinate whose input coordinate lies behind the map. */
    private static int firstBeyond(int offset, int stride, int inputs, int outputs) {
        return Math.clamp(Math.ceilDiv(inputs - offset, stride), 0, outputs);
    }

    private void addPlanes(int[] sums, int outChannel, int first, int count) {
        short[] weights = synapses.weights();
        int weight = outChannel * planesPerGroup + first;
        System.arraycopy(sums, outChannel * positions, sum, 0, positions);
        int p = 0;
        for (; p + FUSED <= count; p += FUSED) {
            addEight(sum, planes, p, weights, weight + p);
        }
        for (; p < count; p++) {
            addOne(sum, planes[p], weights[weight + p]);
        }
        System.arraycopy(sum, 0, sums, outChannel * positions, positions);
    }

    private static void addEight(int[] sum, int[][] planes, int plane, short[] weights, int weight) {
        int[] a = planes[plane];
        int[] b = planes[plane + 1];
        int[] c = planes[plane + 2];
        int[] d = planes[plane + 3];
        int[] e = planes[plane + 4];
        int[] f = planes[plane + 5];
        int[] g = planes[plane + 6];
        int[] h = planes[plane + 7];
        int weightA = weights[weight];
        int weightB = weights[weight + 1];
        int weightC = weights[weight + 2];
        int weightD = weights[weight + 3];
        int weightE = weights[weight + 4];
        int weightF = weights[weight + 5];
        int weightG = weights[weight + 6];
        int weightH = weights[weight + 7];
        for (int i = 0; i < sum.length; i++) {
            sum[i] += a[i] * weightA
                    + b[i] * weightB
                    + c[i] * weightC
                    + d[i] * weightD
                    + e[i] * weightE
                    + f[i] * weightF
                    + g[i] * weightG
                    + h[i] * weightH;
        }
    }

    private static void addOne(int[] sum, int[] plane, int weight) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += plane[i] * weight;
        }
    }
}
