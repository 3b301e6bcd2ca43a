/**
 * The cortical microcircuit of Potjans and Diesmann: 77,169 neurons in eight populations, about 0.3 billion synapses.
 *
 * <pre>
 *   MicrocircuitTable     the published parameters
 *   MicrocircuitNetwork   an integer network of them, of any scale: synapses drawn by number, weights in 1/16 pA
 *   MicrocircuitRun       a run of it on a chip, and what it found
 *   MicrocircuitTables    the run's tables, published figures beside them
 * </pre>
 */
package org.synfire.papers.microcircuit;
