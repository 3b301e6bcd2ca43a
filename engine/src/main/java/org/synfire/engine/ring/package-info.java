/**
 * Bounded off-heap rings that carry packed 64-bit packets from worker to worker, in batches.
 *
 * <pre>
 *  producer: offer(header, packets) -&gt; |..|w|w|w|w|..| -&gt; drain(words) :consumer
 *                                         head     tail
 * </pre>
 * A ring moves words and does not know what they say. It never blocks, drops or allocates: full means that less was taken.
 */
package org.synfire.engine.ring;
