package org.synfire.network.quantize;

import java.util.ArrayList;
import java.util.List;
import org.synfire.network.graph.Node;
import org.synfire.network.graph.ScalarFunction;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.StepRounding;

/**
 * A population before its numbers are chosen: what it reads, how its values are limited, what function of them it
 * sends, what code the network itself demands.
 *
 * <p>It is open while more can be fused into it, and gets its number when it is closed.
 */
final class PlannedPopulation implements PlannedValue {
    private final Shape shape;
    private final List<Branch> branches;
    private String tensor;
    private Limits limits = Limits.NONE;
    private Limits ownLimits = Limits.NONE;
    private Node.Requantize demanded;
    private Inner inner;
    private List<Double> slopes = List.of(1.0);
    private PlannedPopulation copied;
    private boolean isRaw;
    private int id = -1;

    /**
     * What stands before a function that is looked up.
     *
     * @param tensor name of the tensor that holds the values
     * @param limits of the values
     * @param demanded the code that the network itself demands of them, or {@code null}
     * @param ownLimits of the values in this code
     * @param function what is sent of a value
     */
    record Inner(String tensor, Limits limits, Node.Requantize demanded, Limits ownLimits, ScalarFunction function) {}

    /** @param tensor name of the tensor that holds its values so far */
    PlannedPopulation(String tensor, Shape shape, List<Branch> branches) {
        this.tensor = tensor;
        this.shape = shape;
        this.branches = new ArrayList<>(branches);
    }

    /** A population that sends what another sends, in the same code, after pooling and rearrangement. */
    static PlannedPopulation copyOf(PlannedPopulation original, String name, Shape shape, Signal source) {
        PlannedPopulation copy = new PlannedPopulation(name, shape, List.of(new Branch.Identity(shape, source)));
        copy.copied = original;
        return copy;
    }

    /** Reads something else than it was made with. */
    void read(List<Branch> others) {
        branches.clear();
        branches.addAll(others);
    }

    boolean isOpen() {
        return id < 0;
    }

    Signal close(int number) {
        id = number;
        return Signal.of(id, shape);
    }

    /** Whether its values can be shown as raw sums. */
    boolean canKeepRaw() {
        return demanded == null && inner == null && !hasTwoSlopes();
    }

    /** Ends the network with raw sums: limits do not apply. */
    void keepRaw() {
        isRaw = true;
        limits = Limits.NONE;
    }

    /**
     * Takes a function that follows, if it can. Two slopes leave a zero as it is, and commute with a pooling if none
     * falls; other functions do neither.
     *
     * @param isPooled whether a pooling is on the way
     * @param showsZeros whether zeros were put among the values on the way
     */
    boolean absorb(Node.Elementwise node, boolean isPooled, boolean showsZeros) {
        if (!node.function().slopes().isEmpty()
                && canTakeSlopes()
                && !(isPooled && node.function().slopes().stream().anyMatch(slope -> slope < 0))) {
            takeSlopes(node);
            return true;
        }
        if (isPooled || showsZeros || !canLookUp()) {
            return false;
        }
        lookUp(node);
        return true;
    }

    /**
     * Takes limits or a requantisation that follow, if it can.
     *
     * @param showsZeros whether zeros were put among the values on the way, so that limits have to leave a zero as it
     *     is
     */
    boolean absorb(Node node, boolean showsZeros) {
        if (node instanceof Node.Clamp clamp && (!showsZeros || (clamp.low() <= 0 && clamp.high() >= 0))) {
            clamp(clamp);
            return true;
        }
        if (node instanceof Node.Requantize requantize && canRequantize(requantize)) {
            requantize(requantize);
            return true;
        }
        return false;
    }

    /** Limits the values, after any limits that are there. */
    void clamp(Node.Clamp clamp) {
        if (demanded == null) {
            limits = limits.then(clamp);
        } else {
            ownLimits = ownLimits.then(clamp);
        }
        tensor = clamp.name();
    }

    /** Whether values below 0 can be given another slope: they are still sums without limits. */
    private boolean canTakeSlopes() {
        return demanded == null && inner == null && copied == null && !isLimited() && !hasTwoSlopes();
    }

    /** Multiplies values below 0. */
    private void takeSlopes(Node.Elementwise node) {
        slopes = node.function().slopes();
        tensor = node.name();
    }

    /** Whether values below 0 are multiplied by a number of their own. */
    boolean hasTwoSlopes() {
        return slopes.stream().anyMatch(slope -> slope != 1);
    }

    /** What values below 0 are multiplied by in a channel. */
    double slope(int channel) {
        return slopes.get(slopes.size() == 1 ? 0 : channel);
    }

    /** Whether a function can be fused: not after a code of the network's own that followed another function. */
    private boolean canLookUp() {
        return inner == null || demanded == null;
    }

    /** Sends a function of the values, of their limits and code so far. */
    private void lookUp(Node.Elementwise node) {
        if (inner == null) {
            inner = new Inner(tensor, limits, demanded, ownLimits, node.function());
            demanded = null;
            ownLimits = Limits.NONE;
        } else {
            Limits between = limits;
            ScalarFunction limited = ScalarFunction.of(
                            "limits", x -> Math.max(between.low(), Math.min(between.high(), x)))
                    .after(inner.function());
            inner = new Inner(
                    inner.tensor(),
                    inner.limits(),
                    inner.demanded(),
                    inner.ownLimits(),
                    node.function().after(isLimited() ? limited : inner.function()));
        }
        limits = Limits.NONE;
        tensor = node.name();
    }

    private boolean isLimited() {
        return !limits.equals(Limits.NONE);
    }

    /**
     * Whether a requantisation can be fused: there is none yet, or the same. A rounding of the network's own counts the
     * parts of units that a bias leaves, which belong to one of two slopes.
     */
    private boolean canRequantize(Node.Requantize node) {
        return demanded == null ? node.isNearest() || inner != null || !hasTwoSlopes() : hasCodeOf(node);
    }

    /** Whether the values already have exactly the code that a requantisation would give them. */
    boolean hasCodeOf(Node.Requantize node) {
        return demanded != null
                && demanded.scale() == node.scale()
                && demanded.zeroPoint() == node.zeroPoint()
                && demanded.low() == node.low()
                && demanded.high() == node.high();
    }

    /** Whether all it reads is weighed with integers of the model file that have a scale for each channel. */
    boolean hasIntegersPerChannel() {
        return branches.stream()
                .allMatch(branch -> branch instanceof Branch.Weighted weighted
                        && weighted.weights().isQuantized()
                        && weighted.weights().scales().length > 1);
    }

    /** Whether the network itself says how sums are rounded, otherwise than to the nearest. */
    boolean hasOwnRounding() {
        return roundedBy() != null && !roundedBy().isNearest();
    }

    /** How the network itself rounds sums; only where it does. */
    StepRounding rounding() {
        return roundedBy().rounding();
    }

    private Node.Requantize roundedBy() {
        return inner == null ? demanded : inner.demanded();
    }

    /** Gives the values the network's own code; the same code once more changes nothing. */
    void requantize(Node.Requantize node) {
        if (demanded == null) {
            demanded = node;
            tensor = node.name();
        }
    }

    /** Whether it is still nothing but a weighted sum, which a following sum can take over. */
    boolean isPureSum() {
        return isOpen()
                && demanded == null
                && inner == null
                && !hasTwoSlopes()
                && !isLimited()
                && branches.stream().noneMatch(Branch.Averaged.class::isInstance);
    }

    /** Names of the tensors whose ranges have to be measured. */
    List<String> measured() {
        List<String> tensors = new ArrayList<>();
        if (inner != null && inner.demanded() == null) {
            tensors.add(inner.tensor());
        }
        if (!isRaw && demanded == null && copied == null) {
            tensors.add(tensor);
        }
        return tensors;
    }

    int id() {
        return id;
    }

    Shape shape() {
        return shape;
    }

    List<Branch> branches() {
        return branches;
    }

    /** The name of the model's tensor that holds its values, which is its name too. */
    String tensor() {
        return tensor;
    }

    /** Of the values, before a code that the network itself demands. */
    Limits limits() {
        return limits;
    }

    /** Of the values in the code that the network itself demands. */
    Limits ownLimits() {
        return ownLimits;
    }

    /** The code that the network itself demands, or {@code null}. */
    Node.Requantize demanded() {
        return demanded;
    }

    /** Whether what it adds up is rounded down, because it sends a step function of it. */
    boolean roundsDown() {
        return inner != null && inner.function().isStep();
    }

    /** What stands before a function that is looked up; {@code null} without one. */
    Inner inner() {
        return inner;
    }

    /** The population whose code it shares, or {@code null}. */
    PlannedPopulation copied() {
        return copied;
    }

    boolean isRaw() {
        return isRaw;
    }
}
