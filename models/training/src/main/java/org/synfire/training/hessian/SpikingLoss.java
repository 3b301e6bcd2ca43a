package org.synfire.training.hessian;

import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.synfire.network.data.ImageSet;
import org.synfire.training.spiking.SpikingNetwork;
import org.synfire.training.spiking.WeightedStage;
import org.synfire.training.tensor.Tensors;

/**
 * The loss of a spiking network with a surrogate gradient that is itself differentiable.
 *
 * <p>A step function has no second derivative of its own, so the measured curvature is the one that training sees. In a
 * network with integers, the trace is over the unrounded weights, and gradients pass the rounding unchanged.
 */
public final class SpikingLoss implements JudgedLoss {
    private final SpikingNetwork network;
    private final ImageSet images;
    private final int batch;

    /** @param batch images drawn for each loss */
    public SpikingLoss(SpikingNetwork network, ImageSet images, int batch) {
        network.task().requireFit(images);
        this.network = network;
        this.images = images;
        this.batch = batch;
        network.eval();
        network.differentiateTwice();
    }

    @Override
    public List<String> names() {
        return network.weightedStages().stream()
                .map(stage -> stage.layer().name())
                .toList();
    }

    @Override
    public List<Tensor> parameters() {
        return network.weightedStages().stream().map(WeightedStage::parameter).toList();
    }

    @Override
    public Tensor loss(SplittableRandom random) {
        int[] indices = random.ints(batch, 0, images.size()).toArray();
        return network.loss(network.images(images, indices), Tensors.labels(images, indices));
    }

    @Override
    public Score score(ImageSet set, int[] indices) {
        int steps = network.description().timeSteps();
        Tensor outputs = network.outputs(network.images(set, indices));
        double loss = torch.cross_entropy_loss(
                        outputs, Tensors.labels(set, indices).repeat(steps))
                .item_float();
        int[] answers = Tensors.largest(
                Tensors.floats(outputs.reshape(steps, indices.length, -1).sum(0)),
                network.description().classes());
        return new Score(indices.length, Tensors.countEqual(answers, set, indices), loss * indices.length);
    }
}
