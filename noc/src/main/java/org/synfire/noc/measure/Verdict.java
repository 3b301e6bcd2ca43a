package org.synfire.noc.measure;

/**
 * Whether a network is saturated, and the reason in words.
 *
 * @param saturated whether it cannot carry what is offered for long
 * @param words one or more clauses, which name the busiest channel
 */
public record Verdict(boolean saturated, String words) {}
