package org.synfire.emulator.map;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.synfire.noc.Mesh;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.chip.CoreType;

/**
 * Slices in their order along a walk over the mesh.
 *
 * <p>With a band of one row the walk is the zigzag of Darwin3's compiler (REFERENCE A5): along the first row from the
 * node next to the input, back along the second, and so on, chip by chip. With a band of several rows it goes down and
 * up the columns of a band, which keeps a layer's cores in a block.
 */
final class FirstPlacement {
    private final ChipDescription chip;
    private final int[] walk;

    FirstPlacement(ChipDescription chip, int bandRows) {
        this.chip = chip;
        this.walk = walk(chip.mesh(), bandRows);
    }

    /**
     * Puts every slice on the first free node of the walk that holds it. A slice that a little core holds goes on a big
     * one only while enough are left.
     *
     * @param needs what each slice needs; the first, the input, goes to the I/O node
     * @return the node of each slice; there must be enough nodes
     */
    int[] place(List<CoreType> needs) {
        Deque<Integer> big = steps(CoreType.BIG);
        Deque<Integer> little = steps(CoreType.LITTLE);
        int bigNeeded = (int)
                needs.stream().skip(1).filter(need -> need == CoreType.BIG).count();
        int[] nodes = new int[needs.size()];
        nodes[0] = chip.ioNode();
        for (int slice = 1; slice < nodes.length; slice++) {
            boolean isBigNeeded = needs.get(slice) == CoreType.BIG;
            boolean isBigSpare = big.size() > bigNeeded;
            boolean isBigNext = isBigNeeded || little.isEmpty() || (isBigSpare && big.getFirst() < little.getFirst());
            nodes[slice] = walk[(isBigNext ? big : little).removeFirst()];
            bigNeeded -= isBigNeeded ? 1 : 0;
        }
        return nodes;
    }

    /** The steps of the walk at cores of one kind. */
    private Deque<Integer> steps(CoreType type) {
        return IntStream.range(0, walk.length)
                .filter(step -> chip.coreType(walk[step]) == type)
                .boxed()
                .collect(Collectors.toCollection(ArrayDeque::new));
    }

    private int[] walk(Mesh mesh, int bandRows) {
        IntStream.Builder nodes = IntStream.builder();
        for (int chipY = 0; chipY < mesh.chipsY(); chipY++) {
            for (int i = 0; i < mesh.chipsX(); i++) {
                boolean isEastward = chipY % 2 == 0;
                addChip(mesh, isEastward ? i : mesh.chipsX() - 1 - i, chipY, bandRows, nodes);
            }
        }
        return nodes.build().filter(chip::isNeuronCore).toArray();
    }

    private static void addChip(Mesh mesh, int chipX, int chipY, int bandRows, IntStream.Builder nodes) {
        for (int band = 0; band * bandRows < mesh.chipHeight(); band++) {
            int rows = Math.min(bandRows, mesh.chipHeight() - band * bandRows);
            for (int i = 0; i < mesh.chipWidth(); i++) {
                int x = band % 2 == 0 ? i : mesh.chipWidth() - 1 - i;
                for (int j = 0; j < rows; j++) {
                    int y = band * bandRows + (i % 2 == 0 ? j : rows - 1 - j);
                    nodes.add(mesh.node(chipX * mesh.chipWidth() + x, chipY * mesh.chipHeight() + y));
                }
            }
        }
    }
}
