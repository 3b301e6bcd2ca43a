package org.synfire.papers.sdann;

import java.util.Map;

/**
 * What the paper prints for its CIFAR-10 ResNet-18, the row that residual CIFAR-10 networks are set beside, and for the
 * range over all its networks.
 *
 * <p><b>Source:</b> SDANN, arXiv 2505.12221v1, tables 2 to 8; absolute operations, multiplications and energies of
 * tables 5, 7, 8 and 9 are missing in the text that is available. Table 3 prints -0.25 for ResNet-18, which is against
 * the full-precision network; against the quantised one it is -0.08.
 */
final class PaperFigures {
    private static final Map<String, String> RESNET18 = Map.ofEntries(
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
            Map.entry("hybrid", "-0.24, -6.44 %"));
    private static final Map<String, String> ALL = Map.ofEntries(
            Map.entry("SDANN exact", "+0.00"),
            Map.entry("SDANN darwin3", "-0.25..+0.09"),
            Map.entry("no scaled integration, wrap", "below 2 % (Tiny-VGG)"),
            Map.entry("RoT(1)", "-14.13..-0.44, -21.31..-16.90 %"),
            Map.entry("RoT(2)", "-21.00..-0.59, -47.69..-37.97 %"),
            Map.entry("RoT(3)", "-53.37..-2.51, -70.18..-54.67 %"),
            Map.entry("DRLO(4)", "-0.10..+0.38, -0.57..-0.03 %"),
            Map.entry("DRLO(3)", "-1.68..+0.86, -4.14..-0.49 %"),
            Map.entry("DRLO(2)", "-25.67..-0.49, -16.24..-4.95 %"),
            Map.entry("hybrid", "-1.37..+0.49, -32.58..-2.65 %"));

    private PaperFigures() {}

    /** The paper's figures for a setting, or nothing. */
    static String of(String setting, boolean isCifar10) {
        String all = ALL.getOrDefault(setting, "");
        String own = isCifar10 ? RESNET18.get(setting) : null;
        return own == null ? all.isEmpty() ? "" : "all: " + all : "ResNet-18: " + own;
    }
}
