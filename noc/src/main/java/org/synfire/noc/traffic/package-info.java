/**
 * Sources, destinations and times of packets: synthetic traffic and recorded traces, both read through one cursor.
 *
 * <pre>
 *   PatternName -> TrafficPattern      which nodes a node sends to, all equally likely
 *   InjectionProcess                   how many cycles lie between two packets of a node: Bernoulli, or bursts
 *   NodeStreams                        one stream of random numbers per node
 *        \-> SyntheticTraffic  \
 *   PacketTrace -> TraceReader  >-- PacketSource: the next packet's cycle, source and destination
 *              RecordedTraffic /
 * </pre>
 *
 * <p>What a network does with the packets is not known here.
 */
package org.synfire.noc.traffic;
