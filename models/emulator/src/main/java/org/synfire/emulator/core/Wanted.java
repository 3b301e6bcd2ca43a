package org.synfire.emulator.core;

import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.function.ToLongFunction;

/**
 * What observers want to know beyond the usual.
 *
 * @param firings for each core for how many of the first samples which neurons fire
 * @param potentials for each core for how many of the first samples the potentials
 * @param senders what packets stand for
 */
record Wanted(IntToLongFunction firings, IntToLongFunction potentials, boolean senders) {
    static Wanted by(List<StepObserver> observers) {
        return new Wanted(
                core -> most(observers, observer -> observer.firingsWanted(core)),
                core -> most(observers, observer -> observer.potentialsWanted(core)),
                observers.stream().anyMatch(StepObserver::wantsSenders));
    }

    private static long most(List<StepObserver> observers, ToLongFunction<StepObserver> wanted) {
        return observers.stream().mapToLong(wanted).max().orElse(0);
    }
}
