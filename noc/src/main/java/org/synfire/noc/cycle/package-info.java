/**
 * The network-on-chip cycle by cycle, as its user sees it: what is built, what is offered, what arrives and what was
 * counted. Every flit passes through every router, virtual channel, credit and link of its path.
 *
 * <pre>
 *   offer --> source queue --inject--> [ router ] --link--> [ router ] --eject--> delivery
 *   (caller)  one per node               ^   |                             (listener)
 *                                        +---+ credits travel back against the flits
 *
 *   NetworkSpec     mesh, RouterConfig, Routing, faults, threads: what is to be built
 *   CycleNetwork    offers, the clock, deliveries, counters, fingerprint
 * </pre>
 *
 * <p>{@code CycleNetworks} in the package {@code form} builds a network.
 *
 * <p>Routers have input buffers and wormhole flow control by credits (Dally and Towles, Principles and Practices of
 * Interconnection Networks, 2004, chapters 13, 16 to 19). What happens in a cycle depends only on the state at the end
 * of the cycle before. The order in which routers are visited and the number of threads therefore change nothing.
 *
 * <p>Traffic patterns, sweeps and statistics are not here; neither are spikes.
 */
package org.synfire.noc.cycle;
