package org.synfire.network.data;

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
    public ImageSet tried(int count) {
        return new RemarkedImages(all.tried(count), remark);
    }
}
