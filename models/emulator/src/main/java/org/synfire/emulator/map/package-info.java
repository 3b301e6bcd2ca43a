/**
 * Where a network's neurons go: populations are cut into slices, one per core, and slices are placed on the mesh.
 *
 * <pre>
 *   IntegerNetwork --cut--&gt; slices, axon-in and axon-out words --place--&gt; nodes --&gt; Mapping --&gt; MapReport
 *                    |                                           |
 *             from the last layer to the first            walk, then annealing
 * </pre>
 *
 * <p>{@link org.synfire.emulator.map.Mapper} does it under the limits of a chip, and
 * {@link org.synfire.emulator.map.Mapping} is the result. How spikes travel, and what contention costs them, is not
 * here.
 */
package org.synfire.emulator.map;
