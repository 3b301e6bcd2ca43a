package org.synfire.network.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.synfire.engine.file.WholeFile;
import org.synfire.network.description.Layer;
import org.synfire.network.description.SpikingDescription;
import org.synfire.network.neuron.PotentialRounding;

/**
 * A trained network and how well it answers.
 *
 * @param network the network without its weights
 * @param plan the precision of its layers
 * @param trainingImages number of images that it learned from
 * @param epochs times that it saw every one of them
 * @param seed of the training
 * @param threads of the training library
 * @param imagesPerSecond images that the last run of the training learned from per second of host time
 * @param samples test images that it was judged on
 * @param correct of these, answered as labelled, computed as in training
 * @param integers for each rounding that an integer neuron has, how the integers answer; empty if not every layer has
 *     integers
 */
public record TrainingReport(
        SpikingDescription network,
        QuantizationPlan plan,
        int trainingImages,
        int epochs,
        long seed,
        int threads,
        double imagesPerSecond,
        int samples,
        int correct,
        Map<PotentialRounding, Integers> integers) {
    /**
     * The answers of a network of integers.
     *
     * @param correct answered as labelled
     * @param agreeing answered as the network computed in training
     */
    public record Integers(int correct, int agreeing) {}

    public TrainingReport {
        integers = Collections.unmodifiableMap(new TreeMap<>(integers));
    }

    /** Share of right answers, computed as in training, 0..1. */
    public double accuracy() {
        return share(correct);
    }

    /** Share of right answers of the integers with a rounding, 0..1. */
    public double accuracy(PotentialRounding rounding) {
        return share(integers.get(rounding).correct());
    }

    private double share(int right) {
        return (double) right / samples;
    }

    /**
     * Writes the report as JSON.
     *
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        WholeFile.write(
                file, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(json()));
    }

    private ObjectNode json() {
        ObjectNode json = new ObjectMapper()
                .createObjectNode()
                .put("network", network.name())
                .put("timeSteps", network.timeSteps())
                .put("scheme", plan.scheme().name())
                .put("trainingImages", trainingImages)
                .put(
                        "weights",
                        network.weighted().stream()
                                .mapToLong(Layer.Weighted::weights)
                                .sum())
                .put(
                        "additionsPerStep",
                        network.weighted().stream()
                                .mapToLong(Layer.Weighted::operations)
                                .sum())
                .put("epochs", epochs)
                .put("seed", seed)
                .put("threads", threads)
                .put("imagesPerSecond", imagesPerSecond)
                .put("samples", samples)
                .put("correct", correct)
                .put("accuracy", accuracy());
        network.mean().forEach(json.withArray("mean")::add);
        network.std().forEach(json.withArray("std")::add);
        plan.layers()
                .forEach(layer -> json.withArray("bits")
                        .addObject()
                        .put("weightBits", layer.weightBits())
                        .put("potentialBits", layer.potentialBits())
                        .put("float", layer.isFloat()));
        integers.forEach((rounding, answers) -> json.withObject("/integers")
                .putObject(rounding.name())
                .put("correct", answers.correct())
                .put("agreeing", answers.agreeing()));
        return json;
    }
}
