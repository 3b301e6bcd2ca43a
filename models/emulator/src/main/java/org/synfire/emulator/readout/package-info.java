/** What is read of the last population of a network of spikes as the outputs of a sample. */
package org.synfire.emulator.readout;
