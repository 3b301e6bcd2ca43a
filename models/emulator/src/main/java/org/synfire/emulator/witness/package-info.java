/**
 * Who computes the samples of a run another way, to compare with: the dense reference, another tool's outputs, the
 * real-valued network. Each is a {@link org.synfire.emulator.witness.Witness}; an experiment has a list of them.
 */
package org.synfire.emulator.witness;
