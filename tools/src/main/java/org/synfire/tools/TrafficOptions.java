package org.synfire.tools;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.synfire.engine.InputException;
import org.synfire.noc.Mesh;
import org.synfire.noc.cycle.CycleNetwork;
import org.synfire.noc.measure.OfferedTraffic;
import org.synfire.noc.traffic.BernoulliInjection;
import org.synfire.noc.traffic.BurstyInjection;
import org.synfire.noc.traffic.InjectionProcess;
import org.synfire.noc.traffic.PatternName;
import org.synfire.noc.traffic.TrafficPattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Options that say what is sent. */
final class TrafficOptions {
    private static final List<String> FOR_SYNTHETIC = List.of(
            "--traffic",
            "--hotspots",
            "--rate",
            "--burst",
            "--packet-flits",
            "--seed",
            "--cycles",
            "--warmup",
            "--sweep",
            "--save-trace");
    private static final List<String> NOT_FOR_BROADCAST = List.of(
            "--traffic",
            "--hotspots",
            "--rate",
            "--burst",
            "--seed",
            "--cycles",
            "--warmup",
            "--sweep",
            "--trace",
            "--save-trace");
    private static final List<String> NOT_FOR_SWEEP = List.of("--rate", "--save-trace");

    /** Patterns by the names that users write. */
    static final class TrafficName implements ITypeConverter<PatternName>, Iterable<String> {
        private static final List<String> NAMES =
                Arrays.stream(PatternName.values()).map(PatternName::label).toList();

        @Override
        public PatternName convert(String name) {
            return Arrays.stream(PatternName.values())
                    .filter(pattern -> pattern.label().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "there is no traffic '" + name + "'; possible: " + String.join(", ", NAMES)));
        }

        @Override
        public Iterator<String> iterator() {
            return NAMES.iterator();
        }
    }

    @Option(
            names = "--traffic",
            paramLabel = "T",
            defaultValue = "uniform",
            converter = TrafficName.class,
            completionCandidates = TrafficName.class,
            description = "Who sends to whom: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
    PatternName pattern;

    @Option(
            names = "--hotspots",
            split = ",",
            paramLabel = "N",
            description =
                    "Nodes that receive everything under hotspot traffic, such as 27,28; nodes are numbered row by"
                            + " row.")
    int[] hotspots = {};

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "0.1",
            description = "Flits that each node offers per cycle, 0..1 (default ${DEFAULT-VALUE}).")
    double rate;

    @Option(
            names = "--burst",
            paramLabel = "P",
            description = "Packets come in bursts of this mean length, back to back (default: each cycle draws anew).")
    Double burst;

    @Option(
            names = "--packet-flits",
            paramLabel = "F",
            defaultValue = "1",
            description = "Flits of a packet, 1.." + CycleNetwork.MAX_PACKET_FLITS
                    + "; Darwin3's spike packet has 2 (default ${DEFAULT-VALUE}).")
    int packetFlits;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of everything random (default ${DEFAULT-VALUE}).")
    long seed;

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description = "Replays a trace of packets in place of synthetic traffic.")
    Path trace;

    @Option(
            names = "--save-trace",
            paramLabel = "FILE",
            description = "Writes the packets as a trace; compressed if its name ends in .gz.")
    Path saveTrace;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** @throws InputException if an option is given that does not go with the others */
    void requireConsistent(boolean isSweep, boolean isBroadcast) {
        if (isBroadcast) {
            requireNone(NOT_FOR_BROADCAST, "--broadcast, which sends one broadcast in an empty network");
        }
        if (trace != null) {
            requireNone(FOR_SYNTHETIC, "--trace, which says what is sent and when");
        } else if (isSweep) {
            requireNone(NOT_FOR_SWEEP, "--sweep, which measures many loads");
        }
    }

    private void requireNone(List<String> options, String with) {
        for (String option : options) {
            if (command.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new InputException(option + " does not go with " + with + "; leave one of them out");
            }
        }
    }

    /** @throws InputException if a value is not possible, or the pattern is not defined on the mesh */
    OfferedTraffic traffic(Mesh mesh) {
        if (!(rate >= 0 && rate <= 1)) {
            throw new InputException(
                    "--rate " + rate + ": give 0..1 flits per node and cycle; a node's port takes no more");
        }
        if (packetFlits < 1 || packetFlits > CycleNetwork.MAX_PACKET_FLITS) {
            throw new InputException(String.format(
                    Locale.ROOT, "--packet-flits %d: give 1..%d", packetFlits, CycleNetwork.MAX_PACKET_FLITS));
        }
        return new OfferedTraffic(pattern(mesh), process(), seed);
    }

    private TrafficPattern pattern(Mesh mesh) {
        if (pattern == PatternName.HOTSPOT && hotspots.length == 0) {
            throw new InputException(
                    "--traffic hotspot needs at least one node that receives it: give --hotspots, such as --hotspots "
                            + mesh.nodes() / 2);
        }
        return pattern.on(mesh, hotspots);
    }

    private InjectionProcess process() {
        if (burst == null) {
            return new BernoulliInjection(rate, packetFlits);
        }
        try {
            return new BurstyInjection(rate, packetFlits, burst);
        } catch (InputException impossible) {
            throw new InputException("--burst " + burst + ": " + impossible.getMessage(), impossible);
        }
    }
}
