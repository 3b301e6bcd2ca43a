package org.synfire.emulator.map;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.synfire.noc.chip.Chips;

/**
 * The nodes of ResNet-20's slices as a hash: it must be the same on every machine. When cutting or placing changes on
 * purpose, this test prints the new one; it goes here with the reason in the commit.
 */
class MapperGoldenTest {
    @Test
    void resnet20LiesWhereItAlwaysDid() {
        int[] nodes = Mapper.map(NetworkBuilder.resnet20(), Chips.darwin3()).slices().stream()
                .mapToInt(Slice::node)
                .toArray();
        assertEquals(1620423574, Arrays.hashCode(nodes));
    }
}
