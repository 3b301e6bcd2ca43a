package org.synfire.network.data;

import org.synfire.network.image.ColorOrder;
import org.synfire.network.image.ImageSize;
import org.synfire.network.image.ImageTransform;
import org.synfire.network.image.PixelImage;

/**
 * Images of another set, cut, resized and with other channels; computed whenever they are asked for.
 *
 * @param all images of one size
 * @param transform what happens to each
 */
record TransformedImages(ImageSet all, ImageTransform transform) implements DerivedImages {
    /** Another set after a transform; the set itself if nothing happens to it. */
    static ImageSet of(ImageSet all, ImageTransform transform) {
        return transform.isNone() ? all : new TransformedImages(all, transform);
    }

    /** @throws org.synfire.engine.InputException if the part to cut out is larger than the images */
    TransformedImages {
        transform.sizeOf(new ImageSize(all.width(), all.height()));
    }

    private ImageSize target() {
        return transform.sizeOf(new ImageSize(all.width(), all.height()));
    }

    @Override
    public int channels() {
        ColorOrder colors = transform.colors();
        return colors == null ? all.channels() : colors.channels();
    }

    @Override
    public int height() {
        return target().height();
    }

    @Override
    public int width() {
        return target().width();
    }

    @Override
    public ImageNotes notes() {
        return all.notes().withSteps(transform.steps());
    }

    @Override
    public void pixels(int index, byte[] into) {
        byte[] planes = new byte[all.imageBytes()];
        all.pixels(index, planes);
        transform
                .apply(PixelImage.ofPlanes(new ImageSize(all.width(), all.height()), all.channels(), planes))
                .planes(into);
    }
}
