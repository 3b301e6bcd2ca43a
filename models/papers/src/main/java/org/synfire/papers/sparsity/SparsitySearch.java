package org.synfire.papers.sparsity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.synfire.emulator.experiment.Progress;
import org.synfire.engine.InputException;
import org.synfire.network.data.ImageSet;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Sparsity;
import org.synfire.network.sparsity.SparsityFile;
import org.synfire.network.sparsity.SparsityPlan;

/**
 * Finds, per layer, RoT, DRLO or nothing: the plan with the fewest synaptic operations whose answers stay within a
 * budget.
 *
 * <p><b>Budget:</b> a share of the samples that may be answered otherwise than with every spike. That is stricter than
 * a loss of accuracy, which it bounds, and it needs no labels: on training samples, which a network knows by heart,
 * accuracy says little. A plan must keep the budget twice: by the answers that did change, and by those that its output
 * error lets expect, at the changes per error that the uniform settings show. The second is what a search among
 * hundreds of plans cannot get round by picking the one that was lucky on these samples.
 *
 * <p><b>Order:</b> first every choice in all layers; then every choice in every layer by itself, which gives its saving
 * and the error it adds to the answers; then plans that take in each layer the choice with the largest {@code saving -
 * lambda * error}, lambda by bisection; then, from the best plan so far, one layer after the other a step further, the
 * best saving per error first, until nothing more fits. The result is the best trial of all, so no uniform setting of
 * the same budget saves more on these samples.
 *
 * <p><b>Threads:</b> one caller; {@link #requestStop} from any. Samples are computed by several threads; the result
 * does not depend on how many. Exact sums.
 */
public final class SparsitySearch {
    /** What a layer can do: RoT 1..3 and DRLO 4..2, as the paper has them, and one step further each. */
    public static final List<Sparsity> CHOICES = List.of(
            Sparsity.rot(1),
            Sparsity.rot(2),
            Sparsity.rot(3),
            Sparsity.rot(4),
            Sparsity.drlo(4),
            Sparsity.drlo(3),
            Sparsity.drlo(2),
            Sparsity.drlo(1));

    private static final int BISECTIONS = 14;
    private static final double PERCENT = 100;

    private final IntegerNetwork network;
    private final TrialRunner runner;
    private final TrialJournal journal;
    private final double budgetPercent;
    private final int mayChange;
    private final List<Sparsity> choices;
    private final Progress progress;
    private final int layers;
    private final List<Tried> tried = new ArrayList<>();
    private double mostError;
    private volatile boolean stopRequested;

    /** A plan and its outcome. */
    private record Tried(SparsityPlan plan, Trial trial) {}

    /** A choice of one layer, by itself. */
    private record Step(int layer, Sparsity choice, double saving, double error) {}

    /** Somebody asked to stop. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /**
     * What was found.
     *
     * @param plan the best plan
     * @param best its trial
     * @param dense the trial with every spike
     * @param uniform every choice in all layers
     * @param samples calibration samples
     * @param mayChange most answers that may change
     * @param mostError most output error that keeps the budget
     * @param trials plans tried
     * @param isComplete whether the search came to its end
     */
    public record Result(
            SparsityPlan plan,
            Trial best,
            Trial dense,
            Map<Sparsity, Trial> uniform,
            int samples,
            int mayChange,
            double mostError,
            int trials,
            boolean isComplete) {
        /** The plan and what it saves, as a file that {@code run --sparsity} takes. */
        public SparsityFile file(String network) {
            return SparsityFile.of(
                    network,
                    samples,
                    best.changedAnswers(),
                    (double) dense.operations() / samples,
                    (double) best.operations() / samples,
                    plan);
        }

        /** Whether a trial keeps the budget. */
        public boolean isWithinBudget(Trial trial) {
            return trial.changedAnswers() <= mayChange && trial.outputError() <= mostError;
        }

        /** The share of operations that the plan saves, 0..1. */
        public double saving() {
            return 1 - (double) best.operations() / dense.operations();
        }
    }

    private SparsitySearch(
            IntegerNetwork network, TrialRunner runner, TrialJournal journal, double budgetPercent, Progress progress) {
        this.network = network;
        this.runner = runner;
        this.journal = journal;
        this.budgetPercent = budgetPercent;
        this.mayChange = (int) Math.floor(budgetPercent / PERCENT * runner.samples() + 1e-9);
        this.choices = CHOICES.stream()
                .filter(c -> c.rounded() < network.timeSteps() && c.kept() <= network.timeSteps())
                .toList();
        this.progress = progress;
        this.layers = network.codedLayers().size();
    }

    /**
     * A search over a network and samples.
     *
     * @param encoded an exact network, every spike sent
     * @param images of the training split, hundreds
     * @param budgetPercent of the samples that may be answered otherwise, 0..100
     * @param threads 1 or more
     * @param journalOf from the subject of the search to its journal
     * @param progress told how many plans were tried, and about how many there will be
     * @throws InputException if there are no samples, the budget is out of range, or the journal is of another search
     */
    public static SparsitySearch of(
            EncodedNetwork encoded,
            ImageSet images,
            double budgetPercent,
            int threads,
            Function<String, TrialJournal> journalOf,
            Progress progress) {
        IntegerNetwork network = encoded.network();
        if (!(budgetPercent >= 0 && budgetPercent <= PERCENT)) {
            throw new InputException(
                    String.format(Locale.ROOT, "a budget of %s %% of the answers: 0..100 is possible", budgetPercent));
        }
        if (images.size() == 0 || network.codedLayers().isEmpty()) {
            throw new InputException(String.format(
                    Locale.ROOT, "network %s: a search needs samples and a layer that sends codes", network.name()));
        }
        TrialRunner runner = new TrialRunner(encoded, images, threads);
        String subject = String.format(
                Locale.ROOT,
                "network %s, %d samples of %s, fingerprint %s",
                network.name(),
                images.size(),
                images.name(),
                runner.fingerprint());
        return new SparsitySearch(network, runner, journalOf.apply(subject), budgetPercent, progress);
    }

    /** Ends the search after its present trial; the result is the best until then. */
    public void requestStop() {
        stopRequested = true;
    }

    /** Searches. */
    public Result run() {
        boolean isComplete = true;
        Trial dense = trial(SparsityPlan.uniform(network, Sparsity.NONE));
        Map<Sparsity, Trial> uniform = new LinkedHashMap<>();
        try {
            for (Sparsity choice : choices) {
                uniform.put(choice, trial(SparsityPlan.uniform(network, choice)));
            }
            mostError = mostError(uniform.values());
            List<List<Step>> steps = IntStream.range(0, layers)
                    .mapToObj(layer -> steps(layer, dense))
                    .toList();
            bisect(steps);
            climb(steps);
        } catch (Stopped stopped) {
            isComplete = false;
        }
        Tried best = best();
        progress.at(expectedTrials(), expectedTrials());
        return new Result(
                best.plan,
                best.trial,
                dense,
                uniform,
                runner.samples(),
                mayChange,
                mostError,
                tried.size(),
                isComplete);
    }

    private Trial trial(SparsityPlan plan) {
        Trial known = journal.find(plan);
        if (known == null) {
            if (stopRequested && !tried.isEmpty()) {
                throw new Stopped();
            }
            known = runner.run(plan);
            journal.add(plan, known);
        }
        tried.add(new Tried(plan, known));
        progress.at(Math.min(tried.size(), expectedTrials() - 1), expectedTrials());
        return known;
    }

    private int expectedTrials() {
        return 1 + choices.size() * (1 + layers) + BISECTIONS + 3 * layers;
    }

    private boolean isWithinBudget(Trial trial) {
        return trial.changedAnswers() <= mayChange && trial.outputError() <= mostError;
    }

    /**
     * The output error at which the budget is spent, by the changes per error of uniform settings that leave most
     * answers as they are.
     */
    private double mostError(Collection<Trial> uniform) {
        List<Trial> mild = uniform.stream()
                .filter(trial -> 2 * trial.changedAnswers() <= runner.samples())
                .toList();
        double changedPercent =
                PERCENT * mild.stream().mapToInt(Trial::changedAnswers).sum() / runner.samples();
        double error = mild.stream().mapToDouble(Trial::outputError).sum();
        return changedPercent == 0 ? Double.MAX_VALUE : budgetPercent * error / changedPercent;
    }

    private Tried best() {
        return tried.stream()
                .filter(t -> isWithinBudget(t.trial))
                .min(Comparator.comparingLong(t -> t.trial.operations()))
                .orElseThrow();
    }

    private List<Step> steps(int layer, Trial dense) {
        SparsityPlan none = SparsityPlan.uniform(network, Sparsity.NONE);
        List<Step> steps = new ArrayList<>(List.of(new Step(layer, Sparsity.NONE, 0, 0)));
        for (Sparsity choice : choices) {
            Trial alone = trial(none.with(layer, choice));
            steps.add(new Step(layer, choice, dense.operations() - alone.operations(), alone.outputError()));
        }
        return steps;
    }

    /** Plans of rising lambda, that is, of falling error. */
    private void bisect(List<List<Step>> steps) {
        double most = steps.stream()
                .flatMap(List::stream)
                .mapToDouble(s -> s.saving / Math.max(s.error, Double.MIN_NORMAL))
                .filter(Double::isFinite)
                .max()
                .orElse(1);
        double low = Math.log(most) - Math.log(1e12);
        double high = Math.log(most) + 1;
        for (int i = 0; i < BISECTIONS; i++) {
            double lambda = Math.exp((low + high) / 2);
            SparsityPlan plan = SparsityPlan.uniform(network, Sparsity.NONE);
            for (List<Step> ofLayer : steps) {
                Step chosen = ofLayer.stream()
                        .max(Comparator.comparingDouble(s -> s.saving - lambda * s.error))
                        .orElseThrow();
                plan = plan.with(chosen.layer, chosen.choice);
            }
            if (isWithinBudget(trial(plan))) {
                high = (low + high) / 2;
            } else {
                low = (low + high) / 2;
            }
        }
    }

    /** From the best plan on, steps that save more in one layer. */
    private void climb(List<List<Step>> steps) {
        boolean climbed = true;
        while (climbed) {
            climbed = false;
            for (Step step : further(steps, best().plan)) {
                Tried from = best();
                if (savingOf(steps, from.plan, step.layer).saving < step.saving) {
                    Trial trial = trial(from.plan.with(step.layer, step.choice));
                    climbed |= isWithinBudget(trial) && trial.operations() < from.trial.operations();
                }
            }
        }
    }

    /** For each layer the next larger saving, the best ratio of what it saves to what it spoils first. */
    private static List<Step> further(List<List<Step>> steps, SparsityPlan plan) {
        Stream<Step> next = steps.stream().flatMap(ofLayer -> {
            Step now = savingOf(steps, plan, ofLayer.getFirst().layer);
            return ofLayer.stream()
                    .filter(s -> s.saving > now.saving)
                    .max(Comparator.comparingDouble(
                            s -> (s.saving - now.saving) / Math.max(s.error - now.error, Double.MIN_NORMAL)))
                    .stream();
        });
        return next.sorted(Comparator.comparingDouble((Step s) -> {
                    Step now = savingOf(steps, plan, s.layer);
                    return -(s.saving - now.saving) / Math.max(s.error - now.error, Double.MIN_NORMAL);
                }))
                .toList();
    }

    private static Step savingOf(List<List<Step>> steps, SparsityPlan plan, int layer) {
        return steps.get(layer).stream()
                .filter(s -> s.choice.equals(plan.sparsity(layer)))
                .findFirst()
                .orElseThrow();
    }
}
