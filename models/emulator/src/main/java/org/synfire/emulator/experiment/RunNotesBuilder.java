package org.synfire.emulator.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.synfire.emulator.map.Mapping;
import org.synfire.emulator.map.UncountedParts;
import org.synfire.emulator.result.RunNotes;
import org.synfire.network.data.SampleSet;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.NumberFormats;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.ScaledIntegration;

/** What a reader of a run must know of its samples, its timing and arithmetic, and its place on the chip. */
final class RunNotesBuilder {
    private final Mapping mapping;
    private final IntegerNetwork network;
    private final SampleSet set;
    private final Meters meters;

    RunNotesBuilder(Mapping mapping, SampleSet set, Meters meters) {
        this.mapping = mapping;
        this.network = mapping.network();
        this.set = set;
        this.meters = meters;
    }

    /** The sentences that no count decides. */
    RunNotes notes() {
        return new RunNotes(set.remarks(), settingNotes(), mappingNotes());
    }

    private List<String> settingNotes() {
        List<String> notes = new ArrayList<>();
        if (!set.isLabelled()) {
            notes.add("The samples have no labels, so that there is no accuracy; samples.csv has the outputs.");
        }
        notes.add(
                switch (meters.timing().kind()) {
                    case IDEAL ->
                        meters.events().isPresent()
                                ? "Energy and time of steps come from single events: a step ends when the slowest core"
                                        + " has updated its neurons, and sent and received its packets, and the cores"
                                        + " have agreed that it is over; no packet waits for another."
                                : "Packet and step cycles are least values: no packet waits for another; routers, links"
                                        + " and core times are assumed where the chip file says so.";
                    case CYCLE ->
                        "Packet and step cycles: every flit through every router; cores update one neuron after the"
                                + " other and read one weight word after the other; routers, links and core times are"
                                + " assumed where the chip file says so.";
                });
        RunPrecision.scaled(network).ifPresent(integration -> notes.add(registers(integration)));
        network.populations().stream()
                .filter(p -> RunSummary.direct(p).isPresent())
                .forEach(p -> notes.add(String.format(
                        Locale.ROOT,
                        "The image reaches %s as currents, the same in every step: a host computes them once per"
                            + " sample (%,d multiplications) and writes one to each neuron. Neither is in any figure"
                            + " of time, packets or energy.",
                        p.name(),
                        RunSummary.direct(p).orElseThrow().connections())));
        notes.addAll(UncountedParts.of(network));
        return notes;
    }

    private List<String> mappingNotes() {
        List<String> notes = new ArrayList<>();
        if (mapping.reachViolations() > 0) {
            notes.add(String.format(
                    Locale.ROOT,
                    "%d core pairs are farther apart than an axon entry reaches (%d nodes in x or y); the chip "
                            + "needs relays for them, which are not counted.",
                    mapping.reachViolations(),
                    mapping.chip().reach()));
        }
        List<String> cutOverSpace = network.populations().stream()
                .filter(p -> mapping.isBeyondCompiler(p.id()))
                .map(Population::name)
                .toList();
        if (!cutOverSpace.isEmpty()) {
            notes.add("Cut over space, which Darwin3's compiler does not do: " + String.join(", ", cutOverSpace) + ".");
        }
        if (mapping.delayBits() > 0) {
            notes.add(String.format(
                    Locale.ROOT,
                    "Branches that wait for others need %,d bytes of delay memory, in a place not published.",
                    Math.ceilDiv(mapping.delayBits(), Byte.SIZE)));
        }
        return notes;
    }

    private static String registers(ScaledIntegration integration) {
        NumberFormats formats = integration.formats();
        return String.format(
                Locale.ROOT,
                "Weighted sums of %d bits, potentials and biases of %d, factors M0 and M1 of %d, which are assumed "
                        + "where the chip file says so; that registers %s is assumed.",
                formats.sum().bits(),
                formats.potential().bits(),
                formats.multiplierBits(),
                formats.sum().overflow().name().toLowerCase(Locale.ROOT));
    }
}
