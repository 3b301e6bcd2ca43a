package org.synfire.training.hessian;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.synfire.engine.InputException;
import org.synfire.network.curvature.HessianFindings;
import org.synfire.network.training.HessianMonitor;
import org.synfire.network.training.HessianRequest;
import org.synfire.network.training.Precision;
import org.synfire.network.training.Scheme;
import org.synfire.training.allocation.BitAllocation;
import org.synfire.training.allocation.BitAllocator;
import org.synfire.training.allocation.LayerSensitivity;
import org.synfire.training.allocation.RoundingError;
import org.synfire.training.checkpoint.Checkpoint;
import org.synfire.training.tensor.Tensors;

/**
 * One measurement from the request to the findings: traces, choices of bits, and where it is asked for, the network
 * judged with these bits. <b>Threads:</b> one.
 */
public final class HessianMeasurement {
    private static final int MIN_VECTORS = 10;

    private final HessianRequest request;
    private final HessianMonitor monitor;
    private final JudgedLoss source;
    private List<LayerTrace> traces = List.of();
    private int judged;

    /** @throws InputException if the network cannot be read, or does not fit the images */
    public HessianMeasurement(HessianRequest request, HessianMonitor monitor) {
        this.request = request;
        this.monitor = monitor;
        this.source = source();
    }

    private JudgedLoss source() {
        return switch (request.subject()) {
            case HessianRequest.Subject.Real real ->
                new AnnLoss(real.network(), request.images(), real.preprocessing(), request.batch());
            case HessianRequest.Subject.Checkpoint trained -> {
                Checkpoint read = Checkpoint.read(trained.file());
                if (request.judging().isPresent() && read.plan().scheme() != Scheme.FLOAT) {
                    throw new InputException(trained.file() + " was trained as integers, and only weights that are real"
                            + " numbers can be rounded to lower bits; give a network trained with scheme float");
                }
                yield new SpikingLoss(read.network(trained.file()), request.images(), request.batch());
            }
        };
    }

    private void tell(List<LayerTrace> soFar) {
        monitor.onVector(
                soFar.getFirst().samples(),
                soFar.stream().mapToDouble(LayerTrace::relativeError).max().orElse(0));
    }

    /** The findings; empty if the monitor stopped the measurement before the first random vector. */
    public Optional<HessianFindings> run() {
        traces = new TraceEstimator(
                        request.tolerance(),
                        Math.min(MIN_VECTORS, request.maxVectors()),
                        request.maxVectors(),
                        request.seed())
                .estimate(source, monitor::isStopped, this::tell);
        if (traces.isEmpty()) {
            return Optional.empty();
        }
        List<HessianFindings.Layer> layers = traces.stream()
                .map(trace -> new HessianFindings.Layer(
                        trace.name(),
                        trace.weights(),
                        trace.trace(),
                        trace.standardError(),
                        trace.samples(),
                        trace.relativeError() <= request.tolerance()))
                .toList();
        Judge judge = request.judging()
                .<Judge>map(judging -> judge(new PostTraining(source, judging.test()), judging.lowered()))
                .orElse(bits -> HessianFindings.Score.NONE);
        Optional<HessianFindings.Score> base =
                Optional.of(judge.withBits(List.of())).filter(score -> score.samples() > 0);
        return Optional.of(new HessianFindings(
                layers,
                base,
                base.isPresent() ? lowered(request.judging().orElseThrow().lowered(), judge) : List.of(),
                chosen(judge)));
    }

    /** Judges the network with its weights rounded to bits for each layer. */
    private interface Judge {
        HessianFindings.Score withBits(List<Integer> bits);
    }

    private Judge judge(PostTraining trained, List<Integer> lowered) {
        int total = 1
                + traces.size() * lowered.size()
                + 1
                + request.budgets().size()
                + request.equalBits().size();
        return bits -> {
            Optional<Score> score = trained.withBits(bits, monitor::isStopped);
            judged++;
            monitor.onNetwork(judged, total);
            return score.map(found -> new HessianFindings.Score(found.samples(), found.correct(), found.loss()))
                    .orElse(HessianFindings.Score.NONE);
        };
    }

    private List<HessianFindings.Lowered> lowered(List<Integer> lower, Judge judge) {
        List<LayerSensitivity> layers = sensitivities(lower);
        List<HessianFindings.Lowered> lowered = new ArrayList<>();
        for (int layer = 0; layer < layers.size(); layer++) {
            for (int bits : lower) {
                List<Integer> one = new ArrayList<>(Collections.nCopies(layers.size(), Precision.FLOAT_BITS));
                one.set(layer, bits);
                lowered.add(new HessianFindings.Lowered(
                        layers.get(layer).name(), bits, layers.get(layer).omega(bits), judge.withBits(one)));
            }
        }
        return lowered.stream().filter(one -> one.samples() > 0).toList();
    }

    private List<HessianFindings.Allocation> chosen(Judge judge) {
        List<HessianFindings.Allocation> chosen = new ArrayList<>();
        chosen.add(allocation(
                "by rank of the trace",
                "rank",
                new BitAllocator(sensitivities(request.byRank())).byRank(request.byRank()),
                judge));
        BitAllocator offered = new BitAllocator(sensitivities(request.offered()));
        long weights = traces.stream().mapToLong(LayerTrace::weights).sum();
        for (double budget : request.budgets()) {
            chosen.add(allocation(
                    String.format(Locale.ROOT, "least omega at %s bits per weight", budget),
                    "omega",
                    offered.optimal((long) (budget * weights)),
                    judge));
        }
        BitAllocator equals = new BitAllocator(sensitivities(request.equalBits()));
        request.equalBits()
                .forEach(bits -> chosen.add(allocation(bits + " bits for all", "equal", equals.equal(bits), judge)));
        return chosen;
    }

    private static HessianFindings.Allocation allocation(
            String name, String rule, BitAllocation allocation, Judge judge) {
        return new HessianFindings.Allocation(
                name,
                rule,
                allocation.bits(),
                allocation.sizeBits(),
                allocation.omega(),
                judge.withBits(allocation.bits()));
    }

    private List<LayerSensitivity> sensitivities(List<Integer> bits) {
        List<LayerSensitivity> sensitivities = new ArrayList<>();
        for (int i = 0; i < traces.size(); i++) {
            LayerTrace trace = traces.get(i);
            sensitivities.add(new LayerSensitivity(
                    trace.name(),
                    trace.weights(),
                    trace.trace(),
                    RoundingError.squared(Tensors.floats(source.parameters().get(i)), bits)));
        }
        return sensitivities;
    }
}
