package org.synfire.network.quantize;

import java.util.ArrayList;
import java.util.List;
import org.synfire.network.graph.Node;
import org.synfire.network.graph.ScalarFunction;
import org.synfire.network.graph.Shape;

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
    private float low = Float.NEGATIVE_INFINITY;
    private float high = Float.POSITIVE_INFINITY;
    private Node.Requantize demanded;
    private Inner inner;
    private PlannedPopulation copied;
    private boolean isRaw;
    private int id = -1;

    /**
     * What stands before a function that is looked up.
     *
     * @param tensor name of the tensor that holds the values
     * @param low least value, real
     * @param high greatest value, real
     * @param demanded the code that the network itself demands, or {@code null}
     * @param function what is sent of a value
     */
    record Inner(String tensor, float low, float high, Node.Requantize demanded, ScalarFunction function) {}

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
        return demanded == null && inner == null;
    }

    /** Ends the network with raw sums: limits do not apply. */
    void keepRaw() {
        isRaw = true;
        low = Float.NEGATIVE_INFINITY;
        high = Float.POSITIVE_INFINITY;
    }

    /** Limits the values, after any limits that are there. */
    void clamp(Node.Clamp clamp) {
        low = Math.clamp(low, clamp.low(), clamp.high());
        high = Math.clamp(high, clamp.low(), clamp.high());
        tensor = clamp.name();
    }

    /** Whether a function can be fused: not after a code of the network's own that followed another function. */
    boolean canLookUp() {
        return inner == null || demanded == null;
    }

    /** Sends a function of the values, of their limits and code so far. */
    void lookUp(Node.Elementwise node) {
        if (inner == null) {
            inner = new Inner(tensor, low, high, demanded, node.function());
            demanded = null;
        } else {
            float least = low;
            float greatest = high;
            ScalarFunction limited = ScalarFunction.of("limits", x -> Math.max(least, Math.min(greatest, x)))
                    .after(inner.function());
            inner = new Inner(
                    inner.tensor(),
                    inner.low(),
                    inner.high(),
                    inner.demanded(),
                    node.function().after(isLimited() ? limited : inner.function()));
        }
        low = Float.NEGATIVE_INFINITY;
        high = Float.POSITIVE_INFINITY;
        tensor = node.name();
    }

    private boolean isLimited() {
        return low != Float.NEGATIVE_INFINITY || high != Float.POSITIVE_INFINITY;
    }

    /** Whether a requantisation can be fused: there is none yet, or the same. */
    boolean canRequantize(Node.Requantize node) {
        return demanded == null || hasCodeOf(node);
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

    /** What is added to a sum in steps of its code before it is rounded down. */
    double rounding() {
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

    /** Least value, real. */
    float low() {
        return low;
    }

    /** Greatest value, real. */
    float high() {
        return high;
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
