package org.synfire.network.integer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;

class SparseSynapsesTest {
    private static final Shape IN = Shape.vector(3);

    @Test
    void listsInAnyOrderGiveWhatLongListsOfInputsDo() {
        int[][] synapses = {{2, 5, -7, 0}, {0, 1, 300, 4}, {2, 0, 1, 255}, {0, 1, 2, 0}};
        SparseSynapses sorted =
                SparseSynapses.of(IN, Shape.vector(9), synapses.length, new SparseSynapses.SynapseList() {
                    @Override
                    public int source(int synapse) {
                        return synapses[synapse][0];
                    }

                    @Override
                    public int target(int synapse) {
                        return synapses[synapse][1];
                    }

                    @Override
                    public int weight(int synapse) {
                        return synapses[synapse][2];
                    }

                    @Override
                    public int extraDelay(int synapse) {
                        return synapses[synapse][3];
                    }
                });
        SparseSynapses built = new SparseSynapses.Builder(IN, Shape.vector(9), 0)
                .from(0)
                .to(1, 300, 4)
                .to(1, 2, 0)
                .from(2)
                .to(5, -7, 0)
                .to(0, 1, 255)
                .build();
        assertEquals(listed(built), listed(sorted));
        assertEquals("0:1/300/4 0:1/2/0 2:5/-7/0 2:0/1/255 ", listed(built));
        assertEquals(255, built.largestExtraDelay());
        assertEquals(4, built.connections());
    }

    private static String listed(SparseSynapses synapses) {
        StringBuilder text = new StringBuilder();
        for (int input = 0; input < synapses.in().size(); input++) {
            for (int s = synapses.start(input); s < synapses.start(input + 1); s++) {
                text.append(input).append(':').append(synapses.target(s));
                text.append('/').append(synapses.weight(s)).append('/');
                text.append(synapses.extraDelay(s)).append(' ');
            }
        }
        return text.toString();
    }

    @Test
    void manyOutputsTakeAThirdByte() {
        Shape large = Shape.vector(1 << 17);
        SparseSynapses synapses = new SparseSynapses.Builder(IN, large, 0)
                .from(1)
                .to((1 << 17) - 1, 1, 1)
                .to(65_536, 1, 2)
                .to(65_535, 1, 3)
                .build();
        assertEquals("1:131071/1/1 1:65536/1/2 1:65535/1/3 ", listed(synapses));
        assertEquals(6 * 3 + 4 * 4, synapses.bytes());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "9 | 1 | 0 | a synapse from 0 to 9 of weight 1 with 0 more steps of delay",
                "-1 | 1 | 0 | a synapse from 0 to -1 of weight 1",
                "0 | 32768 | 0 | a synapse from 0 to 0 of weight 32768",
                "0 | 1 | 256 | a synapse from 0 to 0 of weight 1 with 256 more steps"
            })
    void whatIsOutOfRangeIsRefused(int target, int weight, int delay, String message) {
        SparseSynapses.Builder builder = new SparseSynapses.Builder(IN, Shape.vector(9), 0).from(0);
        String said = assertThrows(InputException.class, () -> builder.to(target, weight, delay))
                .getMessage();
        assertEquals(message, said.substring(0, message.length()));
    }

    @Test
    void inputsRise() {
        SparseSynapses.Builder builder = new SparseSynapses.Builder(IN, Shape.vector(9), 0).from(1);
        assertEquals(
                "synapses of input 1 after those of input 1; inputs rise",
                assertThrows(InputException.class, () -> builder.from(1)).getMessage());
        assertEquals(
                "synapses of input 3; inputs are 0..2",
                assertThrows(InputException.class, () -> builder.from(3)).getMessage());
    }
}
