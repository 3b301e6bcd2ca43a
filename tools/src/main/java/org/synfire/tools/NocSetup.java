package org.synfire.tools;

import java.util.List;

/**
 * What was measured, as the JSON of {@code synfire noc} says it.
 *
 * @param mesh nodes across and down
 * @param traffic who sends to whom
 * @param injection when packets are created
 * @param packetFlits flits of a packet
 * @param routing way of packets
 * @param vcs virtual channels of every port
 * @param buffer flits of each virtual channel's buffer
 * @param hopCycles cycles from router to router
 * @param dead links and routers that are dead
 * @param cutOffPairs pairs of working nodes between which the routing has no way
 * @param threads workers
 * @param seed of everything random
 * @param version of the program
 * @param command the command line
 */
record NocSetup(
        String mesh,
        String traffic,
        String injection,
        int packetFlits,
        String routing,
        int vcs,
        int buffer,
        int hopCycles,
        List<String> dead,
        long cutOffPairs,
        int threads,
        long seed,
        String version,
        String command) {}
