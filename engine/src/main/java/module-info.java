/** Memory, rings, actors, workers and measurement; nothing neuromorphic. */
module org.synfire.engine {
    requires transitive HdrHistogram;
    requires transitive org.agrona;
    requires com.lmax.disruptor;
    requires java.management;
    requires jdk.management;
    requires org.snakeyaml.engine;

    exports org.synfire.engine;
    exports org.synfire.engine.actor;
    exports org.synfire.engine.checkpoint;
    exports org.synfire.engine.file;
    exports org.synfire.engine.measure;
    exports org.synfire.engine.memory;
    exports org.synfire.engine.ring;
    exports org.synfire.engine.yaml;
}
