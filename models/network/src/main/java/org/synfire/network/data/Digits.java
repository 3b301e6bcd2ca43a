package org.synfire.network.data;

import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Digits 0 to 9 drawn by our own strokes, 28 x 28 grey, white on black: as many as wanted, from a seed, without any
 * file.
 *
 * <p>A digit is a few lines and arcs; each sample bends, rotates, scales, shears and shifts them, draws them with a pen
 * of random width and brightness, and adds noise. Of every ten samples in a row each digit is shown once.
 *
 * <p><b>Repeatable:</b> a sample depends on seed, split and index alone, and is the same byte for byte on every
 * machine. <b>Memory:</b> a sample is drawn when its pixels are asked for (some 20 microseconds); nothing is kept.
 * <b>Threads:</b> any.
 */
public final class Digits implements ImageSet {
    /** Rows and columns of every image. */
    public static final int SIDE = 28;

    private static final int CLASSES = 10;

    private final Split split;
    private final int size;
    private final long stream;

    private Digits(long seed, Split split, int size) {
        this.split = split;
        this.size = size;
        this.stream = hash(hash(seed) + split.ordinal());
    }

    /**
     * Generated digits of one split; training and test samples come from different streams.
     *
     * @param seed any value
     * @param size number of images, at least 1
     */
    public static ImageSet of(long seed, Split split, int size) {
        if (size < 1) {
            throw new IllegalArgumentException("a set of " + size + " digits");
        }
        return new Digits(seed, split, size);
    }

    /**
     * Generated digits as a data set.
     *
     * @param seed any value
     * @param trainSize images to train and calibrate with, at least 1
     * @param testSize images to test with, at least 1
     */
    public static DataSet dataSet(long seed, int trainSize, int testSize) {
        ImageSet train = of(seed, Split.TRAIN, trainSize);
        ImageSet test = of(seed, Split.TEST, testSize);
        return new DataSet("digits", split -> split == Split.TRAIN ? train : test);
    }

    @Override
    public String name() {
        return "digits " + split.word();
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int channels() {
        return 1;
    }

    @Override
    public int height() {
        return SIDE;
    }

    @Override
    public int width() {
        return SIDE;
    }

    @Override
    public int classes() {
        return CLASSES;
    }

    /** The digit at this place of the random order that its block of ten samples has. */
    @Override
    public int label(int index) {
        Objects.checkIndex(index, size);
        SplittableRandom random = new SplittableRandom(hash(~stream + index / CLASSES));
        int[] order = new int[CLASSES];
        for (int i = 0; i < CLASSES; i++) {
            int j = (int) (random.nextDouble() * (i + 1));
            order[i] = order[j];
            order[j] = i;
        }
        return order[index % CLASSES];
    }

    @Override
    public void pixels(int index, byte[] into) {
        int digit = label(index);
        SplittableRandom random = new SplittableRandom(hash(stream + index));
        DigitPen pen = new DigitPen(SIDE);
        DigitDistortion distortion = DigitDistortion.random(random, SIDE);
        for (double[] stroke : DigitStrokes.of(digit, random)) {
            pen.draw(distortion.apply(stroke));
        }
        pen.develop(random, into);
    }

    /** Spreads neighbouring numbers over all 64 bits, so that the streams they seed have nothing in common. */
    private static long hash(long value) {
        return new SplittableRandom(value).nextLong();
    }
}
