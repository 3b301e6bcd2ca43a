package org.synfire.tools.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.p;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.synfire.emulator.result.RecordedRun;
import org.synfire.emulator.result.RunDetails;
import org.synfire.emulator.result.RunResult;

/** How well each network detects, by class, and images with the boxes that each found. */
final class DetectionSection implements Section {
    private static final String KEY = "/detection/";

    @Override
    public String id() {
        return "detection";
    }

    @Override
    public String title() {
        return "Detection";
    }

    @Override
    public boolean concerns(RecordedRun run) {
        return run.result().hasDetection();
    }

    @Override
    public List<DomContent> content(RecordedRun run) {
        List<RunResult.DetectionResult> networks = run.result().witnesses().detection();
        List<DomContent> content = new ArrayList<>();
        content.add(
                p("11 points and area are the rules of VOC, at an overlap of 0.5. COCO is the mean at 101 recalls, at"
                        + " an overlap of 0.5 and as a mean over ten overlaps. Every box is in detections.csv."));
        content.add(precisions(networks).open());
        content.add(div(each(run.details().scenes(), scene -> figure(run.details(), scene)))
                .withClass("figures"));
        return content;
    }

    private static Table precisions(List<RunResult.DetectionResult> networks) {
        Table table = new Table("average precision of each class and network, %")
                .words("class", "network")
                .numbers("objects", "boxes", "11 points", "area", "COCO, 0.5", "COCO");
        for (int n = 0; n < networks.size(); n++) {
            RunResult.DetectionResult network = networks.get(n);
            String key = KEY + n;
            table.row(
                    "mean",
                    network.network(),
                    Shown.count(network.classes().stream()
                            .mapToLong(RunResult.ClassPrecision::objects)
                            .sum()),
                    Shown.count(key + "/detections", network.detections()),
                    Shown.percent(key + "/elevenPoints", network.elevenPoints(), 2),
                    Shown.percent(key + "/area", network.area(), 2),
                    Shown.percent(key + "/coco50", network.coco50(), 2),
                    Shown.percent(key + "/coco", network.coco(), 2));
        }
        for (int place = 0; place < networks.getFirst().classes().size(); place++) {
            for (int n = 0; n < networks.size(); n++) {
                RunResult.DetectionResult network = networks.get(n);
                row(
                        table,
                        KEY + n + "/classes/" + place,
                        network.network(),
                        network.classes().get(place));
            }
        }
        return table;
    }

    private static void row(Table table, String key, String network, RunResult.ClassPrecision one) {
        table.row(
                one.label() + " " + one.name(),
                network,
                Shown.count(key + "/objects", one.objects()),
                Shown.count(key + "/detections", one.detections()),
                Shown.percent(key + "/elevenPoints", one.elevenPoints(), 2),
                Shown.percent(key + "/area", one.area(), 2),
                Shown.percent(key + "/coco50", one.coco50(), 2),
                Shown.percent(key + "/coco", one.coco(), 2));
    }

    private static DomContent figure(RunDetails details, RunDetails.Scene scene) {
        String caption = String.format(
                Locale.ROOT,
                "Sample %d, %d x %d pixels. From left to right: the annotation%s. Weak boxes are left out.",
                scene.sample(),
                scene.fileWidth(),
                scene.fileHeight(),
                scene.found().stream()
                        .map(found -> ", the boxes of the " + words(found.network()))
                        .reduce("", String::concat));
        Chart chart = new Chart("detections-" + scene.sample(), scene.file(), caption);
        return new Figure(Shown.clean(scene.file()), caption)
                .with(new SceneDrawing(details, scene).draw(chart))
                .with(boxes(details, scene).folded())
                .wide()
                .done();
    }

    /** What a network is called in a sentence. */
    static String words(String network) {
        return network.equals(RunResult.DetectionResult.FLOAT) ? "float network" : "spiking network";
    }

    private static Table boxes(RunDetails details, RunDetails.Scene scene) {
        Table table = new Table("boxes in pixels of the file")
                .words("class", "by")
                .numbers("score", "left", "top", "right", "bottom");
        scene.objects().forEach(box -> row(table, details, "annotation", box));
        scene.found().forEach(found -> found.boxes().forEach(box -> row(table, details, words(found.network()), box)));
        return table;
    }

    private static void row(Table table, RunDetails details, String by, RunDetails.Box box) {
        table.row(
                details.className(box.label()),
                by,
                Shown.decimal(box.score(), 3),
                Shown.decimal(box.edges().left(), 1),
                Shown.decimal(box.edges().top(), 1),
                Shown.decimal(box.edges().right(), 1),
                Shown.decimal(box.edges().bottom(), 1));
    }
}
