package org.synfire.tools.sweep;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/** A service that runs tasks elsewhere; the part {@code tools/sweep} provides Apache Spark. */
public interface SweepCluster {
    /** The cluster, if its part is on the class path. */
    static Optional<SweepCluster> find() {
        return ServiceLoader.load(SweepCluster.class).findFirst();
    }

    /** Where tasks run if the user does not say it: what started this process has said it; mostly empty. */
    Optional<String> givenPlace();

    /**
     * Whether a place names a cluster of this kind.
     *
     * @param place as the user gives it, such as {@code local[2]} or {@code spark://host:7077}
     */
    boolean isPlace(String place);

    /**
     * Connects.
     *
     * @param place for which {@link #isPlace} holds
     * @param job what is run there
     * @throws org.synfire.engine.InputException if the place cannot be reached
     */
    SweepExecutor open(String place, Job job);

    /**
     * What a cluster must know of a sweep.
     *
     * @param name for the people who watch the cluster
     * @param identity of this program: version, commit and Java; executors must have the same
     * @param files what tasks read, absolute
     * @param threads of each task
     * @param configuration the user's settings of the cluster, by key
     * @param messages takes what the user should know while it runs
     */
    record Job(
            String name,
            String identity,
            List<String> files,
            int threads,
            Map<String, String> configuration,
            Consumer<String> messages) {
        /** Copies the lists. */
        public Job {
            files = List.copyOf(files);
            configuration = Map.copyOf(configuration);
        }
    }
}
