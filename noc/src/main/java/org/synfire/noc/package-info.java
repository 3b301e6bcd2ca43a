/**
 * The mesh of nodes and its faults, the paths of packets through it, and the counters of the {@code ideal} timing.
 *
 * <pre>
 *   Mesh                  which nodes and directed links there are
 *   Faults, Reachability  which of them are faulty, and which pairs of nodes are cut off
 *   DimensionOrderRoute   which links a packet crosses: along x first, then along y
 *   TrafficCounters       packets, hops and link loads of steps without contention
 *   ZeroLoadLatency       cycles a lone packet takes, from RouterTiming
 * </pre>
 *
 * <p>Timing here is without contention: packets never wait for each other. Nothing here knows neurons. Figures of chips
 * are in {@code org.synfire.noc.chip}, and the energy of events is in {@code org.synfire.noc.energy}.
 */
package org.synfire.noc;
