package org.synfire.models.data;

import java.util.Objects;

/** The first {@code size} images of another set, seen through to it. */
record FirstImages(ImageSet all, int size) implements ImageSet {

    @Override
    public String name() {
        return all.name();
    }

    @Override
    public int channels() {
        return all.channels();
    }

    @Override
    public int height() {
        return all.height();
    }

    @Override
    public int width() {
        return all.width();
    }

    @Override
    public int classes() {
        return all.classes();
    }

    @Override
    public int label(final int index) {
        return all.label(Objects.checkIndex(index, size));
    }

    @Override
    public void pixels(final int index, final byte[] into) {
        all.pixels(Objects.checkIndex(index, size), into);
    }
}
