package org.synfire.network.data;

import java.util.Objects;

/** The first {@code size} images of another set. */
record FirstImages(ImageSet all, int size) implements DerivedImages {
    @Override
    public int label(int index) {
        return all.label(Objects.checkIndex(index, size));
    }

    @Override
    public void pixels(int index, byte[] into) {
        all.pixels(Objects.checkIndex(index, size), into);
    }
}
