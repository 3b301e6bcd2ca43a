package org.synfire.network.detect;

import org.synfire.network.image.ImageSize;
import org.synfire.network.image.Placement;

/**
 * An object that a network found.
 *
 * @param label number of its class, from 0
 * @param score how sure the network is, 0..1
 * @param region where it is
 */
public record Detection(int label, double score, Region region) {
    /**
     * The same in pixels of the file, cut at the edge of the image.
     *
     * @param placement from pixels of the file to pixels that the network sees
     * @param size of the image in the file
     */
    public Detection inFile(Placement placement, ImageSize size) {
        return new Detection(label, score, region.inFile(placement).within(size));
    }
}
