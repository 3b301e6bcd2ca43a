import org.synfire.network.training.TrainingService;

/** What is computed: networks from file to integers, data sets, and the dense reference. Knows no chip. */
@SuppressWarnings("module") // the modules named here are compiled after this one
module org.synfire.network {
    requires transitive org.synfire.engine;
    requires com.fasterxml.jackson.databind;
    requires com.github.luben.zstd_jni;
    requires com.google.protobuf;
    requires com.microsoft.onnxruntime;
    requires io.jhdf;
    requires java.desktop;
    requires java.xml;
    requires org.apache.commons.compress;

    exports org.synfire.network.curvature;
    exports org.synfire.network.data;
    exports org.synfire.network.demo;
    exports org.synfire.network.description;
    exports org.synfire.network.event;
    exports org.synfire.network.event.data;
    exports org.synfire.network.event.format;
    exports org.synfire.network.detect;
    exports org.synfire.network.file;
    exports org.synfire.network.floating;
    exports org.synfire.network.graph;
    exports org.synfire.network.image;
    exports org.synfire.network.integer;
    exports org.synfire.network.json to
            com.fasterxml.jackson.databind,
            org.synfire.emulator,
            org.synfire.papers,
            org.synfire.training;
    exports org.synfire.network.neuron;
    exports org.synfire.network.npy;
    exports org.synfire.network.lava;
    exports org.synfire.network.nir;
    exports org.synfire.network.nir.integer;
    exports org.synfire.network.nir.step;
    exports org.synfire.network.onnx;
    exports org.synfire.network.onnx.proto to
            org.synfire.training;
    exports org.synfire.network.program;
    exports org.synfire.network.quantize;
    exports org.synfire.network.reference;
    exports org.synfire.network.sanafe;
    exports org.synfire.network.shift;
    exports org.synfire.network.sparsity;
    exports org.synfire.network.spiking;
    exports org.synfire.network.training;

    opens org.synfire.network.curvature to
            com.fasterxml.jackson.databind;
    opens org.synfire.network.json to
            com.fasterxml.jackson.databind;
    opens org.synfire.network.sparsity to
            com.fasterxml.jackson.databind;
    opens org.synfire.network.training to
            com.fasterxml.jackson.databind;

    uses TrainingService;
}
