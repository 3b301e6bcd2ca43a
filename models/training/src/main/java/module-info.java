/** Trains the network of the built-in demo; the tool never loads it. */
module org.synfire.training {
    requires com.google.protobuf;
    requires info.picocli;
    requires org.bytedeco.pytorch;
    requires org.synfire.models;

    opens org.synfire.training to info.picocli;
}
