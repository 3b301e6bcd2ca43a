package org.synfire.noc.chip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChipTableTest {
    private final ChipDescription chip = Chips.darwin3();
    private final List<String> lines = ChipTable.lines(chip);

    @Test
    void startsWithTheChipAndItsSize() {
        assertTrue(lines.get(0).startsWith("darwin3: Darwin3, a digital neuromorphic chip"), lines.get(0));
        assertEquals("1 x 1 chips, 24 x 24 nodes, 575 neuron cores, 2355200 neurons at most", lines.get(1));
    }

    @ParameterizedTest
    @EnumSource
    void showsEveryFigureWithUnitAndMark(ChipFigure which) {
        Figure figure = chip.figure(which);
        String row = lines.stream()
                .filter(line -> line.matches("[* ] " + which.key() + " .*"))
                .findFirst()
                .orElseThrow();
        assertEquals(figure.assumed() ? '*' : ' ', row.charAt(0));
        assertTrue(row.matches("[* ] \\S+ +" + figure.valueText() + " " + which.unit() + " +\\S.*"), row);
    }

    @Test
    void showsTheLists() {
        assertTrue(lines.stream().anyMatch(line -> line.matches("  bigColumns +0, 1 columns +S6: .*")));
        assertTrue(lines.stream().anyMatch(line -> line.matches("  weightBits +2, 4, 6, 8, 16 bits +S6: .*")));
    }

    @Test
    void showsEverySourceInFull() {
        String text = String.join(" ", lines).replaceAll("\\s+", " ");
        assertTrue(text.contains(chip.figure(ChipFigure.STATIC_POWER).source()), text);
        chip.sources().values().forEach(title -> assertTrue(text.contains(title), title));
    }

    @Test
    void saysHowManyFiguresAreAssumed() {
        assertEquals("* assumed: nobody has published this figure for the chip (18 figures)", lines.getLast());
    }
}
