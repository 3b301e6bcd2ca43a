/** Builds networks, and chooses the form of the simulation that is faster for a load. */
package org.synfire.noc.cycle.form;
