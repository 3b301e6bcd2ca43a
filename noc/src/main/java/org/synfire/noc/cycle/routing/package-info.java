/**
 * The rules of the routing algorithms: which paths a packet has through a mesh and its faults, which port it takes, and
 * which virtual channels.
 *
 * <pre>
 *   RoutingRules      one object for each constant of Routing; every other class asks it
 *   Routes            the paths of one routing in one mesh with its faults
 *   RoutingFunction   chooses the port of a head flit in a router
 * </pre>
 *
 * <p>A new algorithm is a class here and a constant of {@code Routing}.
 */
package org.synfire.noc.cycle.routing;
