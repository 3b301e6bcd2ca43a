package org.synfire.network.image;

import java.util.Set;

/**
 * An image as it was read from a file.
 *
 * @param pixels grey, or red, green, blue
 * @param traits what was special about the file
 */
public record ReadImage(PixelImage pixels, Set<ImageTrait> traits) {
    public ReadImage {
        traits = Set.copyOf(traits);
    }
}
