package org.synfire.network.image;

/**
 * Where a pixel of a file lies in what the network sees: {@code x' = x * scaleX + shiftX}, and y likewise. Places are
 * those of edges: 0 is the left edge of the first pixel.
 *
 * @param scaleX network pixels per pixel of the file, along rows
 * @param scaleY the same along columns
 * @param shiftX network pixels
 * @param shiftY network pixels
 */
public record Placement(double scaleX, double scaleY, double shiftX, double shiftY) {}
