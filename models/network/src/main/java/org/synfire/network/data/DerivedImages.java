package org.synfire.network.data;

import java.util.List;

/** Images of another set, some of them or changed; whatever is not said anew is as there. */
public interface DerivedImages extends ImageSet {
    /** The other set. */
    ImageSet all();

    @Override
    default String name() {
        return all().name();
    }

    @Override
    default int size() {
        return all().size();
    }

    @Override
    default int channels() {
        return all().channels();
    }

    @Override
    default int height() {
        return all().height();
    }

    @Override
    default int width() {
        return all().width();
    }

    @Override
    default int classes() {
        return all().classes();
    }

    @Override
    default List<String> classNames() {
        return all().classNames();
    }

    @Override
    default ImageNotes notes() {
        return all().notes();
    }

    @Override
    default int label(int index) {
        return all().label(index);
    }

    @Override
    default void pixels(int index, byte[] into) {
        all().pixels(index, into);
    }
}
