package org.synfire.network.detect;

import java.util.List;
import org.synfire.network.data.BoxedImages;

/**
 * An object that is in an image, by its annotation.
 *
 * @param label number of its class, from 0
 * @param region where it is, in pixels of the file
 * @param isIgnored whether it is neither to be found nor wrong to find: VOC's difficult objects and COCO's crowds
 */
public record TrueObject(int label, Region region, boolean isIgnored) {
    /**
     * The objects of an image, cut at its edge.
     *
     * @param scene of one of the images
     */
    public static List<TrueObject> of(BoxedImages images, BoxedImages.Scene scene) {
        return scene.boxes().stream()
                .map(box -> new TrueObject(
                        images.labelOf(box),
                        new Region(box.left(), box.top(), box.right(), box.bottom()).within(scene.size()),
                        box.isDifficult()))
                .toList();
    }
}
