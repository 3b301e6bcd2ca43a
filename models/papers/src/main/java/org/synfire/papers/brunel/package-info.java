/**
 * Brunel's network of sparsely connected excitatory and inhibitory neurons: 12,500 neurons, 15,625,000 synapses.
 *
 * <pre>
 *   BrunelRegime    strength of inhibition and of the input, and what others found for them
 *   BrunelNetwork   an integer network of it, of any scale: synapses drawn by number
 * </pre>
 *
 * Runs and their tables are in the package {@code recurrent}.
 */
package org.synfire.papers.brunel;
