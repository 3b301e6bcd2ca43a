package org.synfire.network.nir;

/**
 * An edge of a graph.
 *
 * @param source name of the node whose output it carries
 * @param target name of the node that it leads to; several edges into one node add up
 */
public record NirEdge(String source, String target) {}
