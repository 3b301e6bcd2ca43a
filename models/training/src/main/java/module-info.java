import org.synfire.network.training.TrainingService;
import org.synfire.training.TorchTraining;

/** Trains networks with PyTorch: a service that other modules find at run time. */
module org.synfire.training {
    requires com.fasterxml.jackson.databind;
    requires com.google.protobuf;
    requires org.bytedeco.pytorch;
    requires org.synfire.network;

    opens org.synfire.training.checkpoint to
            com.fasterxml.jackson.databind;
    opens org.synfire.training.learn to
            com.fasterxml.jackson.databind;

    provides TrainingService with
            TorchTraining;
}
