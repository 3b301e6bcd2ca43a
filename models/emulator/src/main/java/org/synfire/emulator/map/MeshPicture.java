package org.synfire.emulator.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.synfire.noc.Faults;
import org.synfire.noc.Mesh;

/**
 * The mesh as text: a letter for the layer on each core, {@code .} for a free core, {@code @} for the I/O node and
 * {@code o} for other nodes without neurons, {@code x} for dead routers.
 *
 * <p>Chips are separated by a column and a line of space. Rows below the last one in use are left out. With more than
 * 52 layers letters come again.
 */
final class MeshPicture {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private MeshPicture() {}

    /** The letter of a population; {@code @} for the input. */
    static char letter(int population) {
        return population == 0 ? '@' : LETTERS.charAt((population - 1) % LETTERS.length());
    }

    static List<String> lines(Mapping mapping) {
        Mesh mesh = mapping.chip().mesh();
        Faults faults = mapping.chip().faults();
        char[] nodes = new char[mesh.nodes()];
        for (int node = 0; node < nodes.length; node++) {
            nodes[node] = faults.isRouterFaulty(node) ? 'x' : mapping.chip().isNeuronCore(node) ? '.' : 'o';
        }
        mapping.slices().forEach(slice -> nodes[slice.node()] = letter(slice.population()));
        int lastRow = mapping.slices().stream()
                .mapToInt(slice -> mesh.y(slice.node()))
                .max()
                .orElseThrow();
        List<String> lines = new ArrayList<>();
        for (int y = 0; y <= lastRow; y++) {
            if (y > 0 && y % mesh.chipHeight() == 0) {
                lines.add("");
            }
            lines.add(line(mesh, nodes, y));
        }
        if (lastRow + 1 < mesh.height()) {
            lines.add(String.format(Locale.ROOT, "(%d free rows below)", mesh.height() - 1 - lastRow));
        }
        return lines;
    }

    private static String line(Mesh mesh, char[] nodes, int y) {
        StringBuilder line = new StringBuilder();
        for (int x = 0; x < mesh.width(); x++) {
            if (x > 0 && x % mesh.chipWidth() == 0) {
                line.append(' ');
            }
            line.append(nodes[mesh.node(x, y)]);
        }
        return line.toString();
    }
}
