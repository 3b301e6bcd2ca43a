package org.synfire.training.hessian;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.synfire.network.data.Digits;
import org.synfire.network.data.ImageSet;
import org.synfire.network.data.Split;
import org.synfire.network.description.Descriptions;
import org.synfire.network.training.QuantizationPlan;
import org.synfire.training.Natives;
import org.synfire.training.spiking.SpikingNetwork;
import org.synfire.training.tensor.Tensors;

class PostTrainingTest {
    private static final ImageSet IMAGES = Digits.of(1, Split.TEST, 130);

    @BeforeEach
    void requireNatives() {
        Natives.require();
    }

    @Test
    void theNetworkIsAsItWasAfterwards() {
        torch.manual_seed(1);
        SpikingNetwork network = new SpikingNetwork(Descriptions.find("tiny"), QuantizationPlan.floating(3));
        SpikingLoss loss = new SpikingLoss(network, IMAGES, 10);
        PostTraining trained = new PostTraining(loss, IMAGES);
        float[] before = Tensors.floats(loss.parameters().get(1));
        Score whole = trained.withBits(List.of(), () -> false).orElseThrow();
        assertEquals(130, whole.samples());
        assertEquals(network.countCorrect(IMAGES), whole.correct());
        assertEquals(
                whole.lossSum(),
                trained.withBits(List.of(32, 32, 32), () -> false).orElseThrow().lossSum());
        assertEquals(
                whole.loss(),
                trained.withBits(List.of(16, 16, 16), () -> false).orElseThrow().loss(),
                1e-2);
        assertNotEquals(
                whole.lossSum(),
                trained.withBits(List.of(32, 2, 32), () -> false).orElseThrow().lossSum());
        assertTrue(trained.withBits(List.of(2, 2, 2), () -> true).isEmpty(), "stopped");
        assertArrayEquals(before, Tensors.floats(loss.parameters().get(1)));
        assertEquals(
                whole.lossSum(),
                trained.withBits(List.of(), () -> false).orElseThrow().lossSum());
    }
}
