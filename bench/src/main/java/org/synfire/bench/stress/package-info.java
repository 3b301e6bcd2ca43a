/**
 * jcstress tests of the engine's lock-free types: what one thread wrote is seen by another in full, in order, once,
 * however the compiler and the processor reorder. {@link org.synfire.bench.stress.StressTests} runs them.
 */
package org.synfire.bench.stress;
