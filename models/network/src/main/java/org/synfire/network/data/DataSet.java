package org.synfire.network.data;

import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A training and a test set that belong together.
 *
 * <p><b>Memory:</b> a split is read when it is first asked for, and then kept. <b>Threads:</b> any; a split is read
 * once. <b>Errors:</b> a split that is absent or damaged is an {@link org.synfire.engine.InputException} when it is
 * asked for; the other split can be used all the same.
 */
public final class DataSet {
    private final String name;
    private final Function<Split, ImageSet> reader;
    private final boolean isSplit;
    private ImageSet train;
    private ImageSet test;

    /**
     * @param name what a report calls the set
     * @param reader reads one split; called at most once for each that can be read
     */
    DataSet(String name, Function<Split, ImageSet> reader) {
        this(name, reader, true);
    }

    private DataSet(String name, Function<Split, ImageSet> reader, boolean isSplit) {
        this.name = name;
        this.reader = reader;
        this.isSplit = isSplit;
    }

    /** A set whose images are not divided: both splits are all of them, read once. */
    static DataSet unsplit(String name, Supplier<ImageSet> reader) {
        Supplier<ImageSet> once = new Supplier<>() {
            private ImageSet images;

            @Override
            public ImageSet get() {
                images = images == null ? reader.get() : images;
                return images;
            }
        };
        return new DataSet(name, split -> once.get(), false);
    }

    /** Another set made of each split of this one. */
    DataSet map(UnaryOperator<ImageSet> change) {
        return isSplit
                ? new DataSet(name, split -> change.apply(split(split)))
                : unsplit(name, () -> change.apply(test()));
    }

    /** Whether there is a training split apart from the test split; otherwise both are the same images. */
    public boolean isSplit() {
        return isSplit;
    }

    /** What a report calls this set, for example {@code mnist}. */
    public String name() {
        return name;
    }

    /** The images to calibrate and train with. */
    public synchronized ImageSet train() {
        if (train == null) {
            train = reader.apply(Split.TRAIN);
        }
        return train;
    }

    /** The images to judge a network on. */
    public synchronized ImageSet test() {
        if (test == null) {
            test = reader.apply(Split.TEST);
        }
        return test;
    }

    /** {@link #train()} or {@link #test()}. */
    public ImageSet split(Split split) {
        return split == Split.TRAIN ? train() : test();
    }
}
