package org.synfire.papers.mint;

import java.util.ArrayList;
import java.util.List;

/**
 * The arithmetic of one processing element: what adds weights where spikes meet them, and what updates a neuron.
 *
 * <p><b>Equation:</b> {@code E = sum of ungated parts * slots + sum of gated parts * operations}. An adding part has a
 * slot for every weight of every step, spike or not, and operates where there is a spike; a neuron's part has a slot
 * and an operation for every update. <b>Source:</b> SATA_Sim, sata-config.yaml (the 8-bit element) and energy-cal.py
 * (the rules); the 32-bit multiplier of vanilla uniform quantisation: the MINT talk.
 *
 * <p><b>Derived</b>, as nobody has published it: the widths at 2 and 4 bits, by the ratios of the 8-bit element, its
 * 4-bit threshold register kept; that there are as many slots as weights and steps (every element busy in every cycle);
 * that vanilla uniform quantisation multiplies twice per update of a neuron, the sum and the potential, as the talk's
 * equations show, and that its multiplier rests otherwise.
 *
 * @param name shown to people
 * @param bits of weights and stored potentials
 * @param parts all of them
 */
public record ProcessingElement(String name, int bits, List<Part> parts) {
    private static final int THRESHOLD_BITS = 4;
    private static final int SCALE_BITS = 32;
    private static final int SCALINGS_PER_UPDATE = 2;

    /** What a part serves. */
    public enum Duty {
        /** Adding a weight. */
        ADDITION,
        /** Updating a neuron. */
        UPDATE
    }

    /**
     * Blocks of a kind that a duty keeps busy.
     *
     * @param uses how often it switches per operation of its duty
     * @param gated whether it rests where there is nothing to do
     */
    public record Part(Block block, int width, Duty duty, int uses, boolean gated) {}

    /**
     * What is to be computed for one sample.
     *
     * @param slots weights times steps, whether a spike meets them or not
     * @param additions of these, those that a spike meets: synaptic operations
     * @param updates neurons times steps
     */
    public record Work(double slots, double additions, double updates) {}

    public ProcessingElement {
        parts = List.copyOf(parts);
    }

    /**
     * MINT's: no multiplier.
     *
     * @param bits 2, 4 or 8
     */
    public static ProcessingElement mint(int bits) {
        return new ProcessingElement(
                "MINT",
                bits,
                List.of(
                        new Part(Block.AND, bits, Duty.ADDITION, 1, false),
                        new Part(Block.ADDER, bits, Duty.ADDITION, 1, false),
                        new Part(Block.REGISTER, 2 * bits, Duty.ADDITION, 1, true),
                        new Part(Block.COMPARATOR, 2 * bits, Duty.UPDATE, 1, false),
                        new Part(Block.SUBTRACTOR, 2 * bits, Duty.UPDATE, 1, false),
                        new Part(Block.REGISTER, THRESHOLD_BITS, Duty.UPDATE, 1, true),
                        new Part(Block.REGISTER, bits, Duty.UPDATE, 1, true)));
    }

    /**
     * Vanilla uniform quantisation's: the same and a multiplier for the scales.
     *
     * @param bits 2, 4 or 8
     */
    public static ProcessingElement uniform(int bits) {
        List<Part> parts = new ArrayList<>(mint(bits).parts());
        parts.add(new Part(Block.MULTIPLIER, SCALE_BITS, Duty.UPDATE, SCALINGS_PER_UPDATE, true));
        return new ProcessingElement("vanilla UQ", bits, parts);
    }

    /** Area of its arithmetic in um2. */
    public double area() {
        return parts.stream()
                .mapToDouble(part -> part.block().area(part.width()))
                .sum();
    }

    /** Energy of adding a weight that a spike meets. */
    public double picojoulesPerAddition() {
        return energy(Duty.ADDITION, 1, 1);
    }

    /** Energy of updating a neuron. */
    public double picojoulesPerUpdate() {
        return energy(Duty.UPDATE, 1, 1);
    }

    /** Energy of the arithmetic of one sample. */
    public double microjoules(Work work) {
        return (energy(Duty.ADDITION, work.slots(), work.additions())
                        + energy(Duty.UPDATE, work.updates(), work.updates()))
                * 1e-6;
    }

    private double energy(Duty duty, double slots, double operations) {
        return parts.stream()
                .filter(part -> part.duty() == duty)
                .mapToDouble(part ->
                        part.uses() * part.block().picojoules(part.width()) * (part.gated() ? operations : slots))
                .sum();
    }
}
