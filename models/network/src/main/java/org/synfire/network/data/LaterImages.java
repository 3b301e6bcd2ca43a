package org.synfire.network.data;

import java.util.Objects;

/** The images of another set from number {@code first} on. */
record LaterImages(ImageSet all, int first) implements DerivedImages {
    @Override
    public int size() {
        return all.size() - first;
    }

    private int inAll(int index) {
        return first + Objects.checkIndex(index, size());
    }

    @Override
    public int label(int index) {
        return all.label(inAll(index));
    }

    @Override
    public void pixels(int index, byte[] into) {
        all.pixels(inAll(index), into);
    }
}
