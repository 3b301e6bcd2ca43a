/**
 * Neuron programs on blocks of neurons: each instruction is done for
 * {@value org.synfire.emulator.kernel.program.Block#SIZE} neurons before the next.
 *
 * <pre>
 *   BlockProgram       a program with the constants of a core's neurons; runs block by block
 *   Block              16 registers of all neurons of a block, flags, overflows, and which neurons are active
 *   BlockArithmetic    sums and products of registers
 *     NarrowArithmetic   16 bits, in vectors of 32-bit lanes
 *     WideArithmetic     32 bits, in loops over 64-bit numbers
 * </pre>
 *
 * <p>What is computed is {@link org.synfire.network.program.Interpreter}'s, bit for bit.
 */
package org.synfire.emulator.kernel.program;
