package org.synfire.tools.report;

import static j2html.TagCreator.div;

import j2html.tags.DomContent;
import java.util.List;
import org.synfire.network.neuron.AssemblyNeurons;

/**
 * The page of {@code synfire neuron --all}: the responses of several programs in one drawing.
 *
 * @param programs in their order
 * @param arithmetic of their registers, in words
 * @param version of Synfire
 */
public record NeuronGalleryPage(List<Program> programs, String arithmetic, String version) {
    /** Name of the page's file. */
    public static final String FILE = "neurons.html";
    /** Name of the drawing, with {@code .svg} that of its file. */
    public static final String DRAWING = "neuron-programs";

    /**
     * A program.
     *
     * @param name of it
     * @param neurons that follow it
     * @param stimuli with the responses to them; all programs have the same stimuli
     */
    public record Program(String name, AssemblyNeurons neurons, List<NeuronPage.Stimulus> stimuli) {}

    /** The page as HTML. */
    public String html() {
        List<NeuronPage.Stimulus> stimuli = programs.getFirst().stimuli();
        String title = "Responses of neuron programs";
        String caption =
                "A row is a program. Lines are its state words behind each step, on a scale of each plot, small ones"
                        + " times a factor; marks above are spikes, and bars below are what arrives.";
        DomContent drawing = new ResponseGallery(
                        programs.stream()
                                .map(program -> new ResponseGallery.Program(
                                        program.name(),
                                        program.neurons().state(),
                                        program.stimuli().stream()
                                                .map(NeuronPage.Stimulus::response)
                                                .toList()))
                                .toList(),
                        stimuli.stream().map(NeuronPage.Stimulus::title).toList())
                .draw(new Chart(DRAWING, title, caption));
        Table table = new Table("what arrives, and spikes; " + arithmetic).words("program", "stimulus", "what arrives");
        table.numbers("spikes", "instructions", "steps with an overflow");
        for (Program program : programs) {
            for (NeuronPage.Stimulus stimulus : program.stimuli()) {
                table.row(
                        program.name(),
                        stimulus.title(),
                        stimulus.words(),
                        Shown.count(stimulus.response().spikeSteps().size()),
                        Shown.count(stimulus.response().allInstructions()),
                        Shown.count(stimulus.response().overflowSteps().size()));
            }
        }
        DomContent figure = new Figure(title, caption)
                .wide()
                .with(drawing)
                .with(table.open())
                .done();
        return new Page(
                        title,
                        "step current and spike train",
                        version,
                        List.of(),
                        List.of(new Page.Part(
                                "responses", "Responses", List.of(div(figure).withClass("figures")))))
                .html();
    }
}
