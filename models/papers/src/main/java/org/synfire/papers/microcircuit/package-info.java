/**
 * The cortical microcircuit of Potjans and Diesmann: 77,169 neurons in eight populations, about 0.3 billion synapses.
 *
 * <pre>
 *   MicrocircuitTable     the published parameters
 *   MicrocircuitNetwork   an integer network of them, of any scale: synapses drawn by number, weights in 1/16 pA
 * </pre>
 *
 * Runs and their tables are in the package {@code recurrent}.
 */
package org.synfire.papers.microcircuit;
