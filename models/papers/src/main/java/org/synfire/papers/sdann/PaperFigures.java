package org.synfire.papers.sdann;

import java.util.Map;
import org.synfire.papers.run.Subject;
import org.synfire.papers.run.SubjectTask;

/**
 * What the paper prints for the network that a row is set beside: its CIFAR-10 ResNet-18 for colour images of ten
 * classes, its Tiny-VGG for images of more classes, its Tiny-Yolo for detection; for others the range over all its
 * networks.
 *
 * <p><b>Source:</b> SDANN, arXiv 2505.12221v1, tables 2 to 8; absolute operations, multiplications and energies of
 * tables 5, 7, 8 and 9 are missing in the text that is available. Table 3 prints -0.25 for ResNet-18, which is against
 * the full-precision network; against the quantised one it is -0.08. Tiny-VGG's base accuracy differs from table to
 * table.
 */
enum PaperFigures {
    /** CIFAR-10. */
    RESNET18(
            "ResNet-18",
            Map.ofEntries(
                    Map.entry("float", "93.26 %"),
                    Map.entry("quantised", "93.09 %"),
                    Map.entry("SDANN exact", "+0.00"),
                    Map.entry("SDANN darwin3", "-0.08"),
                    Map.entry("RoT(1)", "-0.46, -19.30 %"),
                    Map.entry("RoT(2)", "-1.00, -41.76 %"),
                    Map.entry("RoT(3)", "-3.86, -60.58 %"),
                    Map.entry("DRLO(4)", "+0.10, -0.13 %"),
                    Map.entry("DRLO(3)", "-0.12, -2.12 %"),
                    Map.entry("DRLO(2)", "-2.60, -11.98 %"),
                    Map.entry("hybrid", "-0.24, -6.44 %"))),
    /** ImageNet. */
    TINY_VGG(
            "Tiny-VGG",
            Map.ofEntries(
                    Map.entry("float", "55.44 %"),
                    Map.entry("quantised", "54.03 %"),
                    Map.entry("SDANN exact", "+0.00"),
                    Map.entry("SDANN darwin3", "+0.02"),
                    Map.entry("no scaled integration, wrap", "below 2 %"),
                    Map.entry("RoT(1)", "-2.85, -19.38 %"),
                    Map.entry("RoT(2)", "-5.76, -40.00 %"),
                    Map.entry("RoT(3)", "-22.39, -57.41 %"),
                    Map.entry("DRLO(4)", "-0.05, -0.18 %"),
                    Map.entry("DRLO(3)", "-1.68, -2.87 %"),
                    Map.entry("DRLO(2)", "-23.62, -15.99 %"),
                    Map.entry("hybrid", "-0.68, -9.32 %"))),
    /** VOC 2007. */
    TINY_YOLO(
            "Tiny-Yolo",
            Map.ofEntries(
                    Map.entry("float", "47.34 %"),
                    Map.entry("quantised", "46.87 %"),
                    Map.entry("SDANN exact", "+0.00"),
                    Map.entry("SDANN darwin3", "+0.09"),
                    Map.entry("RoT(1)", "-0.70, -19.23 %"),
                    Map.entry("RoT(2)", "-1.57, -37.97 %"),
                    Map.entry("RoT(3)", "-4.77, -54.67 %"),
                    Map.entry("DRLO(4)", "+0.12, -0.52 %"),
                    Map.entry("DRLO(3)", "-0.24, -4.14 %"),
                    Map.entry("DRLO(2)", "-10.09, -15.77 %"),
                    Map.entry("hybrid", "+0.03, -19.33 %"))),
    /** Every network of the paper. */
    ALL(
            "all",
            Map.ofEntries(
                    Map.entry("SDANN exact", "+0.00"),
                    Map.entry("SDANN darwin3", "-0.25..+0.09"),
                    Map.entry("no scaled integration, wrap", "below 2 % (Tiny-VGG)"),
                    Map.entry("RoT(1)", "-14.13..-0.44, -21.31..-16.90 %"),
                    Map.entry("RoT(2)", "-21.00..-0.59, -47.69..-37.97 %"),
                    Map.entry("RoT(3)", "-53.37..-2.51, -70.18..-54.67 %"),
                    Map.entry("DRLO(4)", "-0.10..+0.38, -0.57..-0.03 %"),
                    Map.entry("DRLO(3)", "-1.68..+0.86, -4.14..-0.49 %"),
                    Map.entry("DRLO(2)", "-25.67..-0.49, -16.24..-4.95 %"),
                    Map.entry("hybrid", "-1.37..+0.49, -32.58..-2.65 %")));

    private static final int FEW_CLASSES = 100;
    private static final int COLOURS = 3;

    private final String network;
    private final Map<String, String> figures;

    PaperFigures(String network, Map<String, String> figures) {
        this.network = network;
        this.figures = figures;
    }

    /** Those of the network of the paper that is nearest to another. */
    static PaperFigures nearest(Subject subject) {
        return switch (subject.task()) {
            case SubjectTask.Boxes boxes -> TINY_YOLO;
            case SubjectTask.Classes classes -> {
                int outputs = subject.network().network().output().shape().size();
                yield outputs > FEW_CLASSES ? TINY_VGG : subject.data().test().channels() == COLOURS ? RESNET18 : ALL;
            }
        };
    }

    /** The figures for a setting: of the network, else of all networks; empty without any. */
    String of(String setting) {
        String own = figures.get(setting);
        if (own != null) {
            return network + ": " + own;
        }
        return this == ALL ? "" : ALL.of(setting);
    }
}
