package org.synfire.noc.traffic;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import org.synfire.engine.InputException;
import org.synfire.noc.Mesh;

/**
 * The usual synthetic traffic patterns. Column x and row y give {@code node = y W + x} on a mesh of W columns and H
 * rows; bits are those of the node number.
 */
public enum PatternName {
    /** Any node with equal probability, itself included. */
    UNIFORM(Requirement.NONE),
    /** (x, y) to (y, x). */
    TRANSPOSE(Requirement.SQUARE),
    /** Every bit inverted, which is (W-1-x, H-1-y). */
    BITCOMP(Requirement.POWER_OF_TWO),
    /** The bits in reverse order. */
    BITREV(Requirement.POWER_OF_TWO),
    /** The bits rotated left by one: the perfect shuffle. */
    SHUFFLE(Requirement.POWER_OF_TWO),
    /** ceil(W/2)-1 columns to the east and ceil(H/2)-1 rows to the south, both with wrap-around. */
    TORNADO(Requirement.NONE),
    /** (x+1, y+1) with wrap-around. */
    NEIGHBOR(Requirement.NONE),
    /** A few nodes receive all packets. */
    HOTSPOT(Requirement.NONE);

    private enum Requirement {
        NONE("any mesh"),
        SQUARE("a square mesh"),
        POWER_OF_TWO("a mesh whose number of nodes is a power of two");

        private final String words;

        Requirement(String words) {
            this.words = words;
        }

        boolean isMetBy(Mesh mesh) {
            return switch (this) {
                case NONE -> true;
                case SQUARE -> mesh.width() == mesh.height();
                case POWER_OF_TWO -> Integer.bitCount(mesh.nodes()) == 1;
            };
        }
    }

    private final Requirement requirement;

    PatternName(Requirement requirement) {
        this.requirement = requirement;
    }

    /** The name in lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Whether the pattern is defined on it.
     *
     * @param mesh a mesh
     */
    public boolean isPossibleOn(Mesh mesh) {
        return requirement.isMetBy(mesh);
    }

    /**
     * The pattern on this mesh.
     *
     * @param mesh the mesh
     * @param hotspots the nodes that receive all packets; only for {@link #HOTSPOT}
     * @throws InputException if the pattern is not defined on the mesh, or the hotspots are missing, superfluous, off
     *     the mesh or repeated
     */
    public TrafficPattern on(Mesh mesh, int... hotspots) {
        if (!isPossibleOn(mesh)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "Traffic %s needs %s; %dx%d has %d nodes. Possible on it: %s",
                    label(),
                    requirement.words,
                    mesh.width(),
                    mesh.height(),
                    mesh.nodes(),
                    possibleOn(mesh)));
        }
        if (this != HOTSPOT && hotspots.length > 0) {
            throw new InputException(
                    "Traffic " + label() + " has no hotspots; choose the traffic hotspot, or name none");
        }
        int bits = Integer.numberOfTrailingZeros(mesh.nodes());
        return switch (this) {
            case UNIFORM -> new UniformPattern(mesh.nodes());
            case HOTSPOT -> new HotspotPattern(mesh, hotspots);
            case TRANSPOSE -> permutation(mesh, node -> mesh.node(mesh.y(node), mesh.x(node)));
            case BITCOMP -> permutation(mesh, node -> mesh.nodes() - 1 - node);
            case BITREV -> permutation(mesh, node -> reversed(node, bits));
            case SHUFFLE -> permutation(mesh, node -> rotatedLeft(node, bits));
            case TORNADO ->
                permutation(mesh, node -> shifted(mesh, node, halfway(mesh.width()), halfway(mesh.height())));
            case NEIGHBOR -> permutation(mesh, node -> shifted(mesh, node, 1, 1));
        };
    }

    private TrafficPattern permutation(Mesh mesh, IntUnaryOperator target) {
        return new PermutationPattern(label(), mesh.nodes(), target);
    }

    private static int reversed(int node, int bits) {
        return bits == 0 ? node : Integer.reverse(node) >>> (Integer.SIZE - bits);
    }

    private static int rotatedLeft(int node, int bits) {
        return bits == 0 ? node : (node << 1 & (1 << bits) - 1) | node >>> (bits - 1);
    }

    private static int halfway(int size) {
        return (size + 1) / 2 - 1;
    }

    private static int shifted(Mesh mesh, int node, int dx, int dy) {
        return mesh.node((mesh.x(node) + dx) % mesh.width(), (mesh.y(node) + dy) % mesh.height());
    }

    private static String possibleOn(Mesh mesh) {
        return Arrays.stream(values())
                .filter(name -> name.isPossibleOn(mesh))
                .map(PatternName::label)
                .collect(Collectors.joining(", "));
    }
}
