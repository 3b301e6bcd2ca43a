/** Networks from file to spikes. */
@SuppressWarnings("module") // the training module is compiled after this one
module org.synfire.models {
    requires transitive org.synfire.noc;
    requires com.fasterxml.jackson.databind;
    requires com.fasterxml.jackson.dataformat.csv;
    requires com.google.protobuf;
    requires com.microsoft.onnxruntime;
    requires hipparchus.stat;
    requires jdk.incubator.vector;

    exports org.synfire.models.data;
    exports org.synfire.models.emulate;
    exports org.synfire.models.encoding;
    exports org.synfire.models.experiment;
    exports org.synfire.models.file;
    exports org.synfire.models.floating;
    exports org.synfire.models.hessian;
    exports org.synfire.models.integer;
    exports org.synfire.models.kernel;
    exports org.synfire.models.map;
    exports org.synfire.models.mint;
    exports org.synfire.models.network;
    exports org.synfire.models.neuron;
    exports org.synfire.models.onnx.proto to
            org.synfire.training;
    exports org.synfire.models.onnx;
    exports org.synfire.models.quantize;
    exports org.synfire.models.reference;
    exports org.synfire.models.sdann;
    exports org.synfire.models.shift;
    exports org.synfire.models.sparsity;
    exports org.synfire.models.spiking;
    exports org.synfire.models.table;

    opens org.synfire.models.hessian to
            com.fasterxml.jackson.databind;
    opens org.synfire.models.sdann to
            com.fasterxml.jackson.databind;
    opens org.synfire.models.sparsity to
            com.fasterxml.jackson.databind;

    uses org.synfire.models.experiment.ReportRenderer;
}
