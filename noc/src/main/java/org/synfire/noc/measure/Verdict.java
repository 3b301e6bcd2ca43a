package org.synfire.noc.measure;

/**
 * Whether a network is saturated, and in words why.
 *
 * @param saturated whether it cannot carry what is offered for long
 * @param words a sentence or a few; says where the network is fullest, at what offered load
 */
public record Verdict(boolean saturated, String words) {}
