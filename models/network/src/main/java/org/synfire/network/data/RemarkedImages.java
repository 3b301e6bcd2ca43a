package org.synfire.network.data;

import java.util.function.IntConsumer;

/** Another set of which there is one more thing to say. */
record RemarkedImages(ImageSet all, String remark) implements DerivedImages {
    @Override
    public ImageNotes notes() {
        return all.notes().with(remark);
    }

    @Override
    public ImageSet take(int count) {
        return new RemarkedImages(all.take(count), remark);
    }

    @Override
    public ImageSet tried(int count, IntConsumer progress) {
        return new RemarkedImages(all.tried(count, progress), remark);
    }
}
