package org.synfire.network.data;

import java.util.List;
import java.util.function.IntConsumer;
import org.synfire.network.image.ImageSize;
import org.synfire.network.image.Placement;

/**
 * Images with the boxes of the objects in them, for detection. The label of an image is the class of its largest box;
 * of an image without boxes it is an {@link org.synfire.engine.InputException}.
 */
public interface BoxedImages extends ImageSet {
    /**
     * The objects of an image.
     *
     * @param file name of the file
     * @param size of the image in the file, upright
     * @param placement from pixels of the file to pixels that the network sees
     * @param boxes in pixels of the file
     */
    record Scene(String file, ImageSize size, Placement placement, List<Box> boxes) {
        public Scene {
            boxes = List.copyOf(boxes);
        }
    }

    /**
     * The objects of image {@code index}; the file's header is read for its size.
     *
     * @throws org.synfire.engine.InputException if a box stands out of the image by more than a pixel
     */
    Scene scene(int index);

    /** The label of a box, 0..classes()-1. */
    int labelOf(Box box);

    @Override
    BoxedImages take(int count);

    @Override
    default BoxedImages tried(int count) {
        return tried(count, tried -> {});
    }

    @Override
    BoxedImages tried(int count, IntConsumer progress);
}
