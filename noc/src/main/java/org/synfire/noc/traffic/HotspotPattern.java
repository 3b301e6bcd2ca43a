package org.synfire.noc.traffic;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.Collectors;
import org.synfire.engine.InputException;
import org.synfire.noc.Mesh;

/** Every node sends to a few nodes with equal probability; these nodes also send to themselves and to each other. */
public final class HotspotPattern implements TrafficPattern {
    private final int[] hotspots;

    /**
     * @param mesh the mesh
     * @param hotspots the nodes that receive all packets
     * @throws InputException if there is none, one is not on the mesh, or one is named twice
     */
    public HotspotPattern(Mesh mesh, int... hotspots) {
        if (hotspots.length == 0) {
            throw new InputException(
                    "Hotspot traffic needs at least one node that receives it, such as node " + mesh.nodes() / 2);
        }
        BitSet named = new BitSet();
        for (int hotspot : hotspots) {
            requirePossible(mesh, hotspot, named.get(Math.max(0, hotspot)));
            named.set(hotspot);
        }
        this.hotspots = hotspots.clone();
    }

    private static void requirePossible(Mesh mesh, int hotspot, boolean isNamedBefore) {
        if (hotspot < 0 || hotspot >= mesh.nodes()) {
            throw new InputException("Hotspot " + hotspot + " is not on the mesh of " + mesh.width() + "x"
                    + mesh.height() + ": its nodes are 0 to " + (mesh.nodes() - 1));
        }
        if (isNamedBefore) {
            throw new InputException(
                    "Hotspot " + hotspot + " is named twice; hotspots receive alike, so name each once");
        }
    }

    @Override
    public String label() {
        return "hotspot " + Arrays.stream(hotspots).mapToObj(Integer::toString).collect(Collectors.joining(","));
    }

    @Override
    public int choices() {
        return hotspots.length;
    }

    @Override
    public int destination(int source, int choice) {
        return hotspots[choice];
    }
}
