package org.synfire.network.detect;

/**
 * An object that is in an image, by its annotation.
 *
 * @param label number of its class, from 0
 * @param region where it is, in pixels of the file
 * @param isIgnored whether it is neither to be found nor wrong to find: VOC's difficult objects and COCO's crowds
 */
public record TrueObject(int label, Region region, boolean isIgnored) {}
