/**
 * The lock-step form of the simulation: every router is simulated in every cycle, one vector lane for each. It is for
 * dense traffic, one virtual channel and XY routing.
 */
package org.synfire.noc.cycle.lockstep;
