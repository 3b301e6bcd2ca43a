package org.synfire.noc.measure;

/**
 * Latency and hops of the measured packets.
 *
 * @param packets how many arrived
 * @param latency cycles from creation to the tail's arrival
 * @param latencyError half the width of its mean's 95 % confidence interval; NaN with too few packets
 * @param network cycles from leaving the source queue to the tail's arrival
 * @param meanHops links crossed per packet
 */
public record PacketFigures(
        long packets, LatencyFigures latency, double latencyError, LatencyFigures network, double meanHops) {}
