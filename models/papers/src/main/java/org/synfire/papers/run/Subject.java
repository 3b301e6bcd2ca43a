package org.synfire.papers.run;

import org.synfire.network.data.DataSet;
import org.synfire.network.graph.Network;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.quantize.Preprocessing;

/**
 * A trained network with its data.
 *
 * @param name as tables show it
 * @param network of integers, exact
 * @param floating of real numbers, or {@code null} for a network that has only integers
 * @param file the bytes of the model file; {@code null} likewise
 * @param preprocessing what the network sees of a pixel
 * @param data training and test images; with boxes where those are the task
 * @param task what is asked of it
 */
public record Subject(
        String name,
        EncodedNetwork network,
        Network floating,
        byte[] file,
        Preprocessing preprocessing,
        DataSet data,
        SubjectTask task) {
    /** One that classifies. */
    public Subject(
            String name,
            EncodedNetwork network,
            Network floating,
            byte[] file,
            Preprocessing preprocessing,
            DataSet data) {
        this(name, network, floating, file, preprocessing, data, new SubjectTask.Classes());
    }
}
