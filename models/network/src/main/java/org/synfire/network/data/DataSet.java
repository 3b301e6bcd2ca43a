package org.synfire.network.data;

import java.util.function.Function;

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
    private ImageSet train;
    private ImageSet test;

    /**
     * @param name what a report calls the set
     * @param reader reads one split; called at most once for each that can be read
     */
    DataSet(String name, Function<Split, ImageSet> reader) {
        this.name = name;
        this.reader = reader;
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
