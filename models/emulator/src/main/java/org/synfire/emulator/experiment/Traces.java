package org.synfire.emulator.experiment;

import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.synfire.emulator.core.StepObserver;
import org.synfire.emulator.map.Mapping;
import org.synfire.emulator.neuron.Schedule;
import org.synfire.emulator.probe.PacketRecorder;
import org.synfire.emulator.probe.StepRecorder;
import org.synfire.emulator.result.RecordedTable;
import org.synfire.network.integer.SampleStarts;

/**
 * What is recorded of every packet and of every step, if it was asked for.
 *
 * @param packets that records packets
 * @param steps that records steps
 */
record Traces(Optional<PacketRecorder> packets, Optional<StepRecorder> steps) {
    /**
     * What was asked for.
     *
     * @param starts of the samples of the run
     * @param hasPackets whether packets are recorded
     * @param hasSteps whether steps are recorded
     */
    static Traces of(Mapping mapping, Meters meters, SampleStarts starts, boolean hasPackets, boolean hasSteps) {
        List<Schedule> schedules = mapping.network().populations().stream()
                .map(population -> Schedule.of(mapping.network(), population.id(), starts))
                .toList();
        return new Traces(
                hasPackets
                        ? Optional.of(new PacketRecorder(mapping, Optional.ofNullable(meters.cycles())))
                        : Optional.empty(),
                hasSteps
                        ? Optional.of(new StepRecorder(
                                mapping,
                                meters.timing(),
                                meters.events(),
                                (layer, step) -> isBusy(mapping, schedules.get(layer), layer, step)
                                        ? mapping.network()
                                                .population(layer)
                                                .shape()
                                                .size()
                                        : 0))
                        : Optional.empty());
    }

    /** Whether a layer integrates a sample in a step, or sends one. */
    private static boolean isBusy(Mapping mapping, Schedule schedule, int layer, long step) {
        return schedule.integratedSample(step) >= 0
                || (mapping.network().sends(layer) && schedule.sentSample(step) >= 0);
    }

    /** They are told after what times packets and steps. */
    List<StepObserver> observers() {
        return Stream.concat(
                        packets.<StepObserver>map(one -> one).stream(), steps.<StepObserver>map(one -> one).stream())
                .toList();
    }

    /** What was recorded. */
    List<RecordedTable> tables(IntToDoubleFunction joulesOfUpdate) {
        return Stream.concat(
                        packets.map(PacketRecorder::table).stream(),
                        steps.map(recorder -> recorder.table(joulesOfUpdate)).stream())
                .toList();
    }
}
