/**
 * Recurrent networks of random synapses, run for their activity: rates, irregularity, synchrony, and what they take.
 *
 * <pre>
 *   WideNeurons       neurons of a program in registers of 32 bits
 *   RecurrentModel    a network and what is known of its activity
 *        |
 *   RecurrentRun      a run of it on a chip whose cores are taken as large enough
 *        |            SpikeStatistics counts its spikes step by step, SampledSpikes keeps those of some neurons
 *        +-- SpikeRaster   single spikes to be drawn
 *   RecurrentTables   the run's tables, the figures of others beside them
 * </pre>
 */
package org.synfire.papers.recurrent;
