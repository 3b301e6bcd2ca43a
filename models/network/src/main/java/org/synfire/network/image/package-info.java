/**
 * Single images: decoding of files, and the geometry and colours that a network wants.
 *
 * <pre>
 *   file --ImageFile--> ReadImage --ImageTransform--> PixelImage of the network's size --> bytes by channel, row,
 *                       pixels, traits  crop a share,                                      column
 *                                       resize, crop N, colours
 * </pre>
 *
 * Everything from the decoded samples on is arithmetic of this package, the same on every machine. Which images there
 * are, and their labels, is known to {@link org.synfire.network.data}.
 */
package org.synfire.network.image;
