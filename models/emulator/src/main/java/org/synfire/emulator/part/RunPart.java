package org.synfire.emulator.part;

import java.util.List;
import org.synfire.emulator.result.RunDetails;
import org.synfire.emulator.result.RunNotes;
import org.synfire.emulator.result.RunResult;
import org.synfire.emulator.result.SpikeBound;
import org.synfire.emulator.timing.LinkPackets;
import org.synfire.engine.measure.Latencies;

/**
 * A part of a run: all that joining it with others needs. {@code docs/large-runs.md} describes its file.
 *
 * @param range its samples
 * @param networkSha256 of the network of integers
 * @param data of its samples and of those before it
 * @param result what it measured by itself
 * @param details what lies behind that
 * @param samples what it found for each sample
 * @param activations of its samples
 * @param instructions that neuron programs of each layer executed
 * @param bounds of layers whose neurons spike several times in a step
 * @param steps of the part
 * @param packetCycles latencies of packets
 * @param hostSteps host nanoseconds of the steps that the part before has not had
 * @param lastHostStep the time of the last of these
 * @param links packets that crossed links, over the time of the whole run
 * @param notes what a reader must know
 */
public record RunPart(
        SampleRange range,
        String networkSha256,
        DataRecord data,
        RunResult result,
        RunDetails details,
        SampleRecord samples,
        ActivationRecord activations,
        long[] instructions,
        List<SpikeBound> bounds,
        StepRecord steps,
        List<Latencies.Counted> packetCycles,
        List<Latencies.Counted> hostSteps,
        long lastHostStep,
        LinkPackets links,
        RunNotes notes) {
    /**
     * Hashes of samples, see {@link org.synfire.network.data.SampleHash}; empty where the parts' samples were hashed
     * together elsewhere.
     *
     * @param before of the whole run's samples before the part
     * @param until of the whole run's samples before the part and in it
     */
    public record DataRecord(String before, String until) {
        /** Not known. */
        public static final DataRecord NONE = new DataRecord("", "");
    }

    /** Keeps copies of the lists. */
    public RunPart {
        bounds = List.copyOf(bounds);
        packetCycles = List.copyOf(packetCycles);
        hostSteps = List.copyOf(hostSteps);
    }
}
