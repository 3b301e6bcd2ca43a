package org.synfire.noc.chip;

/**
 * A rule of a chip and where it comes from.
 *
 * @param word one of the rule's words
 * @param source who published it, or, where {@code assumed}, why this one was taken
 * @param assumed whether nobody has published it for this chip
 */
public record StatedRule(String word, String source, boolean assumed) {}
