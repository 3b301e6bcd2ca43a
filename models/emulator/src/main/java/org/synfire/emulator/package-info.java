/** How a chip computes it: mapping onto cores, spikes as packets, timing, and the results of a run. */
package org.synfire.emulator;
