package org.synfire.noc.chip;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.synfire.engine.InputException;

/** A damaged chip file is read or refused with the file's name; nothing else ever comes out of it. */
class ChipFilePropertyTest {
    private static final String LABEL = "damaged.yaml";

    private final byte[] darwin3;

    ChipFilePropertyTest() throws IOException {
        try (InputStream stream = Chips.class.getResourceAsStream("darwin3.yaml")) {
            darwin3 = stream.readAllBytes();
        }
    }

    @Property(tries = 300)
    void refusesOrReadsATruncatedFile(@ForAll @IntRange(min = 0, max = 1_000_000) int millionths) {
        assertReadsOrRefuses(Arrays.copyOf(darwin3, (int) (darwin3.length * (long) millionths / 1_000_000)));
    }

    @Property(tries = 500)
    void refusesOrReadsAFileWithWrongBytes(@ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int changes) {
        Random random = new Random(seed);
        byte[] damaged = darwin3.clone();
        for (int change = 0; change < changes; change++) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(128);
        }
        assertReadsOrRefuses(damaged);
    }

    private static void assertReadsOrRefuses(byte[] bytes) {
        try {
            assertNotNull(ChipFile.parse(LABEL, bytes).mesh());
        } catch (InputException e) {
            assertTrue(e.getMessage().startsWith(LABEL), e.getMessage());
        }
    }
}
