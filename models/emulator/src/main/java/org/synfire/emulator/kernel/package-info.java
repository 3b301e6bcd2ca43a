/**
 * The inner loops: adding weight rows to sums, carrying sums into potentials, turning codes into spike bits, moving
 * neurons that spike.
 *
 * <p>{@link org.synfire.emulator.kernel.Kernels} is the contract; a Vector API form and a scalar twin give the same
 * integers bit for bit.
 */
package org.synfire.emulator.kernel;
