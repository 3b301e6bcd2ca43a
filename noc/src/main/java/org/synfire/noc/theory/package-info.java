/**
 * Theory of a mesh under XY routing, without simulation: loads, bounds, hops and latency at low load.
 *
 * <pre>
 *   TrafficFlows    traffic between pairs of nodes, as flows through the ports of routers
 *   ChannelLoads    load of every link and port, the fullest one, the ideal saturation bound, hops
 *   LatencyModel    zero-load latency, and the wait at low load
 *   CreditBound     what a virtual channel can carry
 *   MulticastTree   links of a multicast, and the highest rate of broadcasts
 * </pre>
 *
 * <p>A mesh of N nodes, W columns, H rows; the load L is in flits per node and cycle. Links between chips count as
 * links inside one. Source: Dally and Towles, Principles and Practices of Interconnection Networks, 2004, chapters 3,
 * 23 to 25.
 */
package org.synfire.noc.theory;
