/**
 * What both forms of the simulation share: partitions of the mesh's rows and the threads that simulate them, source
 * queues, packets in flight, delay lines, and the order of deliveries.
 *
 * <pre>
 *   PartitionedNetwork --offers--&gt; SourceQueues of a Partition --flits--&gt; routers of the form
 *          ^                                                                |
 *          +------ DeliveryLog, in the order of cycle and node &lt;------------+
 * </pre>
 */
package org.synfire.noc.cycle.partition;
