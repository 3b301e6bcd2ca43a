package org.synfire.emulator.map;

import java.util.stream.IntStream;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.Projection;

/**
 * Which of the synapses' inputs a sender stands behind; the others are the constant zeros of a rearrangement, such as
 * padding, and need no axon.
 *
 * <p>Kept by channel, row and column: exact for padding; single inputs left out of rows and columns that are sent
 * otherwise count as sent.
 *
 * @param count inputs with a sender
 * @param channels for each channel of the synapses' input whether any of its inputs has a sender
 * @param rows for each row alike
 * @param columns for each column alike
 */
record SentInputs(int count, boolean[] channels, boolean[] rows, boolean[] columns) {
    static SentInputs of(Projection projection) {
        Shape in = projection.synapses().in();
        SentInputs sent = new SentInputs(
                (int) IntStream.range(0, in.size())
                        .filter(i -> projection.sentBy(i) >= 0)
                        .count(),
                new boolean[in.channels()],
                new boolean[in.height()],
                new boolean[in.width()]);
        for (int i = 0; i < in.size(); i++) {
            if (projection.sentBy(i) >= 0) {
                sent.channels[i / in.positions()] = true;
                sent.rows[i % in.positions() / in.width()] = true;
                sent.columns[i % in.width()] = true;
            }
        }
        return sent;
    }
}
