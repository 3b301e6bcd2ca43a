package org.synfire.network.detect;

/**
 * The size of a box that a head scales.
 *
 * @param width above 0; the head says in which unit
 * @param height likewise
 */
public record Anchor(double width, double height) {}
