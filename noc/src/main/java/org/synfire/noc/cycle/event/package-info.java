/**
 * The event form of the simulation: only routers that have something to decide are visited, and cycles in which nothing
 * can happen are skipped. It simulates every network that can be specified.
 */
package org.synfire.noc.cycle.event;
