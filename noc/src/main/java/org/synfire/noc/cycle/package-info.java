/**
 * The network-on-chip cycle by cycle: every flit through every router, virtual channel, credit and link.
 *
 * <pre>
 *   offer --> source queue --inject--> [ router ] --link--> [ router ] --eject--> delivery
 *   (caller)  one per node               ^   |                             (listener)
 *                                        +---+ credits travel back against the flits
 *
 *   NetworkSpec     mesh, RouterConfig, Routing, Faults, threads: what is to be built
 *   CycleNetworks   builds it
 *   CycleNetwork    offers, the clock, deliveries, counters, fingerprint
 *   Reachability    which pairs of nodes declared faults cut off
 * </pre>
 *
 * <p>Routers are input-buffered with credit-based wormhole flow control (Dally and Towles, Principles and Practices of
 * Interconnection Networks, 2004, chapters 13, 16 to 19). What happens in a cycle is a function of the state at the end
 * of the cycle before, so the order in which routers are visited and the number of threads change nothing. A partition
 * of rows is what one thread simulates; flits and credits on their way wait in lines, by the cycle in which they
 * arrive.
 *
 * <p>Traffic patterns, sweeps and statistics are not here; neither are spikes.
 */
package org.synfire.noc.cycle;
