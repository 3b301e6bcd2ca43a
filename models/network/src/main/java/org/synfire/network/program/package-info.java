/**
 * Neuron programs in the assembly of Darwin3's neuron instruction set: text, machine words, and what they compute.
 *
 * <pre>
 *   Assembler            text -> AssemblyProgram: instructions, state words, constants; checked
 *   Instruction          an operation with the values of its fields, to and from a word of 16 bits
 *   RegisterArithmetic   width of the registers, rounding of products, what a result beyond its register becomes
 *   Action               an instruction with its fields decoded, as executors run it
 *   Interpreter          one neuron at a time: the definition of what a program computes
 *   ProgramLibrary       programs that come along
 * </pre>
 *
 * <p>The instruction set is known from the chip's public deployment tool. What is not public there is refused, or is an
 * assumption that {@link org.synfire.network.program.RegisterArithmetic} and
 * {@link org.synfire.network.program.Interpreter} state.
 */
package org.synfire.network.program;
