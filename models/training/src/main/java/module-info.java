/** Trains networks; the tool never loads it. */
module org.synfire.training {
    requires com.fasterxml.jackson.annotation;
    requires com.fasterxml.jackson.databind;
    requires com.google.protobuf;
    requires info.picocli;
    requires me.tongfei.progressbar;
    requires org.bytedeco.pytorch;
    requires org.synfire.papers;

    exports org.synfire.training.allocation;
    exports org.synfire.training.description;
    exports org.synfire.training.precision;

    opens org.synfire.training to
            info.picocli;
    opens org.synfire.training.learn to
            com.fasterxml.jackson.databind;
    opens org.synfire.training.precision to
            com.fasterxml.jackson.databind;
}
