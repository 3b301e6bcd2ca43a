package org.synfire.papers.mint;

import java.util.List;
import java.util.Map;
import org.synfire.emulator.result.RunResult;
import org.synfire.network.spiking.IntegerSpikingNetwork;
import org.synfire.papers.run.DenseTwin;
import org.synfire.papers.table.ResultTable;

/** The tables of the MINT paper, its own figures beside them. */
public final class MintTables {
    private static final double PERCENT = 100;
    private static final double KIBIBYTE = 1024;
    private static final int FULL_BITS = 32;
    private static final List<Integer> PRECISIONS = List.of(8, 4, 2);
    /** <b>Source:</b> the talk's table of accuracies, CIFAR-10. */
    private static final Map<String, String> PAPER =
            Map.of("fp32", "88.03", "w8u8", "87.48", "w4u4", "87.37", "w2u2", "87.47");

    private MintTables() {}

    /**
     * A trained network and, where it is of integers, what the emulator made of it.
     *
     * @param floating the same network in floating point; {@code null} without
     * @param integers {@code null} where it is none
     * @param run likewise
     */
    public record Judged(
            TrainedNetwork trained, TrainedNetwork floating, IntegerSpikingNetwork integers, RunResult run) {
        private boolean hasRun() {
            return run != null;
        }
    }

    /** Memory of the talk's table. */
    public static ResultTable memory() {
        ResultTable.Builder table = ResultTable.named("memory", "Memory on CIFAR-10, the table of the MINT talk")
                .words("method", "method")
                .words("precision", "W/U")
                .number("batch", "batch", "%d")
                .number("mb", "MB here", "%.2f")
                .number("paper_mb", "MB paper", "%.2f")
                .number("difference_mb", "difference", "%+.2f");
        addMemory(table, "STBP-Quant", PaperNetworks.stbpQuant(), 8, 14, 353.79);
        addMemory(table, "MINT", PaperNetworks.vgg9(), 8, 8, 95.41);
        table.row("ST-Quant", "5/32", 32, null, 751.04, null);
        addMemory(table, "MINT", PaperNetworks.vgg9(), 5, 5, 59.62);
        table.row("ADMM-Quant", "4/32", MemoryFootprint.TABLE_BATCH, null, 1279.66, null);
        addMemory(table, "STBP-Quant", PaperNetworks.stbpQuant(), 4, 10, 248.39);
        addMemory(table, "MINT", PaperNetworks.vgg9(), 4, 4, 47.71);
        table.row("ADMM-Quant", "2/32", MemoryFootprint.TABLE_BATCH, null, 1264.85, null);
        addMemory(table, "STBP-Quant", PaperNetworks.stbpQuant(), 2, 8, 195.68);
        addMemory(table, "MINT", PaperNetworks.vgg9(), 2, 2, 23.85);
        return table.note("MB here: (weights x W + neurons of convolutions x batch x 8 steps x U) / 8 / 2^20, derived"
                        + " from this table, which prints no formula")
                .note("the row 5/5 says a batch of 32, but its figure is that of 50, as here")
                .note("rows without a figure: their networks' layers are not in the talk")
                .build();
    }

    private static void addMemory(
            ResultTable.Builder table,
            String method,
            NetworkSize network,
            int weightBits,
            int potentialBits,
            double paper) {
        double megabytes =
                MemoryFootprint.ofTable(network, weightBits, potentialBits).megabytes();
        table.row(
                method,
                weightBits + "/" + potentialBits,
                MemoryFootprint.TABLE_BATCH,
                megabytes,
                paper,
                megabytes - paper);
    }

    /** Memory of the paper's networks by precision. */
    public static ResultTable networks() {
        List<NetworkSize> sizes = List.of(PaperNetworks.vgg9(), PaperNetworks.vgg16(), PaperNetworks.resnet19());
        return ResultTable.named("networks", "Memory of the paper's networks, MB, batches of 50, 8 steps", sizes)
                .words("network", "network", NetworkSize::name)
                .number("weights", "weights", "%,d", NetworkSize::weights)
                .number("neurons", "neurons", "%,d", NetworkSize::convolutionNeurons)
                .number("mb_32", "32/32", "%,.2f", size -> megabytes(size, FULL_BITS))
                .number("mb_8", "8/8", "%,.2f", size -> megabytes(size, 8))
                .number("mb_4", "4/4", "%,.2f", size -> megabytes(size, 4))
                .number("mb_2", "2/2", "%,.2f", size -> megabytes(size, 2))
                .number(
                        "saved_percent",
                        "saved by 2/2, %",
                        "%.2f",
                        size -> PERCENT * (1 - megabytes(size, 2) / megabytes(size, FULL_BITS)))
                .words("paper", "paper", size -> size.name().equals("VGG-16") ? "93.8 %" : "")
                .build();
    }

    private static double megabytes(NetworkSize size, int bits) {
        return MemoryFootprint.ofTable(size, bits, bits).megabytes();
    }

    /** Area and energy of processing elements. */
    public static ResultTable elements() {
        ResultTable.Builder table = ResultTable.named(
                        "elements",
                        "Processing elements: MINT, and vanilla uniform quantisation with its 32-bit multiplier")
                .words("bits", "bits")
                .words("element", "element")
                .number("area_um2", "um2", "%,.1f")
                .drawn("area of a processing element, um2")
                .number("smaller_percent", "smaller, %", "%.1f")
                .number("addition_pj", "pJ an addition", "%.4f")
                .number("update_pj", "pJ an update", "%.4f")
                .number("less_energy_percent", "less an update, %", "%.1f")
                .words("status", "widths");
        for (int bits : PRECISIONS) {
            ProcessingElement mint = ProcessingElement.mint(bits);
            ProcessingElement uniform = ProcessingElement.uniform(bits);
            String status = bits == 8 ? "published" : "derived";
            table.row(
                    "" + bits,
                    mint.name(),
                    mint.area(),
                    PERCENT * (1 - mint.area() / uniform.area()),
                    mint.picojoulesPerAddition(),
                    mint.picojoulesPerUpdate(),
                    PERCENT * (1 - mint.picojoulesPerUpdate() / uniform.picojoulesPerUpdate()),
                    status);
            table.row(
                    "" + bits,
                    uniform.name(),
                    uniform.area(),
                    null,
                    uniform.picojoulesPerAddition(),
                    uniform.picojoulesPerUpdate(),
                    null,
                    status);
        }
        return table.note("32 nm, 400 MHz, SATA_Sim's library of parts; arithmetic alone, no scratch pads, no memory")
                .note("assumed: vanilla uniform quantisation multiplies twice per update of a neuron, and its"
                        + " multiplier rests otherwise")
                .build();
    }

    /** Accuracy as trained and as run by the emulator. */
    public static ResultTable accuracy(List<Judged> all) {
        return ResultTable.named("accuracy", "Accuracy", all)
                .words("network", "network", one -> one.trained.network())
                .words("setting", "setting", one -> one.trained.setting())
                .number("epochs", "epochs", "%d", one -> one.trained.epochs())
                .number("simulation", "as trained", "%.4f", one -> one.trained.accuracy())
                .number("simulation_images", "images", "%,d", one -> one.trained.samples())
                .number("points", "to fp32, points", "%+.2f", MintTables::pointsToFloating)
                .number(
                        "emulator",
                        "emulator",
                        "%.4f",
                        one -> one.hasRun() ? (Double) one.run.answers().accuracy() : null)
                .drawn("accuracy on the emulated chip, share of images")
                .number(
                        "emulator_images",
                        "images",
                        "%,d",
                        one -> one.hasRun() ? (Number) one.run.answers().samples() : null)
                .number("simulation_points", "to as trained, points", "%+.2f", MintTables::pointsToSimulation)
                .words("twin", "dense twin", one -> one.hasRun() ? DenseTwin.words(one.run) : "")
                .words(
                        "paper",
                        "paper, VGG-9 on CIFAR-10",
                        one -> one.trained.hasRelus() ? "" : PAPER.getOrDefault(one.trained.setting(), ""))
                .note("as trained: the float simulation of PyTorch; emulator: integers as spikes on the emulated"
                        + " chip; dense twin: the same integers in plain loops, every value compared")
                .note("epochs are those of the last training; quantised networks may have begun with the weights of"
                        + " the float one")
                .build();
    }

    private static Double pointsToFloating(Judged one) {
        return one.floating == null ? null : PERCENT * (one.trained.accuracy() - one.floating.accuracy());
    }

    /** On the same images only. */
    private static Double pointsToSimulation(Judged one) {
        return one.hasRun() && one.run.answers().samples() == one.trained.samples()
                ? PERCENT * (one.run.answers().accuracy() - one.trained.accuracy())
                : null;
    }

    /** Memory and processing elements of networks that ran. */
    public static ResultTable costs(List<Judged> all) {
        ResultTable.Builder table = ResultTable.named("costs", "Memory and processing elements, for one sample")
                .words("network", "network")
                .words("setting", "setting")
                .number("formula_kib", "KiB by formula", "%,.1f")
                .number("full_kib", "KiB at 32 bits", "%,.1f")
                .number("weights_kib", "KiB of weights", "%,.1f")
                .number("state_kib", "KiB of state, allocated", "%,.1f")
                .number("mint_uj", "uJ MINT", "%.3f")
                .drawn("energy per sample with MINT's elements, uJ")
                .number("uniform_uj", "uJ vanilla UQ", "%.3f")
                .number("saved_percent", "saved, %", "%.1f")
                .words("paper", "paper");
        for (Judged one : all.stream().filter(Judged::hasRun).toList()) {
            NetworkSize size = SpikingWork.size(one.integers);
            int bits = one.trained.innerBits();
            ProcessingElement.Work work = SpikingWork.of(
                    one.integers,
                    (double) one.run.events().sops() / one.run.answers().samples());
            Double mint =
                    PRECISIONS.contains(bits) ? ProcessingElement.mint(bits).microjoules(work) : null;
            Double uniform =
                    PRECISIONS.contains(bits) ? ProcessingElement.uniform(bits).microjoules(work) : null;
            table.row(
                    one.trained.network(),
                    one.trained.setting(),
                    formula(one, size, bits, one.integers.timeSteps()),
                    formula(one, size, FULL_BITS, one.integers.timeSteps()),
                    SpikingWork.weightBytes(one.integers) / KIBIBYTE,
                    one.run.memory().stateBytes() / KIBIBYTE,
                    mint,
                    uniform,
                    mint == null ? null : PERCENT * (1 - mint / uniform),
                    bits == 2 ? "90 % less computation (VGG-16)" : "");
        }
        return table.note("KiB by formula: the paper's, every layer at the inner layers' bits, a potential for each"
                        + " step; weights: in each layer's own bits")
                .note("state: what the emulated cores hold off-heap, spike buffers and pooling included, one"
                        + " potential a neuron")
                .note("uJ: arithmetic of the elements above, weights of every step as slots, spikes as counted in"
                        + " the run; vanilla UQ with the same spikes")
                .build();
    }

    private static double formula(Judged one, NetworkSize size, int bits, int timeSteps) {
        MemoryFootprint footprint = new MemoryFootprint(
                size, bits, bits == FULL_BITS ? bits : one.trained.innerPotentialBits(), 1, timeSteps);
        return (footprint.weightBytes() + footprint.potentialBytes()) / KIBIBYTE;
    }

    /** What a reader must know. */
    public static List<String> assumptions() {
        return List.of(
                "The paper's networks are larger and trained for 200 epochs; its figures stand beside the same"
                        + " setting, not beside the same network.",
                "MINT's public code leaves the first and the last layer in floating point; here they are integers of 8"
                        + " bits, so that a chip can have them.",
                "Chip energy is the chip file's model: 5.47 pJ a synaptic operation is measured; neuron updates and"
                        + " hops are assumed figures.");
    }
}
