/**
 * Parts that know nothing neuromorphic: memory, rings, actors, workers and measurement.
 *
 * <pre>
 *   memory  &lt;-  ring  &lt;-  actor  -&gt;  measure
 *  (off-heap)  (packets)  (steps)    (records, latencies)
 * </pre>
 *
 * This package itself holds only what every module shares: the error for unusable input, and text that a terminal only
 * shows.
 */
package org.synfire.engine;
