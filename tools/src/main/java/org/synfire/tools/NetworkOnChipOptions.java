package org.synfire.tools;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.synfire.engine.InputException;
import org.synfire.noc.Mesh;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.cycle.NetworkSpec;
import org.synfire.noc.cycle.RouterConfig;
import org.synfire.noc.cycle.Routing;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options that say which network-on-chip. */
final class NetworkOnChipOptions {
    private static final RouterConfig DEFAULT_ROUTER = RouterConfig.ofHopCycles(3, 1, 8);
    private static final String SIZE = "[0-9]{1,9}x[0-9]{1,9}";

    /** Routings by the names that users write. */
    static final class RoutingName implements ITypeConverter<Routing>, Iterable<String> {
        private static final List<String> NAMES =
                Arrays.stream(Routing.values()).map(Routing::label).toList();

        @Override
        public Routing convert(String name) {
            return Arrays.stream(Routing.values())
                    .filter(routing -> routing.label().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("there is no routing '" + name + "'; possible: "
                            + NAMES.stream().collect(Collectors.joining(", "))));
        }

        @Override
        public Iterator<String> iterator() {
            return NAMES.iterator();
        }
    }

    @Option(
            names = "--chip",
            paramLabel = "NAME|FILE",
            description = "Takes mesh, routers and what is dead from a built-in chip or a chip file in YAML; "
                    + "--vcs, --buffer and --hop-cycles replace its figures.")
    private String chip;

    @Option(
            names = "--chips",
            paramLabel = "AxD",
            description = "Chips side by side, across and down, such as 2x2 (default: 1x1).")
    private String chips;

    @Option(names = "--mesh", paramLabel = "AxD", description = "Nodes across and down (default: 8x8, or a trace's).")
    String mesh;

    @Option(
            names = "--routing",
            paramLabel = "R",
            defaultValue = "xy",
            converter = RoutingName.class,
            completionCandidates = RoutingName.class,
            description = "Way of packets: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
    Routing routing;

    @Option(
            names = "--vcs",
            paramLabel = "V",
            description = "Virtual channels of every port, 1.." + RouterConfig.MAX_VIRTUAL_CHANNELS
                    + " (default: 1, or the chip's).")
    private Integer virtualChannels;

    @Option(
            names = "--buffer",
            paramLabel = "B",
            description = "Flits that each virtual channel's buffer holds, 1.." + RouterConfig.MAX_BUFFER_FLITS
                    + " (default: 8, or the chip's).")
    private Integer buffer;

    @Option(
            names = "--hop-cycles",
            paramLabel = "C",
            description = "Cycles from router to router, 1.." + RouterConfig.MAX_HOP_CYCLES
                    + ": 1 is a single-cycle router, 5 has routing, VC allocation, switch allocation, switch"
                    + " and link (default: 3, or the chip's).")
    private Integer hopCycles;

    /** The chip whose mesh is meant; {@code null} for none. */
    ChipDescription chip() {
        if (chip != null && mesh != null) {
            throw new InputException(
                    "--mesh does not go with --chip, which says what the mesh is; leave one of them out");
        }
        if (chip == null && chips != null) {
            throw new InputException("--chips says how many of a chip lie side by side; name it with --chip");
        }
        return chip == null ? null : ChipOptions.sideBySide(ChipOptions.named(chip), chips);
    }

    /** @throws InputException if the mesh is not one */
    Mesh mesh() {
        if (!mesh.matches(SIZE)) {
            throw new InputException("--mesh " + mesh + ": write how many nodes across and down, such as 8x8");
        }
        String[] sides = mesh.split("x");
        try {
            return Mesh.ofOneChip(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
        } catch (InputException impossible) {
            throw new InputException("--mesh " + mesh + ": " + impossible.getMessage(), impossible);
        }
    }

    /**
     * @param from the chip whose routers are meant; {@code null} for none
     * @throws InputException if a number is out of its range, or they do not go together
     */
    NetworkSpec spec(Mesh nodes, ChipDescription from, long seed) {
        requireRange("--vcs", virtualChannels, RouterConfig.MAX_VIRTUAL_CHANNELS);
        requireRange("--buffer", buffer, RouterConfig.MAX_BUFFER_FLITS);
        requireRange("--hop-cycles", hopCycles, RouterConfig.MAX_HOP_CYCLES);
        RouterConfig router = router(from == null ? DEFAULT_ROUTER : from.routerConfig());
        if (router.virtualChannels() < routing.leastVirtualChannels()) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "--routing %s needs at least %d virtual channels to be free of deadlock: give --vcs %2$d or more",
                    routing.label(),
                    routing.leastVirtualChannels()));
        }
        return NetworkSpec.of(nodes, router).withRouting(routing).withSeed(seed);
    }

    private RouterConfig router(RouterConfig standing) {
        int channels = virtualChannels == null ? standing.virtualChannels() : virtualChannels;
        int slots = buffer == null ? standing.bufferFlits() : buffer;
        return hopCycles == null
                ? new RouterConfig(
                        channels,
                        slots,
                        standing.pipeline(),
                        standing.links(),
                        standing.allocator(),
                        standing.allocatorIterations())
                : RouterConfig.ofHopCycles(hopCycles, channels, slots);
    }

    private static void requireRange(String option, Integer value, int most) {
        if (value != null && (value < 1 || value > most)) {
            throw new InputException(String.format(Locale.ROOT, "%s %d: give 1..%d", option, value, most));
        }
    }
}
