package org.synfire.network.event.data;

import java.util.List;
import java.util.Locale;
import org.synfire.engine.InputException;
import org.synfire.network.data.ImageSet;
import org.synfire.network.data.SpikeSet;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.RandomStream;

/**
 * Images as spikes: each pixel is an input neuron.
 *
 * <p><b>Random numbers:</b> one for each image, step and pixel, by its number, so that spikes do not depend on the
 * order in which they are asked for.
 *
 * @param images whose pixels are encoded
 * @param coding how
 * @param steps T, time steps of a sample, 1 or more
 * @param seed of random spikes
 */
public record ImageSpikes(ImageSet images, Coding coding, int steps, long seed) implements SpikeSet {
    private static final int WHITE = 255;

    /** How a pixel becomes spikes. */
    public enum Coding {
        /** In each step a pixel p spikes with a probability of p / 255, independently of all others. */
        POISSON,
        /** A pixel p above 0 spikes once, in step (255 - p) T / 255, rounded down: bright ones first; 0 is silent. */
        LATENCY
    }

    /** @throws InputException if there is no step */
    public ImageSpikes {
        if (steps < 1) {
            throw new InputException(String.format(Locale.ROOT, "%d steps: at least 1 is needed", steps));
        }
    }

    @Override
    public String name() {
        return images.name();
    }

    @Override
    public int size() {
        return images.size();
    }

    @Override
    public int classes() {
        return images.classes();
    }

    @Override
    public List<String> classNames() {
        return images.classNames();
    }

    @Override
    public int label(int index) {
        return images.label(index);
    }

    @Override
    public List<String> remarks() {
        return images.remarks();
    }

    @Override
    public Shape shape() {
        return new Shape(images.channels(), images.height(), images.width());
    }

    @Override
    public int spikes(int sample, int step, int[] into) {
        byte[] pixels = new byte[images.imageBytes()];
        images.pixels(sample, pixels);
        long first = ((long) sample * steps + step) * pixels.length;
        int count = 0;
        for (int i = 0; i < pixels.length; i++) {
            int pixel = Byte.toUnsignedInt(pixels[i]);
            boolean isSpike = switch (coding) {
                case POISSON -> RandomStream.below(seed, first + i, WHITE) < pixel;
                case LATENCY -> pixel > 0 && (long) (WHITE - pixel) * steps / WHITE == step;
            };
            if (isSpike) {
                into[count++] = i;
            }
        }
        return count;
    }
}
