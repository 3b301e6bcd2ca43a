package org.synfire.network.nir.integer;

import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;

/**
 * A sum over windows of each channel, which a convolution behind it can take into its own window.
 *
 * @param before the pooling: one group for each channel, one weight for each channel
 * @param in the map that it reads
 * @param out the map that it makes
 */
record Pooling(RealSynapses.Convolved before, Shape in, Shape out) {
    /** Whether synapses are a pooling: each channel by itself, all weights of a channel alike, no padding. */
    static boolean isPooling(RealSynapses.Convolved synapses, Shape in) {
        int taps = synapses.window().kernelY() * synapses.window().kernelX();
        boolean isAlike = synapses.groups() == in.channels() && synapses.weights().length == in.channels() * taps;
        for (int i = 0; isAlike && i < synapses.weights().length; i++) {
            isAlike = synapses.weights()[i] == synapses.weights()[i / taps * taps];
        }
        return isAlike && !synapses.window().isPadded();
    }

    /**
     * Whether a window over the pooled map is a window over the map itself. With padding, what lies beyond the pooled
     * map must lie beyond the map too.
     */
    boolean canPrecede(Window window) {
        Window own = before.window();
        boolean hasDilation = Math.max(window.dilationY(), window.dilationX()) > 1;
        boolean isTiling = own.kernelY() <= own.strideY()
                && own.kernelX() <= own.strideX()
                && in.height() == out.height() * own.strideY()
                && in.width() == out.width() * own.strideX();
        return !hasDilation && (isTiling || !window.isPadded());
    }

    /** The convolution over the map that sums what the pooling and a convolution behind it sum. */
    RealSynapses.Convolved followedBy(RealSynapses.Convolved second, int inPerGroup, int outPerGroup) {
        Window own = before.window();
        Window next = second.window();
        int kernelY = (next.kernelY() - 1) * own.strideY() + own.kernelY();
        int kernelX = (next.kernelX() - 1) * own.strideX() + own.kernelX();
        int ownTaps = own.kernelY() * own.kernelX();
        int taps = next.kernelY() * next.kernelX();
        double[] weights = new double[second.weights().length / taps * kernelY * kernelX];
        for (int pair = 0; pair < second.weights().length / taps; pair++) {
            int channel = pair / inPerGroup / outPerGroup * inPerGroup + pair % inPerGroup;
            double factor = before.weights()[channel * ownTaps];
            for (int tap = 0; tap < taps; tap++) {
                double weight = second.weights()[pair * taps + tap] * factor;
                int y = tap / next.kernelX() * own.strideY();
                int x = tap % next.kernelX() * own.strideX();
                for (int k = 0; k < ownTaps; k++) {
                    int row = y + k / own.kernelX();
                    int column = x + k % own.kernelX();
                    weights[(pair * kernelY + row) * kernelX + column] += weight;
                }
            }
        }
        Window window = new Window(
                kernelY,
                kernelX,
                next.strideY() * own.strideY(),
                next.strideX() * own.strideX(),
                1,
                1,
                next.padTop() * own.strideY(),
                next.padLeft() * own.strideX(),
                next.padBottom() * own.strideY(),
                next.padRight() * own.strideX());
        return new RealSynapses.Convolved(window, second.groups(), weights);
    }
}
