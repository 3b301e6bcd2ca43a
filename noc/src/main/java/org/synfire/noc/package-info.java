/**
 * The mesh of nodes, the way packets take through it, and what the {@code ideal} timing counts about them.
 *
 * <pre>
 *   Mesh                  which nodes and directed links there are
 *   DimensionOrderRoute   which links a packet crosses: along x first, then along y
 *   TrafficCounters       packets, hops and link loads of steps without contention
 *   ZeroLoadLatency       cycles a lone packet takes, from RouterTiming
 * </pre>
 *
 * <p>Timing here is without contention: packets never wait for each other. Nothing here knows neurons; what a chip's
 * figures are is {@code org.synfire.noc.chip}'s subject, and what its events cost {@code org.synfire.noc.energy}'s.
 */
package org.synfire.noc;
