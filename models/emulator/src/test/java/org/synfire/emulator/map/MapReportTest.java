package org.synfire.emulator.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.synfire.network.integer.NetworkCopies;
import org.synfire.noc.chip.ChipFigure;
import org.synfire.noc.chip.Chips;

class MapReportTest {
    @Test
    void showsEveryLayerTotalsAndTheMesh() {
        var network = new NetworkBuilder(1, 8, 8)
                .convolution(2, 3, 1, 1)
                .convolution(2, 3, 1, 1)
                .convolution(2, 3, 1, 1)
                .residual(2, 100)
                .dense(10)
                .build();
        var chip = Chips.darwin3().with(ChipFigure.MESH_WIDTH, 6, "small").with(ChipFigure.MESH_HEIGHT, 4, "small");
        List<String> lines = MapReport.lines(Mapper.map(network, chip));
        assertEquals("""
              layer                    cores    (big + little)    neurons   full      axon-in words     axon-out \
            words      reach   hops per        delay
                                                                               %       used / limit       used / \
            limit violations     packet       memory
            A layer1                       1         1       0        128    3.1       169 / 65,536       164 / \
            16,384          0       1.00          0 B
            B layer2                       1         0       1        128    3.1        197 / 8,192       146 / \
            16,384          0       1.00          0 B
            C layer3                       1         0       1        128    3.1        199 / 8,192       256 / \
            16,384          0       1.50      0.1 KiB
            D layer4                       1         1       0         10    0.2       397 / 65,536        10 / \
            16,384          0       1.00          0 B

            cores           4 of 23 (17.4 %): 2 big, 2 little; on 1 of 1 chips
            neurons         394 of 94,208 (0.4 %); 2.4 % of the cores in use
            hops            1.22 per packet, 1.57 per spike (to all its cores), about 634 per sample at 0.9 spikes a \
            sender
            out of reach    0 of 5 flows between cores (|dx| or |dy| above 15 hops)
            delay memory    0.1 KiB for spikes that wait for a longer branch; its place on the chip is not known, so \
            it is in no limit

            mesh: @ input, letters as above, . free core, o other node without neurons
            @ABCD.
            (3 free rows below)\
            """, String.join("\n", lines));
    }

    @Test
    void marksLayersThatTheCompilerWouldRefuse() {
        List<String> lines = MapReport.lines(Mapper.map(
                new NetworkBuilder(1, 80, 80).convolution(1, 1, 1, 0).dense(1).build(), Chips.darwin3()));
        assertTrue(lines.get(2).startsWith("A layer1*  "), lines.get(2));
        assertTrue(lines.contains(
                "*               cut over space as well as over channels, which the chip's compiler does not do"));
    }

    @Test
    void separatesChips() {
        var network = new NetworkBuilder(1, 64, 64).convolution(4, 1, 1, 0).build();
        var chip = Chips.darwin3()
                .with(ChipFigure.MESH_WIDTH, 2, "small")
                .with(ChipFigure.MESH_HEIGHT, 2, "small")
                .withChips(2, 2);
        List<String> lines = MapReport.lines(Mapper.map(network, chip));
        assertEquals(List.of("@A oA", "AA ..", "(2 free rows below)"), lines.subList(lines.size() - 3, lines.size()));
    }

    @Test
    void shortensLongNamesAtTheirBeginning() {
        var network = NetworkCopies.of(new NetworkBuilder(1, 2, 2).dense(2).build(), 2);
        assertTrue(MapReport.lines(Mapper.map(network, Chips.darwin3())).get(3).startsWith("B layer1/2 "));
    }

    @Test
    void showsManyChipsAsACharacterEach() {
        var network =
                NetworkCopies.of(new NetworkBuilder(1, 8, 8).dense(20).dense(10).build(), 200);
        var chip = Chips.darwin3()
                .with(ChipFigure.MESH_WIDTH, 4, "small")
                .with(ChipFigure.MESH_HEIGHT, 4, "small")
                .withChips(6, 8);
        List<String> lines = MapReport.lines(Mapper.map(network, chip));
        assertTrue(lines.size() < 50, () -> lines.size() + " lines");
        assertEquals("  and 395 more layers on 395 cores", lines.get(7));
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("between chips   ")));
        int legend =
                lines.indexOf("chips: each a chip; . no core in use, 1 to 9 tenths of the cores, # all; the input is"
                        + " at the top left");
        List<String> picture = lines.subList(legend + 1, lines.size());
        assertTrue(picture.stream().limit(4).allMatch(line -> line.matches("[.1-9#]{6}")), picture.toString());
    }

    @Test
    void showsBlocksOfChipsWhereTheyAreTooMany() {
        var network = new NetworkBuilder(1, 2, 2).dense(2).build();
        var chip = Chips.darwin3()
                .with(ChipFigure.MESH_WIDTH, 2, "small")
                .with(ChipFigure.MESH_HEIGHT, 1, "small")
                .withChips(150, 70);
        List<String> lines = MapReport.lines(Mapper.map(network, chip));
        assertTrue(lines.contains(
                "chips: each 2 x 3 chips; . no core in use, 1 to 9 tenths of the cores, # all; the input is at the top"
                        + " left"));
        assertEquals("2" + ".".repeat(74), lines.get(lines.size() - 2));
        assertEquals("(23 free rows below)", lines.getLast());
    }
}
