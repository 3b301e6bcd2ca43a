package org.synfire.network.integer;

import java.util.Arrays;
import java.util.Locale;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;

/**
 * A transfer function as a table over a code: for activation functions that are no limits, such as a sigmoid.
 *
 * <p>The rescaled sum, limited to {@code input}, is looked up, and what stands there is sent. <b>Beyond the chip:</b>
 * no published program of Darwin3 reads a table; its instructions do allow one in a core's memory.
 *
 * @param name of the function, shown to people
 * @param input the code of the rescaled sum
 * @param tables what is sent for each value of {@code input} from its least to its greatest: one table, or one per
 *     channel
 */
public record TransferTable(String name, Code input, int[][] tables) implements Transfer {
    /** @throws InputException if a table has another length than the input's range */
    public TransferTable {
        int length = input.high() - input.low() + 1;
        if (tables.length == 0 || Arrays.stream(tables).anyMatch(table -> table.length != length)) {
            throw new InputException(
                    String.format(Locale.ROOT, "the transfer function %s needs tables of %d values", name, length));
        }
    }

    /** What is sent for a rescaled sum within the input's range. */
    public int apply(int channel, int value) {
        return tables[tables.length == 1 ? 0 : channel][value - input.low()];
    }

    void requireFits(String layer, Shape shape, Code sent) {
        boolean fits = Arrays.stream(tables)
                .flatMapToInt(Arrays::stream)
                .allMatch(value -> value >= sent.low() && value <= sent.high());
        if (!fits || (tables.length != 1 && tables.length != shape.channels())) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "layer %s: %d tables of %s for %d channels and codes of %d..%d; one table, or one per channel, of"
                            + " such codes is needed",
                    layer,
                    tables.length,
                    name,
                    shape.channels(),
                    sent.low(),
                    sent.high()));
        }
    }
}
