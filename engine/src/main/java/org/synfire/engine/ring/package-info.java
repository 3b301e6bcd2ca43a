/**
 * Bounded off-heap rings that carry batches of packed 64-bit packets from worker to worker.
 *
 * <pre>
 *  producer: offer(header, packets) -&gt; |..|header|w|w|w|header|w|w|..| -&gt; drain(receiver) :consumer
 * </pre>
 *
 * A ring moves words and does not know what they say. It never blocks, drops or allocates: where there is no room
 * nothing was taken.
 */
package org.synfire.engine.ring;
