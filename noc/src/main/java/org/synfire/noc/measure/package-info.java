/**
 * Measurements of a network under load: throughput, packet latency, the busiest channel, and the saturation load.
 *
 * <pre>
 *   PacketSource --PacketFeed--> CycleNetwork --PacketStatistics--> histograms, BatchMeans
 *        warm-up until steady  |  measured cycles  |  drain, load kept on
 *
 *   LoadMeasurement   one load: a LoadPoint with its Verdict, which is open if the cycles are too few
 *   LoadSweep         many loads: the latency curve, and the saturation load by dividing intervals;
 *                     a SweepMemory keeps the finished ones
 *   TraceMeasurement  a trace replayed from its first packet to the last arrival
 * </pre>
 *
 * <p>Method: Dally and Towles, Principles and Practices of Interconnection Networks, 2004, chapters 23 and 24. Packet
 * latency counts from creation, the wait in the source queue included; network latency from leaving the source queue.
 * Packets created in the measured cycles are measured, all of them: load is kept on until the last of them has arrived.
 */
package org.synfire.noc.measure;
