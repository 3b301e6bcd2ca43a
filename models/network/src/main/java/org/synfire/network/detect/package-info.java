/**
 * Object detection on the host: heads turn a network's raw outputs into boxes, suppression leaves one box per object,
 * and average precision judges them. {@link org.synfire.network.detect.HeadFile} reads which head a network has.
 */
package org.synfire.network.detect;
