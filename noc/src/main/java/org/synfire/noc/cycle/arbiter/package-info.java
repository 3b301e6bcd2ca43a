/**
 * The allocators of a router: which input channel crosses the switch in a cycle, and which one is given a virtual
 * channel of an output port.
 */
package org.synfire.noc.cycle.arbiter;
